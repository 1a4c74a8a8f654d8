// One line of the table: its cells, and what stands beside them.

import { button, fill, h } from "../core/dom.js";
import { due, overdue } from "./deadline.js";
import { COLUMNS, STATUSES } from "./row.js";

/** @typedef {import("./row.js").Row} Row */
/** @typedef {import("./row.js").Field} Field */
/** @typedef {HTMLTextAreaElement | HTMLSelectElement} Control */

const STATES = { saved: "", changed: "", saving: "保存中", unsaved: "没有存上，会再试", refused: "没有保存" };

/**
 * @typedef {object} Drawn
 * @property {Row} row
 * @property {HTMLTableRowElement} element
 * @property {Map<Field, Control>} controls
 * @property {HTMLElement} number
 * @property {HTMLElement} state
 * @property {HTMLElement} due
 */

/**
 * @param {Row} row
 * @param {(row: Row) => unknown} remove
 * @returns {Drawn}
 */
export function drawn(row, remove) {
  /** @type {Map<Field, Control>} */
  const controls = new Map();
  const number = h("span", {});
  const state = h("span", { class: "row-state" });
  const said = h("span", { class: "due" });
  const cells = COLUMNS.map((column) => {
    const control = column.field === "status" ? statusControl() : textControl(column.longest);
    control.dataset.field = column.field;
    controls.set(column.field, control);
    return h("td", { class: `of-${column.field}`, data: { label: column.title } },
      h("div", { class: "grow" }, control), column.field === "deadline" ? said : null);
  });
  const away = button("删去", () => remove(row), { class: "plain" });
  const element = h("tr", { id: row.kept && `line-${row.kept.id}` }, h("th", { scope: "row" }, number, state), cells, h("td", { class: "of-act" }, away));
  const made = { row, element, controls, number, state, due: said };
  show(made);
  return made;
}

/** @param {number} longest */
const textControl = (longest) => h("textarea", { rows: 1, maxlength: longest, spellcheck: "false" });

const statusControl = () => h("select", {}, STATUSES.map((status) => h("option", { value: status }, status)));

/** Shows the row's words in its cells. @param {Drawn} drawn */
export function show(drawn) {
  for (const [field, control] of drawn.controls) {
    if (control.value !== drawn.row.line[field]) control.value = drawn.row.line[field];
    grow(control);
  }
  judge(drawn);
}

/** The cell is as high as its words: a style sheet draws them a second time. @param {Control} control */
export function grow(control) {
  const place = control.parentElement;
  if (place) place.dataset.text = control.value;
}

/** Says how the deadline stands. @param {Drawn} drawn */
export function judge({ row, element, due: said }) {
  const late = overdue(row.line);
  element.classList.toggle("overdue", late);
  said.textContent = due(row.line);
  element.dataset.status = row.line.status;
}

/** Says whether the row is kept. @param {Drawn} drawn */
export function tellState({ row, element, state }) {
  element.classList.toggle("bad", row.state === "unsaved" || row.state === "refused");
  fill(state, STATES[row.state], row.said ? h("span", { class: "why" }, row.said) : null);
}

/** Gives the row its number, also in the names of its cells. @param {Drawn} drawn @param {number} at */
export function numbered({ element, number, controls }, at) {
  number.textContent = String(at);
  for (const { field, title } of COLUMNS) controls.get(field)?.setAttribute("aria-label", `第${at}行${title}`);
  element.querySelector("button")?.setAttribute("aria-label", `删去第${at}行`);
}
