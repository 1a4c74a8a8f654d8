// A new assignment, from top to bottom: unit, what is written, aspects, title and deadline.

import { post } from "../core/api.js";
import { day } from "../core/dates.js";
import { button, fill, h } from "../core/dom.js";
import { complain, guarded } from "../core/notice.js";
import { kindChoice } from "./kinds.js";
import { noticeEntry, readingForm, readingOf } from "./notice.js";
import { daysIn, forget, keep, keptWish, kindOf, titleOf } from "./wish.js";
import { yaml } from "./yaml.js";

/** @typedef {import("../../types/api").Kind} Kind */
/** @typedef {import("../../types/api").Unit} Unit */
/** @typedef {import("./wish.js").Wish} Wish */

const ANOTHER = "another";

/**
 * Opens the form in `place`.
 * @param {HTMLElement} place
 * @param {Unit[]} units those that the person writes for
 * @param {{local: boolean, kindsOf: (unit: string) => Promise<Kind[]>, addUnit: () => Promise<Unit | null>, leave: () => unknown}} on
 */
export async function openMaker(place, units, on) {
  const wish = keptWish();
  if (!units.some((unit) => unit.id === wish.unit)) wish.unit = units[0]?.id ?? "";
  const form = new Maker(place, units, wish, on);
  await form.open();
}

/** The form and what it holds. */
class Maker {
  /**
   * @param {HTMLElement} place
   * @param {Unit[]} units
   * @param {Wish} wish
   * @param {{local: boolean, kindsOf: (unit: string) => Promise<Kind[]>, addUnit: () => Promise<Unit | null>, leave: () => unknown}} on
   */
  constructor(place, units, wish, on) {
    this.place = place;
    this.units = units;
    this.wish = wish;
    this.on = on;
    /** @type {Kind[]} */
    this.kinds = [];
    this.what = h("div");
    this.end = h("div");
  }

