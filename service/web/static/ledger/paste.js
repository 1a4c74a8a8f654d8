// Cells that come from a spreadsheet: put side by side from the cell on in which they are pasted.

import { COLUMNS, STATUSES } from "./row.js";

/** @typedef {import("./row.js").Field} Field */
/** @typedef {import("./cells.js").Control} Control */

const CELL = /(?:^|\t|\r?\n)(?:"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*))/g;

/**
 * The cells of a copied range, row by row; null for what is a plain text.
 * @param {string} text
 * @returns {string[][] | null}
 */
export function rangeOf(text) {
  if (!text.includes("\t")) return null;
  /** @type {string[][]} */
  const rows = [];
  for (const found of text.replace(/\r?\n$/, "").matchAll(CELL)) {
    if (!found[0].startsWith("\t") || !rows.length) rows.push([]);
    rows[rows.length - 1]?.push(found[1]?.replace(/""/g, '"') ?? found[2] ?? "");
  }
  return rows;
}

/**
 * What a row of the range puts into a line, from a column on; what no column takes is left out.
 * @param {string[]} cells
 * @param {string} from
 * @returns {[Field, string][]}
 */
export function fieldsOf(cells, from) {
  const first = COLUMNS.findIndex(({ field }) => field === from);
  return COLUMNS.slice(first, first + cells.length)
    .map(({ field, longest }, at) => /** @type {[Field, string]} */ ([field, (cells[at] ?? "").trim().slice(0, longest || undefined)]))
    .filter(([field, value]) => field !== "status" || STATUSES.some((status) => status === value));
}

/**
 * @param {HTMLElement} table
 * @param {(control: Control, range: string[][]) => void} put
 */
export function pasting(table, put) {
  table.addEventListener("paste", (event) => {
    const control = event.target;
    const range = rangeOf(event.clipboardData?.getData("text/plain") ?? "");
    if (!range || !(control instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    put(control, range);
  });
}
