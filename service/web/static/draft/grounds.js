// What a sentence stands on: shown for the one under the pointer or at the caret; and where a note is used.

import { button, byId, fill, h } from "../core/dom.js";
import { shortcuts } from "../core/keys.js";
import { paint } from "./marks.js";
import { caretIn, offsetUnder, rangeOf, reveal, select } from "./text.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */
/** @typedef {import("./desk.js").SentencePlace} SentencePlace */
/** @typedef {import("./paper.js").PaperView} PaperView */

const SHOWN = 4;
const HOVER_MS = 150;

export class Grounds {
  /**
   * @param {Desk} desk
   * @param {PaperView} paper
   * @param {(note: string) => void} openNote
   * @param {MouseEvent | null} pointed where the pointer went before this was there
   */
  constructor(desk, paper, openNote, pointed) {
    this.desk = desk;
    this.paper = paper;
    this.openNote = openNote;
    this.card = byId("grounds");
    this.key = "";
    /** @type {HTMLElement | null} */
    this.lit = null;
    this.timer = 0;
    this.frame = 0;
    document.addEventListener("selectionchange", () => {
      cancelAnimationFrame(this.frame);
      this.frame = requestAnimationFrame(() => this.#atCaret());
    });
    paper.element.addEventListener("mousemove", (event) => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.#atPointer(event), HOVER_MS);
    });
    paper.element.addEventListener("mouseleave", () => { clearTimeout(this.timer); this.#atCaret(); });
    desk.on("edited", () => { this.key = ""; });
    shortcuts({ keys: "F9", does: "看这句话依据的意见（Esc 回到正文）", run: () => /** @type {HTMLElement | null} */ (this.card.querySelector("button"))?.focus() });
    this.card.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); this.back(); } });
    this.#atCaret();
    if (pointed) this.#atPointer(pointed);
  }

  /** Back to the sentence that is shown. */
  back() {
    const [id, index] = this.key.split("/");
    this.goTo(id ?? "", Number(index));
  }

  /**
   * To a sentence of an item.
   * @param {string} id
   * @param {number} index
   */
  goTo(id, index) {
    const view = this.paper.viewOf(id);
    if (!view) return;
    const place = view.entry.sentences.find((one) => one.index === index);
    select(view.text, place?.start ?? 0);
    reveal((place && rangeOf(view.text, place.start, place.end)) ?? view.element);
    if (place) this.#show(view.entry, place);
  }

  #atCaret() {
    const view = this.paper.viewOf(this.desk.active);
    if (!view) return;
    if (document.activeElement === view.text) this.#find(view.entry, caretIn(view.text));
    if (document.activeElement === view.headline) this.#lead(view.entry);
  }

  /** @param {MouseEvent} event */
  #atPointer(event) {
    const item = event.target instanceof Element ? event.target.closest("[data-item]") : null;
    const view = item instanceof HTMLElement ? this.paper.viewOf(item.dataset.item ?? "") : undefined;
    if (view && event.target === view.text) this.#find(view.entry, offsetUnder(view.text, event.clientX, event.clientY));
    if (view && event.target === view.headline) this.#lead(view.entry);
  }

  /** A headline that is a sentence of its own. @param {Entry} entry */
  #lead(entry) {
    if (entry.led) this.#show(entry, { index: 0, start: 0, end: 0 });
  }

  /**
   * @param {Entry} entry
   * @param {number} offset
   */
  #find(entry, offset) {
    const place = entry.sentences.find(({ start, end }) => offset >= start && offset <= end);
    if (place) this.#show(entry, place);
  }

  /**
   * @param {Entry} entry
   * @param {SentencePlace} place
   */
  #show(entry, place) {
    const key = `${entry.id}/${place.index}`;
    if (key === this.key) return;
    this.key = key;
    const host = this.paper.viewOf(entry.id)?.text;
    if (this.lit && this.lit !== host) paint(this.lit, "sentence", []);
    if (host) paint(host, "sentence", [{ start: place.start, end: place.end, look: "sentence" }]);
    this.lit = host ?? null;
    const sentence = entry.item.sentences[place.index];
    if (sentence) fill(this.card, h("h3", {}, "这句话的依据"), this.#content(sentence));
  }

  /** @param {import("../../types/api").Sentence} sentence */
  #content(sentence) {
    if (sentence.kind === "question") return [h("p", {}, "这里要您补充。选中它（F7）直接输入，就会替换。"), this.#notes(sentence.notes)];
    if (sentence.notes.length) return this.#notes(sentence.notes);
    return [h("p", { class: "hint" }, sentence.kind === "framing" ? "没有引用意见：这是过渡、归纳，或者您自己写的话。" : "没有找到它依据的意见。")];
  }

  /** @param {string[]} notes */
  #notes(notes) {
    const rest = notes.length - SHOWN;
    return h("ul", { class: "notes-of" }, notes.slice(0, SHOWN).map((id) => {
      const note = this.desk.notes.get(id) ?? this.desk.draft.draft.notes.find((one) => one.id === id);
      if (!note) return h("li", {}, h("p", { class: "hint" }, "这条意见已不在任务里"));
      return h("li", {}, button(note.text, () => this.openNote(id), { class: "note-go", title: "看它还用在哪里" }),
        h("span", { class: "hint" }, [note.source, note.theme].filter(Boolean).join(" · ")));
    }), rest > 0 ? h("li", { class: "hint" }, `还有 ${rest} 条，共 ${notes.length} 条`) : null);
  }
}
