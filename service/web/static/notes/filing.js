// Filing notes by where they are put: the same by a dropped note, a digit or a letter.

import { ASIDE, BEYOND, EMPTY, NONE } from "./places.js";

/** @typedef {import("./acts.js").Acts} Acts */
/** @typedef {import("./acts.js").Fields} Fields */
/** @typedef {import("./state.js").Notes} Notes */

/**
 * Puts notes into a place.
 * @param {Notes} notes
 * @param {Acts} acts
 * @param {string[]} ids
 * @param {string} place
 */
export async function file(notes, acts, ids, place) {
  if (ids.length === 0 || place === NONE || place === "") return;
  if (place === ASIDE) { await acts.setAside(ids); return; }
  const many = ids.length === 1 ? "" : `${ids.length} 条`;
  if (place === EMPTY) { await acts.correct(ids, { empty: true }, `${many}已记为没有内容`); return; }
  if (place === BEYOND) { await acts.correct(ids, { route: "beyond" }, `${many}已记为超出权限，不写进材料`); return; }
  const name = notes.places.find(({ id }) => id === place)?.short ?? place;
  await acts.correct(ids, backInto(notes, ids, place), `${many}已归到“${name}”`);
}

/**
 * What brings notes into an aspect: also back from outside the paper.
 * @param {Notes} notes
 * @param {string[]} ids
 * @param {string} aspect
 * @returns {Fields}
 */
function backInto(notes, ids, aspect) {
  const some = ids.map((id) => notes.note(id));
  /** @type {Fields} */
  const fields = { aspect };
  if (some.some((note) => note?.empty)) fields.empty = false;
  if (some.some((note) => note?.set_aside)) fields.set_aside = "";
  if (some.some((note) => note?.route === "beyond")) fields.route = "draft";
  return fields;
}
