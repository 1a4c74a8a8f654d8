// The places beside the table: how many notes each holds, a click shows one, a note dropped is filed.

import { fill, h } from "../core/dom.js";
import { NONE } from "./places.js";

/** @typedef {import("./filter.js").Filter} Filter */
/** @typedef {import("./state.js").Notes} Notes */

/**
 * @param {HTMLElement} nav
 * @param {Notes} notes
 * @param {Filter} filter
 */
export function showPlaces(nav, notes, filter) {
  const filed = notes.filed;
  const total = notes.listed.length;
  const shown = notes.places.filter(({ id }) => id !== NONE || filed.get(id));
  fill(nav,
    entry("", "全部", "", total, filter),
    h("h2", {}, "对照方面"),
    shown.filter(({ about }) => !about).map(({ id, short, key }) => entry(id, short, key, filed.get(id) ?? 0, filter)),
    h("h2", {}, "不写进材料"),
    shown.filter(({ about }) => about).map(({ id, name }) => entry(id, name, "", filed.get(id) ?? 0, filter)));
}

/**
 * @param {string} id
 * @param {string} name
 * @param {string} key
 * @param {number} count
 * @param {Filter} filter
 */
const entry = (id, name, key, count, filter) =>
  h("button", { type: "button", class: "place", "aria-pressed": String(filter.values.place === id), data: { place: id }, onclick: () => filter.set("place", filter.values.place === id ? "" : id) },
    key ? h("kbd", { title: `按 ${key} 归到这里` }, key) : null, h("span", { class: "place-name" }, name), h("span", { class: "place-count" }, String(count)));
