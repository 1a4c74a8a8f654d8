// An item on the page: its words as they are printed, and beneath them what belongs to it.

import { button, fill, h } from "../core/dom.js";
import { block, show } from "./block.js";
import { forget, paint } from "./marks.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */
/** @typedef {import("./marks.js").Look} Look */

const SAVING = { saved: "", unsaved: "未保存", saving: "正在保存…", failed: "没保存上", refused: "没保存上", conflict: "别人也改了这一条" };
const ENDED = /[。！？；：!?】][”’」』）)】]*$/;
const QUESTION = /【待补[：:][^【】]*】/g;

/** Where the open questions stand in an item's text. @param {Entry} entry */
export const questionsOf = ({ words }) => [...words.text.matchAll(QUESTION)].map((found) => {
  const start = found.index ?? 0;
  return { start, end: start + found[0].length };
});

export class ItemView {
  /**
   * @param {Desk} desk
   * @param {Entry} entry
   * @param {{menu: (entry: Entry, from: HTMLElement) => void, leave: (entry: Entry) => void}} acts
   */
  constructor(desk, entry, acts) {
    this.desk = desk;
    this.entry = entry;
    const name = entry.words.headline || entry.words.text.slice(0, 20);
    this.number = h("span", { class: "number" });
    this.headline = block({
      label: `标题：${name}`, name: "headline", text: entry.words.headline, hint: "（标题）",
      onEdit: (text) => { desk.edit(entry, "headline", text); this.#stop(); }, onEnter: () => this.text.focus(),
    });
    this.stop = h("span", { class: "stop" });
    this.text = block({
      label: `内容：${name}`, name: "text", text: entry.words.text, hint: "（内容）",
      onEdit: (text) => desk.edit(entry, "text", text), onEnter: () => this.#below(),
    });
    this.saving = h("span", { class: "saving" });
    this.more = button("⋯", () => acts.menu(entry, this.more), {
      class: "more", "aria-haspopup": "menu", "aria-label": `这一条的操作：${name}`, title: "这一条的操作",
    });
    this.duties = h("div", { class: "duties" });
    this.links = h("div", { class: "links" });
    this.notice = h("div", { class: "beside" });
    const titled = entry.item.role !== "other" || entry.words.headline !== "";
    this.element = h("div", { class: `item ${entry.item.role}`, id: `item-${entry.id}`, data: { item: entry.id } },
      h("div", { class: "para" }, this.number, titled ? this.headline : null, titled ? this.stop : null, this.text),
      this.more, h("div", { class: "under-item" }, this.saving, this.links, this.duties), this.notice);
    if (entry.item.role === "measure") this.#addDuties();
    this.element.addEventListener("focusin", () => this.#activate());
    this.element.addEventListener("focusout", (event) => {
      if (!this.element.contains(/** @type {Node | null} */ (event.relatedTarget))) acts.leave(entry);
    });
    // The paper around the words is as good to click on as the words.
    this.element.addEventListener("mousedown", (event) => {
      if (event.target instanceof HTMLElement && event.target.matches(".para, .item")) {
        event.preventDefault();
        this.toEnd();
      }
    });
    this.refresh();
  }

  /** Takes over what the desk knows now. */
  refresh() {
    this.number.textContent = this.entry.number;
    show(this.headline, this.entry.words.headline);
    show(this.text, this.entry.words.text);
    for (const input of this.duties.querySelectorAll("input")) {
      const part = /** @type {"owner" | "deadline"} */ (input.name);
      if (document.activeElement !== input) input.value = this.entry.words[part];
    }
    this.#stop();
    this.showSaving();
    this.paint();
  }

  /** The host of a part. @param {import("./places.js").Part} part */
  host(part) {
    return part === "headline" ? this.headline : this.text;
  }

  /** Paints the flags and the open questions. */
  paint() {
    for (const part of /** @type {const} */ (["headline", "text"])) {
      const flags = this.entry.flags.filter((place) => place.part === part).map(({ key, start, end }) => ({ start, end, look: this.#look(key) }));
      paint(this.host(part), "flags", flags.filter((mark) => mark.look !== null).map((mark) => ({ ...mark, look: /** @type {Look} */ (mark.look) })));
    }
    paint(this.text, "questions", questionsOf(this.entry).map((place) => ({ ...place, look: "question" })));
  }

  /** @param {string} key @returns {Look | null} */
  #look(key) {
    const kept = this.desk.flagsByKey.get(key);
    if (!kept || kept.state === "dismissed") return null;
    return kept.state === "accepted" ? "accepted" : kept.flag.level;
  }

  showSaving() {
    const { saving, trouble } = this.entry;
    this.element.dataset.saving = saving;
    this.saving.textContent = saving === "failed" || saving === "refused" ? trouble : SAVING[saving];
  }

  /** The caret to the end of the words. */
  toEnd() {
    this.text.focus();
    getSelection()?.selectAllChildren(this.text);
    getSelection()?.collapseToEnd();
  }

  /** The item has left the page. */
  close() {
    forget(this.headline);
    forget(this.text);
    this.element.remove();
  }

  #stop() {
    const { headline } = this.entry.words;
    this.stop.textContent = headline && !ENDED.test(headline) ? "。" : "";
  }

  #activate() {
    if (this.desk.active === this.entry.id) return;
    this.desk.active = this.entry.id;
    this.desk.tell("active", this.entry);
  }

  #below() {
    const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#paper .headline, #paper .text")]);
    all[all.indexOf(this.text) + 1]?.focus();
  }

  #addDuties() {
    const field = (/** @type {"owner" | "deadline"} */ part, /** @type {string} */ label) => {
      const id = `${part}-${this.entry.id}`;
      const input = h("input", { id, name: part, type: "text", maxlength: 200, autocomplete: "off", value: this.entry.words[part] });
      let composing = false;
      input.addEventListener("compositionstart", () => { composing = true; });
      input.addEventListener("compositionend", () => { composing = false; this.desk.edit(this.entry, part, input.value); });
      input.addEventListener("input", () => { if (!composing) this.desk.edit(this.entry, part, input.value); });
      return [h("label", { for: id }, label), input];
    };
    fill(this.duties, ...field("owner", "责任人"), ...field("deadline", "完成时限"));
  }
}
