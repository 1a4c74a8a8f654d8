// The table of notes: places, groups and notes in their order, drawn in slices, each row kept as long
// as it shows the same.

import { fill, h } from "../core/dom.js";
import { whenIdle } from "../core/idle.js";
import { detailRow } from "./detail.js";
import { ownDetails } from "./minority.js";
import { COLUMNS, groupRow, noteRow, placeRow, signature } from "./rows.js";

/** @typedef {import("../../types/api").KeptNote} KeptNote */
/** @typedef {import("./acts.js").Acts} Acts */
/** @typedef {import("./filter.js").Filter} Filter */
/** @typedef {import("./state.js").Notes} Notes */

const SLICE = 80;
/** What a window holds: the others come when nothing else is to be done. */
const AT_ONCE = 24;

/** The table and what of it stands on the page. */
export class Table {
  /**
   * @param {HTMLElement} place
   * @param {Notes} notes
   * @param {Filter} filter
   * @param {Acts} acts
   * @param {() => unknown} changed told when the choice has changed
   */
  constructor(place, notes, filter, acts, changed) {
    this.notes = notes;
    this.filter = filter;
    this.acts = acts;
    this.changed = changed;
    this.most = AT_ONCE;
    /** @type {string} the note that has, or had last, the focus */
    this.at = "";
    /** @type {Map<string, {sign: string, row: HTMLElement}>} */
    this.rows = new Map();
    this.body = h("tbody");
    this.more = h("button", { type: "button", class: "show-more", onclick: () => this.showMore() }, "再显示一些");
    const heads = ["选", "意见", "主题", "归到", ""].map((name, at) => h("th", { scope: "col", class: ["pick", "says", "theme", "filed", "more"][at] }, name || h("span", { class: "vh" }, "展开")));
    fill(place, h("div", { class: "note-frame" }, h("table", { class: "note-table" }, h("caption", { class: "vh" }, "整理后的意见"), h("thead", {}, h("tr", {}, heads)), this.body)), this.more);
    this.body.addEventListener("focusin", (event) => this.focused(event));
    if ("IntersectionObserver" in window) new IntersectionObserver((seen) => { if (seen.some(({ isIntersecting }) => isIntersecting)) this.showMore(); }, { rootMargin: "600px" }).observe(this.more);
  }

  /** The notes that pass the filter, whole groups together, in the order of their places. */
  get order() {
    /** @type {Map<string, KeptNote[]>} */
    const byPlace = new Map(this.notes.places.map(({ id }) => [id, []]));
    const taken = new Set();
    for (const note of this.notes.all) {
      if (taken.has(note.id)) continue;
      const members = this.notes.membersOf(note).filter((member) => this.filter.wanted(member));
      if (!members.some((member) => this.filter.passes(member))) continue;
      for (const member of members) taken.add(member.id);
      // A group stands where the member stands for which it is shown.
      const first = members.find((member) => this.filter.passes(member)) ?? note;
      byPlace.get(this.notes.placeOf(first))?.push(...members);
    }
    return byPlace;
  }

  draw() {
    const order = this.order;
    const total = [...order.values()].reduce((sum, some) => sum + some.length, 0);
    if (this.notes.open) this.most = Math.max(this.most, this.positionOf(this.notes.open, order) + SLICE / 2);
    const wanted = this.wanted(order);
    this.place(wanted);
    this.more.hidden = this.most >= total;
    this.more.textContent = `再显示一些（还有 ${total - this.most} 条）`;
    this.makeReachable();
    return total;
  }

  /**
   * @param {string} id
   * @param {Map<string, KeptNote[]>} order
   */
  positionOf(id, order) {
    return [...order.values()].flat().findIndex((note) => note.id === id);
  }

  /**
   * The rows that should stand on the page, in their order.
   * @param {Map<string, KeptNote[]>} order
   */
  wanted(order) {
    /** @type {HTMLElement[]} */
    const rows = [];
    let left = this.most;
    for (const place of this.notes.places) {
      const notes = order.get(place.id) ?? [];
      if (notes.length === 0 || left <= 0) continue;
      rows.push(this.kept(`place ${place.id}`, `${notes.length}`, () => placeRow(place, notes.length)));
      let group = "";
      for (const note of notes.slice(0, left)) {
        if (note.group && note.group !== group) rows.push(this.heading(note.group, notes));
        group = note.group ?? "";
        rows.push(this.kept(`note ${note.id}`, signature(this.notes, note), () => noteRow(this.notes, note)));
        if (this.notes.open === note.id) rows.push(this.kept(`detail ${note.id}`, JSON.stringify(note) + this.notes.groups.size, () => detailRow(this.notes, note, this.acts)));
      }
      left -= notes.length;
    }
    if (rows.length === 0) rows.push(h("tr", {}, h("td", { colspan: COLUMNS, class: "nothing" }, "没有符合筛选的意见。")));
    return rows;
  }

