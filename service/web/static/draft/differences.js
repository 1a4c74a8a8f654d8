// How two texts differ, clause by clause, and what both become together.

import { h } from "../core/dom.js";

/** @typedef {import("../../types/api").Difference} Difference */

/** @param {string} text */
const pieces = (text) => text.match(/[^，；。！？：\n]*[，；。！？：\n]|[^，；。！？：\n]+$/g) ?? [];

/**
 * @param {string} older
 * @param {string} newer
 * @returns {Difference[]} in reading order; what was removed stands before what came in its place
 */
export function differences(older, newer) {
  return joined(steps(pieces(older), pieces(newer)));
}

/**
 * Both texts in one: what one of them took out of `base` goes, what either put in stays.
 * @param {string} base
 * @param {string} mine
 * @param {string} theirs
 */
export function together(base, mine, theirs) {
  const before = new Set(pieces(base));
  return steps(pieces(theirs), pieces(mine))
    .filter(({ kind, text }) => kind === "same" || !before.has(text))
    .map(({ text }) => text)
    .join("");
}

/**
 * @param {string[]} older
 * @param {string[]} newer
 * @returns {Difference[]}
 */
function steps(older, newer) {
  const common = lengths(older, newer);
  /** @type {Difference[]} */
  const found = [];
  let a = 0;
  let b = 0;
  while (a < older.length || b < newer.length) {
    const one = older[a];
    const other = newer[b];
    if (one !== undefined && one === other) {
      found.push({ kind: "same", text: one });
      a += 1;
      b += 1;
    } else if (one !== undefined && (other === undefined || (common[a + 1]?.[b] ?? 0) >= (common[a]?.[b + 1] ?? 0))) {
      found.push({ kind: "removed", text: one });
      a += 1;
    } else {
      found.push({ kind: "added", text: other ?? "" });
      b += 1;
    }
  }
  return found;
}

/**
 * The length of what the two have in common from each pair of places on.
 * @param {string[]} older
 * @param {string[]} newer
 */
function lengths(older, newer) {
  const table = Array.from({ length: older.length + 1 }, () => new Uint16Array(newer.length + 1));
  for (let a = older.length - 1; a >= 0; a -= 1) {
    const row = /** @type {Uint16Array} */ (table[a]);
    const below = /** @type {Uint16Array} */ (table[a + 1]);
    for (let b = newer.length - 1; b >= 0; b -= 1) {
      row[b] = older[a] === newer[b] ? (below[b + 1] ?? 0) + 1 : Math.max(below[b] ?? 0, row[b + 1] ?? 0);
    }
  }
  return table;
}

/** @param {Difference[]} found */
function joined(found) {
  /** @type {Difference[]} */
  const parts = [];
  for (const { kind, text } of found) {
    const last = parts[parts.length - 1];
    if (last && last.kind === kind) last.text += text;
    else parts.push({ kind, text });
  }
  return parts;
}

/**
 * Differences as a person reads them: put in is underlined, taken out is struck through.
 * @param {Difference[]} found
 */
export const shown = (found) =>
  h("p", { class: "compared" }, found.map(({ kind, text }) =>
    (kind === "same" ? text : h(kind === "added" ? "ins" : "del", {}, text))));
