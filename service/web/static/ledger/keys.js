// The keyboard in the table, as in a spreadsheet: Enter and the arrows go from cell to cell.

import { COLUMNS } from "./row.js";

/** @typedef {import("./cells.js").Control} Control */

const TWO_LINES_PX = 50;
const FIELDS = COLUMNS.map((column) => column.field);

/**
 * @param {HTMLElement} table
 * @param {object} acts
 * @param {(control: Control) => void} acts.restore the cell as it was when it was entered
 * @param {(control: Control) => boolean} acts.written whether the cell has words that no step holds yet
 */
export function cellKeys(table, { restore, written }) {
  table.addEventListener("keydown", (event) => {
    const control = event.target;
    if (!(control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement)) return;
    if (event.isComposing || event.keyCode === 229) return;
    // The browser takes back single words inside a cell better than anybody else.
    if (event.ctrlKey && /^[zy]$/i.test(event.key) && written(control)) return event.stopPropagation();
    if (event.key === "Escape") return restore(control);
    if (event.key === "Enter" && event.altKey) return newLine(event, control);
    const to = target(event, control);
    if (!to) return undefined;
    event.preventDefault();
    to.focus();
    if (to instanceof HTMLTextAreaElement && event.key === "Enter") to.select();
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
    return undefined;
  });
}

/** @param {KeyboardEvent} event @param {Control} control */
function newLine(event, control) {
  event.preventDefault();
  if (control instanceof HTMLTextAreaElement) document.execCommand("insertText", false, "\n");
}

/**
 * @param {KeyboardEvent} event
 * @param {Control} control
 * @returns {Control | null} the cell that the key goes to
 */
function target(event, control) {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.key === "Enter") return beside(control, 0, event.shiftKey ? -1 : 1);
  if (event.shiftKey) return null;
  const select = control instanceof HTMLSelectElement;
  // In a list the arrows up and down choose.
  if (event.key === "ArrowDown" && !select && (oneLine(control) || atEnd(control))) return beside(control, 0, 1);
  if (event.key === "ArrowUp" && !select && (oneLine(control) || atStart(control))) return beside(control, 0, -1);
  if (event.key === "ArrowRight" && (select || atEnd(control))) return beside(control, 1, 0);
  if (event.key === "ArrowLeft" && (select || atStart(control))) return beside(control, -1, 0);
  return null;
}

/** In a cell of one line up and down leave it from anywhere. @param {HTMLTextAreaElement} text */
const oneLine = (text) => !text.value.includes("\n") && text.clientHeight < TWO_LINES_PX;

/** @param {HTMLTextAreaElement} text */
const atEnd = (text) => text.selectionEnd === text.value.length && (text.selectionStart === text.selectionEnd || text.selectionStart === 0);

/** @param {HTMLTextAreaElement} text */
const atStart = (text) => text.selectionStart === 0 && (text.selectionEnd === 0 || text.selectionEnd === text.value.length);

/** @param {Control} control @param {number} right @param {number} down @returns {Control | null} */
function beside(control, right, down) {
  const field = FIELDS[FIELDS.findIndex((name) => name === control.dataset.field) + right];
  let row = control.closest("tr");
  for (let step = down; row && step; step -= Math.sign(step)) row = shown(row, step);
  return field && row ? row.querySelector(`[data-field="${field}"]`) : null;
}

/** @param {HTMLTableRowElement} row @param {number} way @returns {HTMLTableRowElement | null} */
function shown(row, way) {
  let next = way > 0 ? row.nextElementSibling : row.previousElementSibling;
  while (next instanceof HTMLElement && next.hidden) next = way > 0 ? next.nextElementSibling : next.previousElementSibling;
  return next instanceof HTMLTableRowElement ? next : null;
}