  /**
   * @param {string} group
   * @param {KeptNote[]} notes those of its place that are shown
   */
  heading(group, notes) {
    const members = this.notes.groups.get(group) ?? [];
    const shown = notes.filter((note) => note.group === group).length;
    const sign = [shown, ...members.map(({ id, source, by_hand: named }) => [id, source, named])].join("|");
    const differ = () => members.some(({ text }) => ownDetails(text, this.notes.pairsOf(group)).length > 0);
    return this.kept(`group ${group}`, sign, () => groupRow(group, members, shown, differ(), {
      choose: (ids) => { for (const id of ids) this.notes.chosen.add(id); this.changed(); },
      split: (ids) => this.acts.split(ids),
    }));
  }

  /**
   * The row that was drawn for the same before, or a new one.
   * @param {string} key
   * @param {string} sign
   * @param {() => HTMLElement} make
   */
  kept(key, sign, make) {
    const before = this.rows.get(key);
    if (before && before.sign === sign) return before.row;
    const row = make();
    this.rows.set(key, { sign, row });
    return row;
  }

  /**
   * Puts the rows in their order; what stands right already is not touched.
   * @param {HTMLElement[]} wanted
   */
  place(wanted) {
    const had = this.body.contains(document.activeElement);
    const inside = document.activeElement instanceof HTMLElement ? document.activeElement.id || document.activeElement.closest("tr")?.id || "" : "";
    const stays = new Set(wanted);
    for (const row of [...this.body.children]) if (!stays.has(/** @type {HTMLElement} */ (row))) row.remove();
    let next = this.body.firstChild;
    for (const row of wanted) {
      if (row === next) next = next.nextSibling;
      else this.body.insertBefore(row, next);
    }
    if (had && !this.body.contains(document.activeElement)) (document.getElementById(inside) ?? this.rowAt(this.at))?.focus({ preventScroll: true });
  }

  /** One row can be reached by Tab; the arrow keys go on from there. */
  makeReachable() {
    const rows = /** @type {HTMLElement[]} */ ([...this.body.querySelectorAll("tr.note")]);
    const one = this.rowAt(this.at) ?? rows[0];
    for (const row of rows) if (row.tabIndex === 0 && row !== one) row.tabIndex = -1;
    if (one) one.tabIndex = 0;
  }

  /** @param {FocusEvent} event */
  focused(event) {
    const row = event.target instanceof HTMLElement ? event.target.closest("tr.note") : null;
    if (!(row instanceof HTMLElement)) return;
    this.at = row.dataset.note ?? "";
    this.makeReachable();
  }

  /** @param {string} id */
  rowAt(id) {
    const row = id ? document.getElementById(`note-${id}`) : null;
    return row && this.body.contains(row) ? row : null;
  }

  /**
   * Where the eye goes on when notes leave their place: the next row that stays, else the one before.
   * @param {string[]} ids
   */
  after(ids) {
    const rows = /** @type {HTMLElement[]} */ ([...this.body.querySelectorAll("tr.note")]).map((row) => row.dataset.note ?? "");
    const last = Math.max(...ids.map((id) => rows.indexOf(id)));
    const stays = (/** @type {string} */ id) => !ids.includes(id);
    return rows.slice(last + 1).find(stays) ?? rows.slice(0, Math.max(0, last)).reverse().find(stays) ?? "";
  }

  /** @param {string} id */
  focus(id) {
    const row = this.rowAt(id);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }

  showMore() {
    if (this.more.hidden) return;
    this.most += SLICE;
    this.draw();
  }

  /** What the first view did without. */
  showRest() {
    whenIdle(() => { if (this.most === AT_ONCE) this.showMore(); });
  }

  /** For the printer. */
  showAll() {
    this.most = Infinity;
    this.draw();
  }

  /** Shows from the beginning again: another filter. */
  again() {
    this.most = SLICE;
  }

  /**
   * Opens a note and brings it into view.
   * @param {string} id
   */
  reveal(id) {
    this.notes.open = id;
    this.draw();
    const row = this.rowAt(id);
    row?.scrollIntoView({ block: "center" });
    row?.focus();
  }
}
