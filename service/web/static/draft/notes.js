// The notes beside the paper: which are in it and where, and those that are not.

import { button, byId, fill, h } from "../core/dom.js";
import { rowKeys } from "../core/keys.js";
import { usesOf, writable } from "./uses.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Note} Note */

const MOST = 150;

export class NotesTab {
  /**
   * @param {Desk} desk
   * @param {{goTo: (id: string, index: number) => void, insert: (note: string) => unknown}} acts
   */
  constructor(desk, acts) {
    this.desk = desk;
    this.acts = acts;
    this.list = byId("notes");
    this.search = /** @type {HTMLInputElement} */ (byId("note-search"));
    this.filter = /** @type {HTMLSelectElement} */ (byId("note-filter"));
    this.search.addEventListener("input", () => this.show());
    this.filter.addEventListener("change", () => this.show());
    for (const kind of /** @type {const} */ (["loaded", "noted", "kept", "active"])) desk.on(kind, () => this.show());
    rowKeys(this.list, "li");
  }

  /** Shows one note, wherever it is in the list. @param {string} id */
  open(id) {
    const note = this.desk.notes.get(id);
    this.filter.value = "";
    this.search.value = note?.text.slice(0, 30) ?? "";
    this.show();
    document.getElementById(`note-${id}`)?.focus();
  }

  show() {
    if (this.list.closest("[hidden]") || !this.desk.draft) return;
    const uses = usesOf(this.desk);
    const words = this.search.value.trim();
    const wanted = [...this.desk.notes.values()].filter((note) => writable(note) && (!words || `${note.text}${note.source}${note.theme}`.includes(words)))
      .filter((note) => !this.filter.value || (this.filter.value === "used") === uses.has(note.id));
    fill(this.list, wanted.slice(0, MOST).map((note) => this.#row(note, uses.get(note.id) ?? [])));
    byId("notes-rest").textContent = wanted.length > MOST ? `还有 ${wanted.length - MOST} 条没有列出，请用搜索缩小范围` : wanted.length ? "" : "没有符合的意见";
  }

  /**
   * @param {Note} note
   * @param {{entry: import("./desk.js").Entry, index: number}[]} uses
   */
  #row(note, uses) {
    const active = this.desk.entries.get(this.desk.active);
    const there = uses.some(({ entry }) => entry === active);
    return h("li", { id: `note-${note.id}`, tabindex: "0" }, h("p", {}, note.text),
      h("p", { class: "hint" }, [note.source, note.theme].filter(Boolean).join(" · ")),
      h("div", { class: "row" },
        uses.length ? uses.map(({ entry, index }) => button(`用在 ${this.desk.nameOf(entry)}`, () => this.acts.goTo(entry.id, index), { class: "chip" }))
          : h("span", { class: "tag" }, "没有写入"),
        active && !there ? button("写进当前这一条", () => this.acts.insert(note.id), { class: "plain" }) : null));
  }
}
