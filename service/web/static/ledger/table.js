// The table of an assignment's lines: draws them, hears what is written, takes steps back.

import { call } from "../core/api.js";
import { ask } from "../core/dialog.js";
import { byId, fill, h } from "../core/dom.js";
import { complain, guarded, say } from "../core/notice.js";
import { drawn, grow, judge, numbered, show, tellState } from "./cells.js";
import { cellKeys } from "./keys.js";
import { fieldsOf, pasting } from "./paste.js";
import { blank, COLUMNS, newRow, rowOf } from "./row.js";
import { Saving } from "./saving.js";
import { Steps } from "./undo.js";

/** @typedef {import("./row.js").Row} Row */
/** @typedef {import("./row.js").Field} Field */
/** @typedef {import("./cells.js").Drawn} Drawn */
/** @typedef {import("./cells.js").Control} Control */
/** @typedef {import("../../types/api").LedgerEntry} LedgerEntry */

export class Table {
  /**
   * @param {string} assignment
   * @param {() => void} changed something on the page is different now
   */
  constructor(assignment, changed) {
    this.body = byId("lines");
    this.changed = changed;
    this.steps = new Steps();
    /** @type {Drawn[]} in the ledger's own order */
    this.rows = [];
    /** In which order they are shown. @type {(rows: Drawn[]) => Drawn[]} */
    this.order = (rows) => rows;
    /** What a cell held when it was entered. @type {Map<Control, string>} */
    this.entered = new Map();
    /** The cell that was entered last. @type {Control | null} */
    this.last = null;
    this.saving = new Saving(assignment, {
      told: (row) => this.#with(row, (one) => { tellState(one); this.changed(); }),
      renewed: (row) => this.#with(row, (one) => { show(one); this.#enterAgain(one); this.changed(); }),
      decide,
      gone: (row) => addAgain(row),
    });
    this.#listen();
  }

  /** Whether everything that was written is kept. */
  get kept() {
    return this.rows.every(({ row }) => row.state === "saved" || blank(row));
  }

  /** @param {LedgerEntry[]} entries */
  fill(entries) {
    this.rows = entries.map((entry) => drawn(rowOf(entry), (row) => this.remove(row)));
    this.steps = new Steps();
    this.arrange();
  }

  /** Nothing can be written any more. */
  freeze() {
    for (const { element } of this.rows) for (const control of element.querySelectorAll("textarea, select, button")) control.toggleAttribute("disabled", true);
  }

  /** Puts the rows on the page in their order. */
  arrange() {
    const order = this.order(this.rows);
    fill(this.body, order.map((one) => one.element));
    order.forEach((one, at) => numbered(one, at + 1));
    this.changed();
  }

  /** Adds a line below the one that is being written, else at the end; its first cell is entered. */
  add() {
    const here = this.rows.findIndex(({ element }) => element.contains(this.last));
    this.#insert(newRow(here < 0 ? null : here + 1), here < 0 ? this.rows.length : here + 1);
  }

