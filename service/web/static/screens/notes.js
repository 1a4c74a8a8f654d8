// 意见: handed in, sorted, put right by hand, before anything is written.

import { addressOf, get, post } from "../core/api.js";
import { sure } from "../core/dialog.js";
import { button, byId, fill, h } from "../core/dom.js";
import { guarded, say } from "../core/notice.js";
import { inAddress } from "../core/session.js";
import { screen, theAssignment } from "../core/shell.js";
import { Acts } from "../notes/acts.js";
import { showChosen } from "../notes/chosen.js";
import { showClues } from "../notes/clues.js";
import { countsOf } from "../notes/counts.js";
import { dragNotes } from "../notes/drag.js";
import { Filter } from "../notes/filter.js";
import { Intake } from "../notes/intake.js";
import { tableKeys } from "../notes/keyboard.js";
import { showPlaces } from "../notes/sidebar.js";
import { showSorting, skippedOf, sortingOf } from "../notes/sorting.js";
import { Notes, originalsOf, readNotes } from "../notes/state.js";
import { Table } from "../notes/table.js";

/** @typedef {import("../../types/api").Assignment} Assignment */
/** @typedef {import("../../types/api").Job} Job */
/** @typedef {import("../../types/api").Kind} Kind */
/** @typedef {import("../notes/state.js").Originals} Originals */

screen(async () => {
  const [id = ""] = inAddress();
  // Side by side: one after another, each would wait for the line again.
  const [[assignment, kinds, originals], sorting, read] = await Promise.all([withUnits(theAssignment()), sortingOf(id), readNotes(id)]);
  const notes = new Notes(assignment, kinds.items.find((kind) => kind.id === assignment.kind));
  notes.take(read, originals);
  new Page(notes).begin(sorting);
});

/**
 * An assignment with what its unit has: the kinds of papers, and the files that were handed in.
 * @param {Promise<Assignment>} asked
 * @returns {Promise<[Assignment, {items: Kind[]}, Originals]>}
 */
async function withUnits(asked) {
  const assignment = await asked;
  return Promise.all([assignment, get(`/units/${assignment.unit}/kinds`), originalsOf(assignment.unit)]);
}

/** The page and its parts. */
class Page {
  /** @param {Notes} notes */
  constructor(notes) {
    this.notes = notes;
    /** @type {Job | undefined} the last sorting that is done */
    this.last = undefined;
    this.acts = new Acts(notes, () => this.draw());
    this.filter = new Filter(byId("filters"), notes, () => { this.table.again(); this.draw(); });
    this.table = new Table(byId("table"), notes, this.filter, this.acts, () => this.draw());
    this.intake = new Intake(byId("intake"), notes.path, (job) => this.sorting(job));
  }

  /** @param {{open: Job | undefined, last: Job | undefined}} sorting that runs, and that is done */
  begin({ open, last }) {
    this.last = last;
    tableKeys(this.notes, this.table, this.acts, () => this.draw());
    dragNotes(this.notes, this.acts, byId("notes"));
    this.table.body.addEventListener("click", (event) => this.clicked(event));
    this.wire();
    if (open) this.sorting(open);
    const first = this.notes.lines.size === 0 && (!open || open.state === "failed");
    if (first || this.intake.lines.length) this.intake.show(first);
    this.draw();
    this.goToNamed();
    this.table.showRest();
  }

  wire() {
    const [id] = inAddress();
    byId("page-acts").hidden = false;
    byId("export").setAttribute("href", addressOf(`/assignments/${id}/exports/notes.xlsx`));
    byId("to-draft").setAttribute("href", `/assignments/${id}/draft`);
    byId("hand-in").addEventListener("click", () => { this.intake.show(false); byId("pasted").focus(); });
    byId("sort-again").addEventListener("click", () => guarded(() => this.sortAgain()));
    addEventListener("hashchange", () => this.goToNamed());
    addEventListener("beforeprint", () => this.table.showAll());
  }

  draw() {
    const { notes } = this;
    const any = notes.lines.size > 0;
    byId("notes").hidden = notes.all.length === 0;
    byId("hand-in").hidden = !any;
    for (const id of ["sort-again", "export", "to-draft"]) byId(id).hidden = notes.all.length === 0;
    if (any) fill(byId("counts"), countsOf(notes), this.sortRest(), skippedOf(this.last));
    else fill(byId("counts"), this.intake.place.hidden ? h("p", { class: "mute" }, "正在读取和整理交来的意见…") : null);
    showPlaces(byId("places"), notes, this.filter);
    this.filter.offer();
    const total = this.table.draw();
    byId("shown").textContent = this.filter.narrows ? `符合筛选 ${total} 条（同组的一起显示）` : "方向键上下走，回车改，空格选，数字键归方面，F1 看全部快捷键。";
    showChosen(byId("chosen"), notes, this.acts, () => this.draw());
    showClues(/** @type {HTMLDetailsElement} */ (byId("clues")), notes, this.acts);
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const pick = target?.dataset.pick;
    const open = target?.dataset.open;
    if (pick) {
      if (!this.notes.chosen.delete(pick)) this.notes.chosen.add(pick);
      this.draw();
    } else if (open) {
      this.notes.open = this.notes.open === open ? "" : open;
      this.draw();
    }
  }

  /**
   * @param {Job} job
   */
  sorting(job) {
    showSorting(byId("jobs"), job, { done: (ended) => this.sorted(ended), over: () => this.draw() });
    this.draw();
  }

  /** @param {Job} job */
  async sorted(job) {
    const before = this.notes.lines.size;
    await this.notes.load();
    this.last = job;
    this.draw();
    const added = this.notes.lines.size - before;
    if (added) byId("intake").hidden = this.intake.lines.length === 0;
    say(`已经理好，共 ${this.notes.all.length} 条意见` + (added > 0 && before ? `，新交入 ${added} 行` : ""));
  }

  /** What was handed in and never sorted, as by another program: a way to go on. */
  sortRest() {
    if (this.notes.unsorted === 0 || byId("jobs").childElementCount) return null;
    return button(`整理这 ${this.notes.unsorted} 行`, () => guarded(async () => this.sorting(await post(`${this.notes.path}/sort`))), { class: "main" });
  }

  async sortAgain() {
    if (await sure("重新整理？", "没有动过的意见会重新归类、归并；您手改过的都保持不变。", "重新整理")) {
      this.sorting(await post(`${this.notes.path}/sort`));
    }
  }

  /** An address may name a note: #note-… */
  goToNamed() {
    const wanted = location.hash.slice(1);
    const note = this.notes.all.find(({ id }) => wanted === `note-${id}` || wanted === `note-${encodeURIComponent(id)}`);
    if (!note) return;
    const { id } = note;
    if (this.notes.placeOf(note) === "clue") {
      /** @type {HTMLDetailsElement} */ (byId("clues")).open = true;
      document.getElementById(`note-${id}`)?.focus();
      return;
    }
    if (!this.filter.passes(note)) this.filter.reset();
    this.table.reveal(id);
    this.draw();
  }
}
