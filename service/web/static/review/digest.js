// What the review of one or many papers found, in the order in which a reviewer reads.

import { post } from "../core/api.js";
import { h } from "../core/dom.js";
import { download } from "../core/download.js";

/** @typedef {import("../../types/api").Review} Review */
/** @typedef {import("../../types/api").PaperReview} PaperReview */
/** @typedef {import("../../types/api").SubmissionSummary} Summary */

/** @type {[string, string, string][]} part, heading, what an empty one says */
const PARTS = [
  ["owns_up", "它承认了什么", "没有读到查摆的问题。"],
  ["concrete", "具体在哪里", "没有读到可以核对的人和事。"],
  ["generic", "哪些放在哪个单位都成立", "没有发现。"],
  ["promises", "上年承诺的下落", "没有往年材料，未核对承诺。"],
  ["missing", "缺什么", "没有发现缺项。"],
  ["questions", "会上可以问的问题", "没有提出问题。"],
];
const PROMISES = { done: "已办结", open: "仍未办结", untold: "没有交代" };

/** @param {string[]} submissions @returns {Promise<Review>} */
export const reviewed = (submissions) => post("/submissions/review", { submissions, form: "json" });

/**
 * Gives the review as a Word file.
 * @param {string[]} submissions
 */
export const digestInWord = (submissions) =>
  download("POST", "/submissions/review", "审阅摘要.docx", { submissions, form: "docx" });

/** The page of one paper. @param {PaperReview} paper */
export function pageOf(paper) {
  return h("div", { class: "digest" }, h("p", { class: "mute" }, about(paper)), PARTS.map(([part, heading, nothing]) => {
    const lines = paper.digest.filter((line) => line.part === part);
    return h("section", {}, h("h3", {}, heading),
      lines.length ? h("ul", {}, lines.map(lineOf)) : h("p", { class: "mute" }, nothing));
  }));
}

/** What to know of a paper before its page. @param {PaperReview} paper */
export function about({ kind_name, counts, problems }) {
  const concrete = problems.filter((problem) => problem.concrete).length;
  return `${kind_name || "文种未判定"}；${counts.characters ?? 0}字；问题${problems.length}个，写到具体事的${concrete}个；提示${counts.total ?? 0}处，其中必改${counts.error ?? 0}处。`;
}

/** @param {import("../../types/api").DigestLine} line */
function lineOf(line) {
  const status = line.status && h("span", { class: `state ${line.status === "done" ? "done" : "waiting"}` }, PROMISES[line.status]);
  const quotes = line.sources.map((source) => source.quote).filter((quote) => quote && !line.text.includes(quote));
  return h("li", {}, status || null, status ? " " : "", line.text,
    quotes.length ? h("details", {}, h("summary", {}, "原话"), quotes.map((quote) => h("blockquote", {}, quote))) : null);
}

/**
 * What several papers have in common and where they differ.
 * @param {Review} review
 * @param {Summary[]} sent in the order in which they were asked for
 * @param {(unit: string) => string} unitName
 */
export function together(review, sent, unitName) {
  // The service calls the papers by year and number.
  const names = new Map(sent.map((one, at) => [`${one.year}-${at + 1}.txt`, unitName(one.unit)]));
  const named = (/** @type {string} */ file) => names.get(file) ?? file;
  return h("div", { class: "digest" },
    part("共同的问题", "没有几个单位都写到的问题。", review.common.map((one) => [
      one.name || one.theme, `（${one.units.length}个单位）`,
      details("看各单位原话", one.examples.map((example) => h("blockquote", {}, `${named(example.source)}：${example.quote}`))),
    ])),
    part("雷同", "没有相互照抄的段落。", review.pairs.map((pair) => [
      `${named(pair.a)} 与 ${named(pair.b)}：${Math.round(pair.share * 100)}% 相同`,
      details("看相同的段落", pair.spans.map((span) => h("blockquote", {}, span.text))),
    ])),
    part("与众不同", "没有明显偏离的。", review.outliers.map((one) => [`${named(one.file)}：${one.text}`])),
    part("年年重复", "没有与上年重复的问题。", review.repeated.map((one) => [
      `${named(one.file)}：${one.headline}`, one.explained ? "（说明了原因）" : "（没有说明为什么又出现）"])),
    review.failed.length ? part("没有审阅的", "", review.failed.map((one) => [`${named(one.file)}：${one.cause}`])) : null,
    h("section", {}, h("h3", {}, "各份材料"), review.papers.map((paper) =>
      h("details", { class: "one" }, h("summary", {}, `${named(paper.file)}　${about(paper)}`), pageOf(paper)))));
}

/** @param {string} heading @param {string} nothing @param {(string | Node | null)[][]} lines */
const part = (heading, nothing, lines) => h("section", {}, h("h3", {}, heading),
  lines.length ? h("ul", {}, lines.map((line) => h("li", {}, line))) : h("p", { class: "mute" }, nothing));

/** @param {string} title @param {Node[]} inside */
const details = (title, inside) => (inside.length ? h("details", {}, h("summary", {}, title), inside) : null);
