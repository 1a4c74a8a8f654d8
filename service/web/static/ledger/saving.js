// Saves lines by themselves: soon after a word, at once on leaving a cell, again after a lost line.

import { ApiError, call, get, newKey } from "../core/api.js";
import { wordsOf } from "../core/notice.js";
import { blank, joined, lineOf, same } from "./row.js";

/** @typedef {import("./row.js").Row} Row */
/** @typedef {import("./row.js").Line} Line */
/** @typedef {import("./row.js").Field} Field */
/** @typedef {import("../../types/api").LedgerEntry} LedgerEntry */

const REST_MS = 1200;
const AGAIN_MS = 4000;

/**
 * @typedef {object} Listener
 * @property {(row: Row) => void} told a row's state changed
 * @property {(row: Row) => void} renewed a row's words were changed by somebody else
 * @property {(row: Row, theirs: Line, clashes: Field[]) => Promise<boolean>} decide both wrote the same cells: whether ours stand
 * @property {(row: Row) => Promise<boolean>} gone somebody took the line away: whether to add it again
 */

export class Saving {
  /** @param {string} assignment @param {Listener} listener */
  constructor(assignment, listener) {
    this.path = `/assignments/${assignment}/ledger`;
    this.listener = listener;
    /** @type {Map<Row, number>} */
    this.timers = new Map();
    /** @type {Map<Row, Promise<void>>} */
    this.running = new Map();
    /** @type {Map<Row, {once: string, body: Line & {position: number | null}}>} first saves whose answer was lost */
    this.adding = new Map();
    addEventListener("online", () => this.flush());
  }

  /** Something was written: it is saved when the hands rest. @param {Row} row */
  touch(row) {
    this.tell(row, row.state === "saving" ? "saving" : "changed");
    this.later(row, REST_MS);
  }

  /** Rows that are not kept as they are written. */
  waiting() {
    return [...new Set([...this.timers.keys(), ...this.running.keys()])].filter((row) => !blank(row));
  }

  /** Saves whatever waits. Resolves when all was tried. */
  async flush() {
    await Promise.all([...this.timers.keys()].map((row) => this.now(row)));
    await Promise.all([...this.running.values()]);
  }

  /** Forgets a row that is gone. @param {Row} row */
  giveUp(row) {
    clearTimeout(this.timers.get(row));
    this.timers.delete(row);
    this.adding.delete(row);
  }

  /** @param {Row} row @param {number} ms */
  later(row, ms) {
    clearTimeout(this.timers.get(row));
    this.timers.set(row, setTimeout(() => this.now(row), ms));
  }

  /** Saves a row now, or after the save that is under way. @param {Row} row @returns {Promise<void>} */
  async now(row) {
    if (!this.timers.has(row)) return this.running.get(row);
    clearTimeout(this.timers.get(row));
    this.timers.delete(row);
    const before = this.running.get(row) ?? Promise.resolve();
    const run = before.then(() => this.save(row));
    this.running.set(row, run);
    await run;
    if (this.running.get(row) === run) this.running.delete(row);
  }

  /** @param {Row} row */
  async save(row) {
    if (blank(row) || (row.kept && same(row.kept, row.line))) return this.tell(row, "saved");
    if (!row.line.problem.trim()) return this.tell(row, "refused", "问题不能空着，填上才能保存");
    this.tell(row, "saving");
    try {
      await this.send(row);
      if (row.kept && !same(row.kept, row.line)) this.touch(row);
      else this.tell(row, "saved");
    } catch (error) {
      await this.failed(row, error).catch((second) => this.waits(row, second));
    }
  }

  /** @param {Row} row */
  async send(row) {
    if (row.kept) {
      row.kept = (await call("PUT", `${this.path}/${row.kept.id}`, { body: { ...row.line }, version: row.kept.version })).value;
      return;
    }
    // Sent again word for word under the same key: an answer that was lost adds no second line.
    const first = this.adding.get(row) ?? { once: newKey(), body: { ...row.line, position: row.place } };
    this.adding.set(row, first);
    row.kept = (await call("POST", this.path, first)).value;
    this.adding.delete(row);
  }

  /** @param {Row} row @param {unknown} error */
  async failed(row, error) {
    if (error instanceof ApiError && error.stale) return this.join(row);
    if (error instanceof ApiError && error.status === 404 && row.kept) return this.missing(row);
    const passes = error instanceof ApiError && (error.offline || error.status >= 500 || error.status === 429);
    if (passes) return this.waits(row, error);
    this.adding.delete(row);
    this.tell(row, "refused", wordsOf(error));
  }

  /** It will be tried again. @param {Row} row @param {unknown} error */
  waits(row, error) {
    this.tell(row, "unsaved", wordsOf(error));
    this.later(row, AGAIN_MS);
  }

  /** Somebody else saved this line first. @param {Row} row */
  async join(row) {
    const theirs = await this.fresh(row);
    if (!theirs || !row.kept) return this.missing(row);
    const { line, clashes } = joined(lineOf(row.kept), lineOf(theirs), row.line);
    row.kept = theirs;
    row.line = line;
    if (clashes.length && !(await this.listener.decide(row, lineOf(theirs), clashes))) {
      for (const field of clashes) Object.assign(row.line, { [field]: theirs[field] });
    }
    this.listener.renewed(row);
    this.touch(row);
  }

  /** @param {Row} row @returns {Promise<LedgerEntry | undefined>} */
  async fresh(row) {
    /** @type {LedgerEntry[]} */
    const items = (await get(this.path)).items;
    return items.find((entry) => entry.id === row.kept?.id);
  }

  /** @param {Row} row */
  async missing(row) {
    if (!(await this.listener.gone(row))) return this.tell(row, "refused", "这一行已被别人删去");
    row.kept = null;
    row.place = null;
    this.touch(row);
  }

  /** @param {Row} row @param {Row["state"]} state @param {string} [said] */
  tell(row, state, said = "") {
    row.state = state;
    row.said = said;
    this.listener.told(row);
  }
}
