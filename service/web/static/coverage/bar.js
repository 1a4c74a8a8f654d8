// One bar in four parts: how many notes are missing, partly there, set aside, reflected.

import { COVERAGE, word } from "../core/words.js";
import { STATUSES } from "./data.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 1000;

/**
 * A bar for the eye; the words beside it say the same.
 * @param {Record<string, number>} counts by status
 * @param {string} of whose bar it is, for those who hear it
 */
export function bar(counts, of) {
  const total = STATUSES.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  const drawn = element("svg", { viewBox: `0 0 ${WIDTH} 20`, preserveAspectRatio: "none", role: "img", class: "bar" });
  drawn.setAttribute("aria-label", `${of}：${inWords(counts)}`);
  let at = 0;
  for (const status of STATUSES) {
    const width = total ? ((counts[status] ?? 0) / total) * WIDTH : 0;
    if (width) drawn.append(element("rect", { x: at, y: 0, width, height: 20, class: `part ${status}` }));
    at += width;
  }
  return drawn;
}

/** @param {Record<string, number>} counts */
export const inWords = (counts) =>
  STATUSES.filter((status) => counts[status]).map((status) => `${word(COVERAGE, status)}${counts[status]}条`).join("，");

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
