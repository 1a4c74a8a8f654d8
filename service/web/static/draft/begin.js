// No draft yet: what will happen, and the button that begins it.

import { get } from "../core/api.js";
import { button, fill, h } from "../core/dom.js";
import { guarded } from "../core/notice.js";
import { writable } from "./uses.js";

/** @typedef {import("../../types/api").Assignment} Assignment */
/** @typedef {import("../../types/api").Kind} Kind */
/** @typedef {import("../../types/api").NoteList} NoteList */

/**
 * Tells what a draft would stand on, and offers to begin it.
 * @param {HTMLElement} place
 * @param {Assignment} assignment
 * @param {() => unknown} start what the button does
 */
export async function showBeginning(place, assignment, start) {
  const path = `/assignments/${assignment.id}`;
  /** @type {[NoteList, {items: Kind[]}]} */
  const [notes, kinds] = await Promise.all([get(`${path}/notes`), get(`/units/${assignment.unit}/kinds`)]);
  const kind = kinds.items.find((one) => one.id === assignment.kind);
  const usable = notes.items.filter(writable);
  if (!usable.length) {
    return fill(place, h("div", { class: "empty" }, h("h2", {}, "还没有整理过的意见"),
      h("p", {}, "稿子只从意见里来。请先交入意见并整理，再回来起草。"),
      h("a", { class: "button main", href: `/assignments/${assignment.id}/notes` }, "去交入意见")));
  }
  const begin = button("起草", () => guarded(start), { class: "main big" });
  fill(place, h("div", { class: "panel beginning" }, h("h2", {}, "还没有稿子"),
    h("p", {}, "按下“起草”，系统会把意见按对照方面写成一份完整的材料：每句话都注明依据哪条意见，意见里没有的事不写，缺的地方标成【待补：…】留给您填。通常需要一两分钟，写好一部分显示一部分，中途可以离开。"),
    h("ul", { class: "ground" }, told(notes, usable.length, kind).map((one) => h("li", {}, one))),
    begin));
  return undefined;
}

/**
 * @param {NoteList} notes
 * @param {number} usable
 * @param {Kind | undefined} kind
 */
function told({ items, counts }, usable, kind) {
  const aspects = kind?.aspects.filter((aspect) => !items.some((note) => writable(note) && note.aspect === aspect.title)) ?? [];
  return [
    `用来起草的意见 ${usable} 条`,
    counts.lines_unsorted ? `还有 ${counts.lines_unsorted} 条没有整理，不会写进去；可以先去“意见”里整理` : "",
    counts.set_aside ? `说明不写的 ${counts.set_aside} 条` : "",
    counts.clue ? `线索 ${counts.clue} 条，不写入材料` : "",
    counts.beyond ? `超出本单位权限的 ${counts.beyond} 条，不写入材料` : "",
    ...aspects.map((aspect) => `“${aspect.short || aspect.title}”这个方面没有意见，会留成【待补】`),
  ].filter(Boolean);
}
