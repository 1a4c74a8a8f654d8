// Tables that become cards on a phone: each cell knows its column's name.

import { h } from "../core/dom.js";

/** @typedef {import("../core/dom.js").Child} Child */

/**
 * @param {string} label what the table holds, for who does not see it
 * @param {string[]} columns the last may be "": that of the buttons
 * @param {HTMLTableRowElement[]} rows
 */
export function table(label, columns, rows) {
  const head = columns.map((name) => h("th", { scope: "col" }, name || h("span", { class: "vh" }, "可以办的事")));
  return h("div", { class: "scroll" }, h("table", { class: "cards" },
    h("caption", { class: "vh" }, label), h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)));
}

/**
 * A row; its first cell names it.
 * @param {string[]} columns
 * @param {(Child | Child[])[]} cells
 * @param {Record<string, unknown>} [attributes]
 */
export function row(columns, cells, attributes = {}) {
  return h("tr", attributes, cells.map((cell, at) => (at === 0
    ? h("th", { scope: "row" }, cell)
    : h("td", { data: columns[at] ? { label: columns[at] } : {}, class: columns[at] ? undefined : "acts" }, cell))));
}

/**
 * What stands where there is nothing yet.
 * @param {string} title
 * @param {string} next what to do
 * @param {HTMLElement | null} [act]
 */
export const nothing = (title, next, act = null) => h("div", { class: "empty" }, h("h3", {}, title), h("p", {}, next), act);
