// How two texts differ, clause by clause, and what both become together.

import { h } from "./dom.js";

/** @typedef {import("../../types/api").Difference} Piece */

const CLAUSE = /[^，。；：！？、\n]*[，。；：！？、\n]?/g;
const MOST_CELLS = 6_000_000;

/** @param {string} text */
const clauses = (text) => (text.match(CLAUSE) ?? []).filter(Boolean);

/**
 * How `after` came from `before`; the texts of what is same or added make up `after`.
 * @param {string} before
 * @param {string} after
 * @returns {Piece[]}
 */
export function differences(before, after) {
  let old = clauses(before);
  let now = clauses(after);
  const head = common(old, now);
  const tail = Math.min(common([...old].reverse(), [...now].reverse()), old.length - head, now.length - head);
  /** @type {Piece[]} */
  const first = now.slice(0, head).map(same);
  const last = now.slice(now.length - tail).map(same);
  old = old.slice(head, old.length - tail);
  now = now.slice(head, now.length - tail);
  return merged([...first, ...between(old, now), ...last]);
}

/** @param {string} text @returns {Piece} */
const same = (text) => ({ kind: "same", text });

/**
 * Both texts in one: what one of them took out of `base` goes, what either put in stays.
 * @param {string} base
 * @param {string} mine
 * @param {string} theirs
 */
export function together(base, mine, theirs) {
  const before = new Set(clauses(base));
  return between(clauses(theirs), clauses(mine))
    .filter(({ kind, text }) => kind === "same" || !before.has(text))
    .map(({ text }) => text)
    .join("");
}

/** How many at the beginning are alike. @param {string[]} a @param {string[]} b */
function common(a, b) {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

/** @param {string[]} old @param {string[]} now @returns {Piece[]} */
function between(old, now) {
  const removed = old.map((text) => /** @type {Piece} */ ({ kind: "removed", text }));
  const added = now.map((text) => /** @type {Piece} */ ({ kind: "added", text }));
  // So much is different that a table of all pairs would hold the page up.
  if (old.length * now.length > MOST_CELLS) return [...removed, ...added];
  const longest = table(old, now);
  const wide = now.length + 1;
  /** @type {Piece[]} */
  const pieces = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const below = longest[(i + 1) * wide + j] ?? -1;
    const beside = longest[i * wide + j + 1] ?? -1;
    if (i < old.length && j < now.length && old[i] === now[j]) { pieces.push(same(now[j] ?? "")); i += 1; j += 1; }
    else if (i < old.length && (j === now.length || below >= beside)) { pieces.push(/** @type {Piece} */ (removed[i])); i += 1; }
    else { pieces.push(/** @type {Piece} */ (added[j])); j += 1; }
  }
  return pieces;
}

/** The longest common run of the ends from each pair on. @param {string[]} old @param {string[]} now */
function table(old, now) {
  const wide = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * wide);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      longest[i * wide + j] = old[i] === now[j]
        ? (longest[(i + 1) * wide + j + 1] ?? 0) + 1
        : Math.max(longest[(i + 1) * wide + j] ?? 0, longest[i * wide + j + 1] ?? 0);
    }
  }
  return longest;
}

/** Neighbours of one kind are one piece. @param {Piece[]} pieces */
export function merged(pieces) {
  /** @type {Piece[]} */
  const made = [];
  for (const piece of pieces) {
    const last = made[made.length - 1];
    if (last?.kind === piece.kind) last.text += piece.text;
    else made.push({ ...piece });
  }
  return made;
}

/**
 * Differences as a person reads them: put in is underlined, taken out is struck through.
 * @param {Piece[]} found
 */
export const shown = (found) =>
  h("p", { class: "compared" }, found.map(({ kind, text }) =>
    (kind === "same" ? text : h(kind === "added" ? "ins" : "del", {}, text))));