  /** @param {Row} row @param {number} place */
  #insert(row, place) {
    const made = drawn(row, (one) => this.remove(one));
    this.rows.splice(place, 0, made);
    this.arrange();
    made.controls.get("problem")?.focus();
    if (!blank(row)) this.saving.touch(row);
  }

  /** Takes a line away; it can be taken back. @param {Row} row */
  async remove(row) {
    await guarded(async () => {
      const place = this.rows.findIndex((one) => one.row === row);
      await this.#takeAway(row);
      if (blank(row)) return;
      // The same row comes back as a new line: earlier steps in its cells still find it.
      const step = {
        back: () => {
          Object.assign(row, { kept: null, place });
          this.#insert(row, place);
          return this.saving.now(row);
        },
        again: () => this.#takeAway(row),
      };
      this.steps.add(step);
      say("已删去一行", { undo: () => this.undoIf(step) });
    });
  }

  /** Takes away the line that is being written. */
  async removeHere() {
    const here = this.rows.find(({ element }) => element.contains(this.last));
    if (here) await this.remove(here.row);
  }

  /** Takes back that one step, where it is the last. @param {import("./undo.js").Step} step */
  async undoIf(step) {
    if (this.steps.done[this.steps.done.length - 1] === step) await this.undo();
    else say("后来又改过别处，请按 Ctrl+Z 一步步撤销");
  }

  /** @param {Row} row */
  async #takeAway(row) {
    await this.saving.now(row);
    if (row.kept) await call("DELETE", `${this.saving.path}/${row.kept.id}`, { version: row.kept.version });
    this.saving.giveUp(row);
    const at = this.rows.findIndex((one) => one.row === row);
    this.rows.splice(at, 1);
    this.arrange();
    const next = this.rows[Math.min(at, this.rows.length - 1)];
    (next?.controls.get("problem") ?? byId("add")).focus();
  }

  async undo() {
    this.#leave();
    if (!(await guarded(() => this.steps.back()))) say("没有可以撤销的改动");
  }

  async redo() {
    this.#leave();
    if (!(await guarded(() => this.steps.again()))) say("没有可以重做的改动");
  }

  #listen() {
    this.body.addEventListener("focusin", (event) => {
      const control = controlOf(event);
      if (!control) return;
      this.entered.set(control, control.value);
      this.last = control;
    });
    this.body.addEventListener("input", (event) => this.#written(controlOf(event)));
    this.body.addEventListener("focusout", (event) => {
      const control = controlOf(event);
      if (control) this.#left(control);
    });
    pasting(this.body, (control, range) => this.#paste(control, range));
    cellKeys(this.body, {
      restore: (control) => { control.value = this.entered.get(control) ?? control.value; this.#written(control); },
      written: (control) => this.entered.has(control) && control.value !== this.entered.get(control),
    });
  }

  /** Puts a copied range into the lines from a cell on, all in one step. @param {Control} control @param {string[][]} range */
  #paste(control, range) {
    this.#leave();
    const shown = [...this.body.children].filter((element) => !(/** @type {HTMLElement} */ (element).hidden));
    const below = shown.slice(shown.findIndex((element) => element.contains(control)));
    const lines = below.map((element) => this.#of(element));
    const puts = range.slice(0, lines.length).flatMap((cells, at) => {
      const { row } = /** @type {Drawn} */ (lines[at]);
      return fieldsOf(cells, control.dataset.field ?? "").map(([field, value]) => ({ row, field, value, before: row.line[field] }));
    });
    const again = () => puts.forEach(({ row, field, value }) => this.#put(row, field, value));
    again();
    const step = { back: () => puts.forEach(({ row, field, before }) => this.#put(row, field, before)), again };
    this.steps.add(step);
    control.focus();
    const over = range.length - lines.length;
    say(over > 0 ? `贴上了 ${lines.length} 行；下面没有行了，还有 ${over} 行没有贴，请先添行` : `贴上了 ${range.length} 行`, { undo: () => this.undoIf(step) });
  }

  /** @param {Control | null} control */
  #written(control) {
    const one = control && this.#of(control);
    if (!one) return;
    // What a list held before it is known here, whether it was entered or not.
    if (control instanceof HTMLSelectElement && !this.entered.has(control)) this.entered.set(control, one.row.line.status);
    Object.assign(one.row.line, { [/** @type {string} */ (control.dataset.field)]: control.value });
    grow(control);
    judge(one);
    this.saving.touch(one.row);
    if (control instanceof HTMLSelectElement) this.#left(control);
  }

  /** The step of the cell that is being written is done, though it stays entered. */
  #leave() {
    const control = document.activeElement;
    if (!(control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) || !this.#of(control)) return;
    this.#left(control);
    this.entered.set(control, control.value);
  }

  /** @param {Control} control */
  #left(control) {
    const before = this.entered.get(control);
    const after = control.value;
    this.entered.delete(control);
    const one = this.#of(control);
    if (!one) return;
    if (before !== undefined && before !== after) {
      const field = /** @type {Field} */ (control.dataset.field);
      this.steps.add({ back: () => this.#put(one.row, field, before), again: () => this.#put(one.row, field, after) });
    }
    guarded(() => this.saving.now(one.row));
  }

  /** @param {Row} row @param {Field} field @param {string} value */
  #put(row, field, value) {
    return this.#with(row, (one) => {
      Object.assign(row.line, { [field]: value });
      show(one);
      this.saving.touch(row);
      const control = one.controls.get(field);
      control?.focus();
      if (control) this.entered.set(control, value);
    });
  }

  /** @param {Drawn} one */
  #enterAgain(one) {
    for (const control of one.controls.values()) if (this.entered.has(control)) this.entered.set(control, control.value);
  }

  /** @param {Element} control */
  #of(control) {
    return this.rows.find((one) => one.element.contains(control));
  }

  /** @param {Row} row @param {(one: Drawn) => unknown} act */
  #with(row, act) {
    const one = this.rows.find((other) => other.row === row);
    if (one) act(one);
  }
}

/** @param {Event} event @returns {Control | null} */
const controlOf = ({ target }) =>
  (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement ? target : null);

/**
 * Two people wrote the same cells: the one who came later chooses, with both before their eyes.
 * @param {Row} row
 * @param {import("./row.js").Line} theirs
 * @param {Field[]} clashes
 */
async function decide(row, theirs, clashes) {
  const titles = COLUMNS.filter(({ field }) => clashes.includes(field));
  const table = h("table", {},
    h("thead", {}, h("tr", {}, ["", "别人保存的", "我写的"].map((title) => h("th", { scope: "col" }, title)))),
    h("tbody", {}, titles.map(({ field, title }) =>
      h("tr", {}, h("th", { scope: "row" }, title), h("td", {}, theirs[field] || "（空）"), h("td", {}, row.line[field] || "（空）")))));
  const chosen = await ask({
    title: "别人刚改了同一格", wide: true, must: true, confirm: "就这样",
    body: ["两个人改了同一行的同一格，请选留哪一个；其他格里各自的改动都已合在一起。", table],
    fields: [{ name: "keep", label: "留下", type: "select", value: "ours", options: [{ value: "ours", label: "我写的" }, { value: "theirs", label: "别人保存的" }] }],
  });
  return chosen?.keep !== "theirs";
}

/** @param {Row} row */
async function addAgain(row) {
  const again = (await ask({ title: "这一行已被别人删去", body: [`您写的还在页面上：“${row.line.problem}”。要作为新的一行添上吗？`], confirm: "添上" })) !== null;
  if (!again) complain("这一行没有保存：别人已删去。可以删去它，或刷新页面看现在的台账");
  return again;
}
