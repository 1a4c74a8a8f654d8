// What one paper took over from another, sentence by sentence.

import { merged } from "../core/differences.js";

/** @typedef {import("../../types/api").Difference} Piece */

const SENTENCE = /[^。；！？\n]+[。；！？]?/g;
const LONG_ENOUGH = 10;

/**
 * The sentences of a text that are long enough to tell one paper from another.
 * @param {string} text
 */
export const sentencesOf = (text) =>
  new Set((text.match(SENTENCE) ?? []).map((one) => one.trim()).filter((one) => one.length >= LONG_ENOUGH));

/**
 * A line cut into pieces: "same" what stands in `known` word for word, "added" the rest.
 * @param {string} line
 * @param {Set<string>} known
 * @returns {Piece[]}
 */
export const takenOver = (line, known) =>
  merged((line.match(SENTENCE) ?? []).map((one) => /** @type {Piece} */ ({ kind: known.has(one.trim()) ? "same" : "added", text: one })));
