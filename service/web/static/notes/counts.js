// How the notes add up, in plain words.

import { h } from "../core/dom.js";
import { ASIDE, BEYOND, CLUE, EMPTY } from "./places.js";

/** @typedef {import("./state.js").Notes} Notes */

/** @param {Notes} notes */
export function countsOf(notes) {
  const filed = notes.filed;
  const of = (/** @type {string} */ place) => filed.get(place) ?? 0;
  const written = notes.all.length - of(ASIDE) - of(BEYOND) - of(CLUE) - of(EMPTY);
  const grouped = [...notes.groups.values()].reduce((sum, members) => sum + members.length, 0);
  const parts = [`写进材料 ${written} 条`, part("说明不写", of(ASIDE)), part("超出权限", of(BEYOND)), part("线索", of(CLUE)), part("没有内容", of(EMPTY))].filter(Boolean);
  if (notes.all.length === 0) return h("p", { class: "counts" }, "交来 ", strong(notes.lines.size), " 行，还没有整理。");
  return h("p", { class: "counts" },
    "交来 ", strong(notes.lines.size), " 行", lines(notes), "，理成 ", strong(notes.all.length), ` 条意见 = ${parts.join(" + ")}。`,
    notes.groups.size ? `其中 ${grouped} 条说的是同一些事，归并成 ${notes.groups.size} 组。` : "");
}

/** @param {Notes} notes */
function lines(notes) {
  const parts = [notes.emptyLines ? `${notes.emptyLines} 行没有内容` : "", notes.unsorted ? `${notes.unsorted} 行还没有整理` : ""].filter(Boolean);
  return parts.length ? `（${parts.join("，")}）` : "";
}

/**
 * @param {string} name
 * @param {number} count
 */
const part = (name, count) => (count ? `${name} ${count} 条` : "");

/** @param {number} count */
const strong = (count) => h("strong", {}, String(count));
