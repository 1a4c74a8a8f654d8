// Paints stretches of text without touching the edited elements, by the browser's highlights; where
// it has none, by rectangles behind the text. What has not changed is not painted again.

import { h } from "../core/dom.js";
import { rangeOf } from "./text.js";

/** @typedef {"error" | "warning" | "suggestion" | "accepted" | "question" | "sentence" | "current"} Look */
/** @typedef {{start: number, end: number, look: Look}} Mark */

/** @type {Record<Look, number>} */
const PRIORITY = { sentence: 0, question: 1, accepted: 2, suggestion: 3, warning: 4, error: 5, current: 9 };
const native = "highlights" in CSS && !new URLSearchParams(location.search).has("overlay");

if (native) {
  for (const [look, priority] of Object.entries(PRIORITY)) {
    const highlight = new Highlight();
    highlight.priority = priority;
    CSS.highlights.set(`d-${look}`, highlight);
  }
}

/** @typedef {{marks: Mark[], drawn: {look: Look, range: Range}[], layer: HTMLElement | null}} Painted */

/** @type {Map<HTMLElement, Map<string, Painted>>} */
const hosts = new Map();
/** @type {Set<Painted>} */
const waiting = new Set();
/** @type {WeakMap<Painted, HTMLElement>} */
const hostOf = new WeakMap();

/**
 * Paints a host's marks of one sort, in place of those of that sort before, with the next frame.
 * @param {HTMLElement} host
 * @param {string} sort
 * @param {Mark[]} marks
 */
export function paint(host, sort, marks) {
  let sorts = hosts.get(host);
  if (!sorts) hosts.set(host, (sorts = new Map()));
  let painted = sorts.get(sort);
  if (!painted) {
    if (!marks.length) return;
    painted = { marks, drawn: [], layer: null };
    sorts.set(sort, painted);
    hostOf.set(painted, host);
  }
  painted.marks = marks;
  later(painted);
}

/** Forgets a host that left the page. @param {HTMLElement} host */
export function forget(host) {
  for (const painted of hosts.get(host)?.values() ?? []) {
    clear(painted);
    waiting.delete(painted);
  }
  hosts.delete(host);
}

/** @param {Painted} painted */
function later(painted) {
  if (!waiting.size) requestAnimationFrame(draw);
  waiting.add(painted);
}

function draw() {
  for (const painted of waiting) {
    clear(painted);
    const host = hostOf.get(painted);
    if (host && painted.marks.length) (native ? highlight : cover)(host, painted);
  }
  waiting.clear();
}

/** @param {Painted} painted */
function clear(painted) {
  for (const { look, range } of painted.drawn) CSS.highlights.get(`d-${look}`)?.delete(range);
  painted.drawn = [];
  painted.layer?.remove();
  painted.layer = null;
}

/**
 * @param {HTMLElement} host
 * @param {Painted} painted
 */
function highlight(host, painted) {
  for (const { start, end, look } of painted.marks) {
    const range = start < end ? rangeOf(host, start, end) : null;
    if (!range) continue;
    CSS.highlights.get(`d-${look}`)?.add(range);
    painted.drawn.push({ look, range });
  }
}

/**
 * @param {HTMLElement} host
 * @param {Painted} painted
 */
function cover(host, painted) {
  const layer = h("span", { class: "paint", "aria-hidden": "true" });
  host.parentElement?.append(layer);
  painted.layer = layer;
  const base = layer.getBoundingClientRect();
  const ranges = painted.marks.map(({ start, end }) => (start < end ? rangeOf(host, start, end) : null));
  const boxes = ranges.map((range) => [...(range?.getClientRects() ?? [])]);
  painted.marks.forEach(({ look }, at) => {
    for (const box of boxes[at] ?? []) {
      const part = h("i", { class: look });
      part.style.left = `${box.left - base.left}px`;
      part.style.top = `${box.top - base.top}px`;
      part.style.width = `${box.width}px`;
      part.style.height = `${box.height}px`;
      layer.append(part);
    }
  });
}

if (!native) {
  document.documentElement.classList.add("overlay");
  addEventListener("resize", () => {
    for (const sorts of hosts.values()) for (const painted of sorts.values()) later(painted);
  });
}
