// A draft as it is written: its sections appear one after another, each where it will stand in the
// paper, long before the paper is on the desk.

import { fill, h } from "../core/dom.js";
import { working } from "./working.js";

/** @typedef {import("../../types/api").Job} Job */
/** @typedef {import("../../types/api").JobEvent} JobEvent */
/** @typedef {{headline: string, owner: string, deadline: string, sentences: {text: string, kind: string}[]}} Written */
/** @typedef {{label: string, chapter: number, section: number, chapter_title: string, title: string, items?: Written[], part?: number}} Told */

/**
 * Shows a draft job and what it has written so far; settles when it is done or given up.
 * @param {HTMLElement} place
 * @param {Job} job
 * @returns {Promise<Job>}
 */
export async function showStream(place, job) {
  const paper = h("article", { class: "sheet streaming", "aria-label": "正在写的稿子" });
  const notices = h("div", {});
  const work = working(job, (event) => {
    const told = /** @type {Told} */ (event.data);
    if (event.kind === "notice") notices.append(h("p", { class: "hint" }, String(event.data.text ?? "")));
    if (event.kind === "section" || String(event.kind) === "section_begun") hear(paper, told);
  });
  fill(place, work.element, notices, paper);
  return work.over;
}

/**
 * @param {HTMLElement} paper
 * @param {Told} told
 */
function hear(paper, { label, chapter, section, chapter_title: chapterTitle, title, items, part }) {
  const there = at(paper, chapter, () => (chapterTitle ? h("h2", {}, chapterTitle) : null));
  const body = at(there, section, () => (title ? h("h3", {}, title) : null));
  if (!items) {
    if (body.querySelectorAll("p").length === 0) body.append(h("p", { class: "writing" }, `正在写“${label}”…`));
    return;
  }
  // A long section comes in parts; a job that began again tells it from the first one.
  if (!part || part === 1) for (const old of body.querySelectorAll("p")) old.remove();
  body.append(...items.map(written));
}

/**
 * The part of that number among those of `parent`, made where it belongs if it is not there yet.
 * @param {HTMLElement} parent
 * @param {number} number
 * @param {() => HTMLElement | null} heading
 * @returns {HTMLElement}
 */
function at(parent, number, heading) {
  const parts = /** @type {HTMLElement[]} */ ([...parent.children].filter((child) => child instanceof HTMLElement && child.dataset.number));
  const found = parts.find((one) => Number(one.dataset.number) === number);
  if (found) return found;
  const made = h("section", { class: "part", data: { number } }, heading());
  parent.insertBefore(made, parts.find((one) => Number(one.dataset.number) > number) ?? null);
  return made;
}

/** @param {Written} item */
const written = ({ headline, sentences, owner, deadline }) => h("p", {},
  headline && !sentences[0]?.text.startsWith(headline) ? h("span", { class: "headline" }, `${headline}。`) : null,
  sentences.map(({ text, kind }) => (kind === "question" ? h("mark", {}, text) : text)),
  [owner && `责任人：${owner}。`, deadline && `完成时限：${deadline}。`].filter(Boolean).join(""));
