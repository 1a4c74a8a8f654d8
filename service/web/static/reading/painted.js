// A paper to be read: its lines as paragraphs, headings where its outline has them, some of it
// painted. Nothing is edited here, so that what is painted is plain <mark> elements.

import { h } from "../core/dom.js";
import { Offsets } from "../core/offsets.js";

/** @typedef {import("../../types/api").Paper} Paper */

/**
 * A stretch to paint, in the service's offsets. One without length stands for its whole line.
 * @typedef {object} Span
 * @property {string} key
 * @property {number} start
 * @property {number} end
 * @property {string} look its class; where several meet, that of the first in `spans` shows
 * @property {string} label what it is, for those who hear the page
 */

/**
 * The paragraphs of a text.
 * @param {string} text
 * @param {Span[]} spans
 * @param {Paper | null} [outline]
 * @returns {HTMLElement[]}
 */
export function painted(text, spans, outline = null) {
  const offsets = new Offsets(text);
  const placed = spans.map((span) => ({ ...span, start: offsets.toBrowser(span.start), end: offsets.toBrowser(span.end) }));
  const headings = headingsOf(outline, offsets);
  /** @type {HTMLElement[]} */
  const made = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length;
    if (line.trim()) made.push(paragraph(line, start, placed, headings));
    start = end + 1;
  }
  return made;
}

/**
 * @param {string} line
 * @param {number} start
 * @param {Span[]} spans
 * @param {Map<number, string>} headings
 */
function paragraph(line, start, spans, headings) {
  const end = start + line.length;
  const here = spans.filter((span) => (span.start === span.end ? span.start >= start && span.start <= end : span.start < end && span.end > start));
  const whole = here.filter((span) => span.start === span.end);
  const parts = here.filter((span) => span.start !== span.end);
  const cuts = [...new Set([start, end, ...parts.flatMap((span) => [Math.max(start, span.start), Math.min(end, span.end)])])].sort((a, b) => a - b);
  const pieces = cuts.slice(1).map((to, at) => {
    const from = /** @type {number} */ (cuts[at]);
    return piece(line.slice(from - start, to - start), parts.filter((span) => span.start < to && span.end > from));
  });
  const lead = start + line.length - line.trimStart().length;
  const look = headings.get(lead) ?? "body";
  return h("p", { class: ["para", look, ...whole.map((span) => `beside ${span.look}`)].join(" "), data: { keys: whole.map((span) => span.key).join(" ") || null } }, pieces);
}

/**
 * @param {string} text
 * @param {Span[]} spans
 */
function piece(text, spans) {
  const first = spans[0];
  if (!first) return text;
  return h("mark", { class: first.look, title: first.label, data: { keys: spans.map((span) => span.key).join(" ") } }, text);
}

/**
 * Where headings begin, and how each looks.
 * @param {Paper | null} outline
 * @param {Offsets} offsets
 */
function headingsOf(outline, offsets) {
  /** @type {Map<number, string>} */
  const found = new Map();
  if (!outline) return found;
  if (outline.end > outline.start) found.set(offsets.toBrowser(outline.start), "title");
  for (const chapter of outline.chapters) {
    if (chapter.end > chapter.start) found.set(offsets.toBrowser(chapter.start), "chapter");
    for (const section of chapter.sections) {
      if (section.end > section.start) found.set(offsets.toBrowser(section.start), "section");
    }
  }
  return found;
}

/**
 * Everything in `place` that is painted for a key, in reading order.
 * @param {HTMLElement} place
 * @param {string} key
 * @returns {HTMLElement[]}
 */
export const paintedFor = (place, key) =>
  /** @type {HTMLElement[]} */ ([...place.querySelectorAll("[data-keys]")].filter((one) => one instanceof HTMLElement && (one.dataset.keys ?? "").split(" ").includes(key)));
