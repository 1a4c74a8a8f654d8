// A paper that was sent up, as it prints: its text line by line, each line by what it is.

import { h } from "../core/dom.js";
import { nameOf } from "./words.js";

/** @typedef {import("../../types/api").Submission} Submission */
/** @typedef {import("../../types/api").Item} Item */

/**
 * @typedef {object} Line
 * @property {"title" | "chapter" | "section" | "text"} kind
 * @property {string} text
 * @property {Item | null} item the item that it belongs to
 */

/** The lines of a paper; the service counts characters, not UTF-16. @param {Submission} submission @returns {Line[]} */
export function linesOf({ paper, text }) {
  const chapters = new Set(startsOf(paper.chapters));
  const sections = new Set(startsOf(paper.chapters.flatMap((chapter) => chapter.sections)));
  const items = paper.chapters.flatMap((chapter) => chapter.sections.flatMap((section) => section.items));
  let at = 0;
  return text.split("\n").map((line) => {
    const start = at;
    at += Array.from(line).length + 1;
    const item = items.find((one) => one.start <= start && start < one.end) ?? null;
    const title = start === paper.start && paper.end > paper.start;
    return { kind: title ? "title" : chapters.has(start) ? "chapter" : sections.has(start) ? "section" : "text", text: line, item };
  });
}

/** @param {{start: number, end: number}[]} parts */
const startsOf = (parts) => parts.filter((part) => part.end > part.start).map((part) => part.start);

const TAGS = /** @type {const} */ ({ title: "h2", chapter: "h3", section: "h4", text: "p" });

/**
 * The paper as elements: an item's lines stand in one box, which `onItem` may add to.
 * @param {Submission} submission
 * @param {(item: Item, box: HTMLElement) => unknown} [onItem]
 * @param {(line: string) => (string | Node)[]} [write] how a line's words are set
 */
export function drawnPaper(submission, onItem, write = (line) => [line]) {
  /** @type {HTMLElement[]} */
  const made = [];
  /** @type {Map<Item, HTMLElement>} */
  const boxes = new Map();
  for (const { kind, text, item } of linesOf(submission)) {
    if (!text.trim()) continue;
    const line = h(TAGS[kind], { class: `paper-${kind}` }, write(text));
    if (kind !== "text" || !item) made.push(line);
    else if (boxes.has(item)) boxes.get(item)?.append(line);
    else {
      const box = h("div", { class: "item", role: "group", tabindex: "0", id: onItem && `item-${item.id}`, "aria-label": nameOf(item) }, line);
      boxes.set(item, box);
      made.push(box);
    }
  }
  for (const [item, box] of boxes) onItem?.(item, box);
  return h("article", { class: "paper", "aria-label": submission.title }, made);
}
