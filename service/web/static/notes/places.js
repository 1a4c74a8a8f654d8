// Where a note belongs: an aspect of the kind, or one of the places outside the paper.

/** @typedef {import("../../types/api").KeptNote} KeptNote */
/** @typedef {import("../../types/api").Kind} Kind */
/** @typedef {{id: string, name: string, short: string, key: string, about: string}} Place `key` is the digit that files a note there */

export const NONE = "none";
export const ASIDE = "aside";
export const BEYOND = "beyond";
export const EMPTY = "empty";
export const CLUE = "clue";

const OUTSIDE = [
  { id: NONE, name: "没有归方面", about: "还没有归到任何方面，请逐条看一看。" },
  { id: ASIDE, name: "说明不写", about: "有人写明了理由，不写进材料。" },
  { id: BEYOND, name: "超出权限", about: "本单位解决不了的事：不写进材料，请向提意见的同志说明，或向上级反映。" },
  { id: EMPTY, name: "没有内容", about: "“无”“同上”和只有表扬的话，只计数。" },
];

/**
 * Every place in the order of the page; clues have a box of their own.
 * @param {Kind | undefined} kind
 * @returns {Place[]}
 */
export function placesOf(kind) {
  const aspects = (kind?.aspects ?? []).map(({ title, short }, at) => ({ id: title, name: title, short, key: at < 9 ? String(at + 1) : "", about: "" }));
  return [...aspects, ...OUTSIDE.map((place) => ({ ...place, short: place.name, key: "" }))];
}

/**
 * The place of a note, as the service counts it.
 * @param {KeptNote} note
 */
export function placeOf(note) {
  if (note.empty) return EMPTY;
  if (note.route === "clue") return CLUE;
  if (note.set_aside) return ASIDE;
  if (note.route === "beyond") return BEYOND;
  return note.aspect || NONE;
}
