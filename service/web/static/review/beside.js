// Beside the paper: what was different in the one sent before, and what last year's said already.

import { all, get } from "../core/api.js";
import { moment } from "../core/dates.js";
import { h } from "../core/dom.js";
import { differences } from "../core/differences.js";
import { sentencesOf, takenOver } from "./taken_over.js";
import { SUBMISSION_STATES, word } from "../core/words.js";

/** @typedef {import("../../types/api").Submission} Submission */
/** @typedef {import("../../types/api").SubmissionSummary} Summary */

/**
 * What a paper can be compared with: those sent before of the same assignment, the newest first,
 * then the unit's own of earlier years.
 * @param {Submission} submission
 * @returns {Promise<{summary: Summary, earlier: boolean, label: string}[]>}
 */
export async function othersOf(submission) {
  /** @type {Summary[]} */
  const sent = await all("/submissions", { unit: submission.unit });
  const before = sent.filter((one) => one.id < submission.id);
  const same = before.filter((one) => one.assignment === submission.assignment);
  const years = before.filter((one) => one.assignment !== submission.assignment && one.year < submission.year);
  return [
    ...same.map((summary) => ({ summary, earlier: true, label: `上一次报送（${moment(summary.submitted_at)}，${word(SUBMISSION_STATES, summary.state)}）` })),
    ...years.sort((a, b) => b.year - a.year).map((summary) => ({ summary, earlier: false, label: `${summary.year}年：${summary.title}` })),
  ];
}

/** @param {string} id @returns {Promise<Submission>} */
export const opened = (id) => get(`/submissions/${id}`);

/**
 * Both texts as one, with what was added and taken out marked.
 * @param {Submission} before
 * @param {Submission} after
 */
export function changesBetween(before, after) {
  const pieces = differences(before.text, after.text);
  const changed = pieces.filter((piece) => piece.kind !== "same").length;
  const article = h("article", { class: "paper compared", "aria-label": "与上一次的差别" });
  /** @type {HTMLElement} */
  let line = h("p", {});
  for (const { kind, text } of pieces) {
    text.split("\n").forEach((part, at) => {
      if (at > 0) { if (line.hasChildNodes()) article.append(line); line = h("p", {}); }
      if (part) line.append(kind === "same" ? part : h(kind === "added" ? "ins" : "del", {}, part));
    });
  }
  if (line.hasChildNodes()) article.append(line);
  return { article, said: changed ? `有 ${changed} 处改动：下划线的是新写的，划去的是上次有、这次没有的。` : "与上一次一字不差。" };
}

/**
 * How to set a line so that sentences which another paper has word for word stand out.
 * @param {Submission} other
 */
export function markedAfter(other) {
  const known = sentencesOf(other.text);
  let found = 0;
  const write = (/** @type {string} */ line) => takenOver(line, known).map(({ kind, text }) => {
    if (kind === "added") return text;
    found += 1;
    return h("mark", {}, text);
  });
  return { write, said: () => (found ? `标黄的 ${found} 处与${other.year}年的稿子一字不差。` : `没有与${other.year}年一字不差的句子。`) };
}
