// The matrix from the paper's side: each item with the notes behind it.

import { h } from "../core/dom.js";
import { COVERAGE, ITEM_ROLES, word } from "../core/words.js";
import { short, toItem, toNote, wordsOfNote } from "./links.js";

/** @typedef {import("./data.js").Answered} Answered */
/** @typedef {import("./data.js").Entry} Entry */

export function itemTable() {
  return h("table", { class: "matrix stacked" },
    h("caption", { class: "vh" }, "材料每一条依据的意见"),
    h("thead", {}, h("tr", {}, ["材料条目", "位置", "依据的意见"].map((title) => h("th", { scope: "col" }, title)))),
    h("tbody"));
}

/**
 * @param {string} assignment
 * @param {Entry} entry
 * @param {Map<string, Answered>} chosen the notes to show, by id
 */
export function itemRow(assignment, entry, chosen) {
  const { item, chapter, aspect, notes } = entry;
  const found = notes.map((id) => chosen.get(id)).filter((answered) => answered !== undefined);
  return h("tr", { id: `item-${item.id}`, tabindex: "-1" },
    h("th", { scope: "row", class: "note" }, h("span", { class: `role ${item.role}` }, word(ITEM_ROLES, item.role)), toItem(assignment, entry)),
    h("td", {}, [chapter, aspect].filter(Boolean).join(" · ")),
    h("td", {}, found.length
      ? h("ul", { class: "places" }, /** @type {Answered[]} */ (found).map((answered) => noteOf(assignment, answered)))
      : h("span", { class: "mute" }, notes.length ? "（这些意见不在当前筛选里）" : emptyWords(item.role))));
}

/** @param {string} role */
const emptyWords = (role) => (role === "problem" ? "没有意见作依据，请核实这个问题从哪里来" : "不直接依据意见");

/**
 * @param {string} assignment
 * @param {Answered} answered
 */
const noteOf = (assignment, { note, status }) => h("li", {},
  toNote(assignment, note, short(wordsOfNote(note), 60)), " ",
  status === "reflected" ? null : h("span", { class: `state ${status}` }, word(COVERAGE, status)));