  async open() {
    const form = h("form", { class: "maker" },
      this.unitStep(),
      h("section", { class: "panel", "aria-labelledby": "step-what" }, h("h2", { id: "step-what" }, "写什么"), this.what),
      h("section", { class: "panel", "aria-labelledby": "step-title" }, h("h2", { id: "step-title" }, "名称和时限"), this.end));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.make(); });
    fill(this.place, h("div", { class: "spread" }, h("h1", { id: "maker-title", tabindex: "-1" }, "新建任务"), button("返回任务列表", () => this.on.leave())), form);
    await this.loadKinds();
    this.drawWhat();
    this.drawEnd();
  }

  async loadKinds() {
    this.kinds = (await guarded(() => this.on.kindsOf(this.wish.unit))) ?? [];
    if (!this.kinds.some((kind) => kind.id === this.wish.kind)) this.wish.kind = this.newest()?.id ?? "";
  }

  newest() {
    return this.kinds.filter((kind) => kind.scope === "team").sort((a, b) => b.year - a.year)[0];
  }

  unitStep() {
    if (this.units.length === 1 && !this.on.local) return null;
    const select = h("select", { id: "maker-unit" },
      this.units.map((unit) => h("option", { value: unit.id }, unit.name)),
      this.on.local ? h("option", { value: ANOTHER }, "另加一个单位…") : null);
    select.value = this.wish.unit;
    select.addEventListener("change", () => guarded(async () => {
      const added = select.value === ANOTHER ? await this.on.addUnit() : null;
      if (added) { this.units.push(added); select.prepend(h("option", { value: added.id }, added.name)); }
      this.wish.unit = select.value === ANOTHER ? added?.id ?? this.wish.unit : select.value;
      select.value = this.wish.unit;
      this.changed();
      await this.loadKinds();
      this.drawWhat();
      this.drawEnd();
    }));
    return h("section", { class: "panel", "aria-labelledby": "step-unit" }, h("h2", { id: "step-unit" }, "哪个单位"),
      h("div", { class: "field" }, h("label", { for: "maker-unit" }, "单位"), select));
  }

  drawWhat() {
    const way = (/** @type {Wish["way"]} */ value, /** @type {string} */ text) => h("label", { class: this.wish.way === value ? "way chosen" : "way" },
      h("input", { type: "radio", name: "way", value, checked: this.wish.way === value, onchange: () => { this.wish.way = value; this.changed(); this.redraw(value); } }), " ", text);
    fill(this.what,
      h("div", { class: "ways", role: "radiogroup", "aria-label": "怎样定" }, way("known", "从已有的口径里选"), way("notice", "按今年的通知来")),
      this.wish.way === "known" ? this.known() : this.fromNotice());
  }

  /** @param {string} way the radio that had the focus keeps it */
  redraw(way) {
    this.drawWhat();
    this.drawEnd();
    /** @type {HTMLElement | null} */ (this.what.querySelector(`input[value="${way}"]`))?.focus();
  }

  known() {
    return kindChoice(this.kinds, this.wish.kind, (kind) => {
      this.wish.kind = kind.id;
      this.changed();
      this.drawWhat();
      this.drawEnd();
      document.getElementById(`kind-${kind.id}`)?.focus();
    });
  }

  fromNotice() {
    const reading = this.wish.reading;
    if (reading) {
      return h("div", {}, readingForm(reading, () => { this.changed(); this.drawEnd(); }),
        h("p", { class: "row" }, button("重新读通知", () => { this.wish.reading = null; this.changed(); this.drawWhat(); })));
    }
    return noticeEntry(this.wish, {
      typed: () => this.changed(),
      read: (proposed) => {
        this.wish.reading = readingOf(proposed, this.wish.notice);
        const days = daysIn(proposed.deadlines);
        if (days.length === 1) this.wish.deadline = this.wish.deadline || (days[0] ?? "");
        this.changed();
        this.drawWhat();
        this.drawEnd();
        /** @type {HTMLElement | null} */ (this.what.querySelector(".read-aspects input"))?.focus();
      },
    });
  }

  drawEnd() {
    const kind = this.chosen();
    const proposed = kind ? titleOf(kind) : "";
    const title = h("input", { id: "maker-name", value: this.wish.title || proposed, maxlength: 200, required: true });
    title.addEventListener("input", () => { this.wish.title = title.value; this.changed(); });
    const deadline = h("input", { id: "maker-deadline", type: "date", value: this.wish.deadline, "aria-describedby": "deadline-hint" });
    deadline.addEventListener("input", () => { this.wish.deadline = deadline.value; this.changed(); });
    const clauses = this.wish.way === "notice" ? this.wish.reading?.deadlines ?? [] : [];
    fill(this.end,
      h("div", { class: "field" }, h("label", { for: "maker-name" }, "任务名称"), title),
      h("div", { class: "field" }, h("label", { for: "maker-deadline" }, "什么时候要交"), deadline,
        h("p", { class: "hint", id: "deadline-hint" }, clauses.length ? "通知里写到：" : "不急着定可以空着。"),
        clauses.length ? h("ul", { class: "clauses" }, clauses.map((clause) => h("li", {}, h("q", {}, clause)))) : null,
        h("div", { class: "chips" }, daysIn(clauses).map((iso) => h("button", { type: "button", class: "chip", onclick: () => { deadline.value = iso; this.wish.deadline = iso; this.changed(); } }, day(iso))))),
      h("div", { class: "row" }, h("button", { type: "submit", class: "main" }, "建好，去交意见"), this.wish.way === "notice" && !this.wish.reading ? h("span", { class: "hint" }, "请先读出通知里的对照方面") : null));
  }

  /** @returns {Kind | undefined} */
  chosen() {
    if (this.wish.way === "known") return this.kinds.find((kind) => kind.id === this.wish.kind);
    return this.wish.reading ? kindOf(this.wish.reading, new Set()) : undefined;
  }

  changed() {
    keep(this.wish);
  }

  async make() {
    const submit = /** @type {HTMLButtonElement} */ (this.end.querySelector("button[type=submit]"));
    const kind = this.chosen();
    if (!kind) { complain(this.wish.way === "notice" ? "请先读出通知里的对照方面" : "请先选写什么"); return; }
    if (kind.aspects.length === 0) { complain("至少要有一个对照方面"); return; }
    submit.disabled = true;
    try {
      const id = this.wish.way === "notice" ? await this.keepKind() : kind.id;
      const title = this.wish.title.trim() || titleOf(kind);
      const made = await post("/assignments", { unit: this.wish.unit, kind: id, title, year: kind.year, deadline: this.wish.deadline || null });
      forget();
      location.assign(`/assignments/${made.id}/notes`);
    } catch (error) {
      complain(error);
      submit.disabled = false;
    }
  }

  /** Keeps the kind of the notice for the unit; a second try finds it kept and takes it. */
  async keepKind() {
    const reading = /** @type {import("./wish.js").Reading} */ (this.wish.reading);
    await this.loadKinds();
    const same = this.kinds.find((known) => known.source === reading.kind.source && sameWords(known, kindOf(reading, new Set())));
    if (same) return same.id;
    const kind = kindOf(reading, new Set(this.kinds.map(({ id }) => id)));
    await post("/own-kinds", { unit: this.wish.unit, body: yaml({ ...kind }) });
    return kind.id;
  }
}

/**
 * @param {Kind} one
 * @param {Kind} other
 */
const sameWords = (one, other) =>
  one.scope === other.scope && one.year === other.year && one.name === other.name
  && one.aspects.map(({ title }) => title).join("\n") === other.aspects.map(({ title }) => title).join("\n");
