// Which notes a paper may be written from, and where it uses each.

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */
/** @typedef {import("./desk.js").Note} Note */

/** What a paper may be written from. @param {Note} note */
export const writable = (note) => note.route === "draft" && !note.empty && !note.set_aside;

/**
 * Where each note is used.
 * @param {Desk} desk
 * @returns {Map<string, {entry: Entry, index: number}[]>}
 */
export function usesOf(desk) {
  /** @type {Map<string, {entry: Entry, index: number}[]>} */
  const uses = new Map();
  for (const entry of desk.inOrder()) {
    entry.item.sentences.forEach((sentence, index) => {
      for (const note of sentence.notes) {
        const there = uses.get(note) ?? [];
        if (!there.some((use) => use.entry === entry)) there.push({ entry, index });
        uses.set(note, there);
      }
    });
  }
  return uses;
}
