// The paper on the page: chapters, sections and items as they will print.

import { button, byId, fill, h } from "../core/dom.js";
import { Gradually } from "../core/gradually.js";
import { guarded } from "../core/notice.js";
import { Offsets } from "../core/offsets.js";
import { part } from "../core/part.js";
import { ItemView } from "./item.js";
import { paint } from "./marks.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */
/** @typedef {import("../../types/api").Section} Section */
/** @typedef {{chapter: number, section: number}} Place */
/**
 * @typedef {object} Acts what the paper leaves to others
 * @property {(entry: Entry, from: HTMLElement) => void} menu
 * @property {(entry: Entry) => void} leave
 * @property {(place: Place) => unknown} add
 */

/** Items that the tallest window holds. */
const AT_ONCE = 10;

export const changing = part(() => import("./headings.js"), ({ changeHeading }) => changeHeading);

export class PaperView {
  /**
   * @param {Desk} desk
   * @param {Acts} acts
   */
  constructor(desk, acts) {
    this.desk = desk;
    this.acts = acts;
    this.element = byId("paper");
    /** @type {Map<string, ItemView>} */
    this.drawn = new Map();
    this.drawing = new Gradually([], 0);
    /** @type {{element: HTMLElement, start: number, end: number}[]} */
    this.headings = [];
    this.shape = "";
    desk.on("loaded", () => this.show());
    desk.on("flags", () => this.#paint());
    desk.on("edited", (entry) => this.drawn.get(entry.id)?.paint());
    desk.on("kept", (entry) => this.drawn.get(entry.id)?.refresh());
    desk.on("saving", (entry) => this.drawn.get(entry.id)?.showSaving());
    addEventListener("beforeprint", () => this.drawing.complete());
  }

  /** The item as it stands on the page, drawn now where that was put off. @param {string} id */
  viewOf(id) {
    if (!this.drawn.has(id) && this.desk.entries.has(id)) this.drawing.complete();
    return this.drawn.get(id);
  }

  /** Shows the paper as the desk has it; what stands where it stood is not touched. */
  show() {
    const { paper, text } = this.desk.draft.draft;
    const offsets = new Offsets(text);
    const cut = (/** @type {{start: number, end: number}} */ { start, end }) => text.slice(offsets.toBrowser(start), offsets.toBrowser(end));
    const shape = JSON.stringify(paper.chapters.map((chapter) => [chapter.role, chapter.sections.length]));
    if (shape !== this.shape) this.#build();
    this.shape = shape;
    this.headings = [];
    /** @type {(() => void)[]} */
    const items = [];
    this.#heading("title", cut(paper), paper);
    paper.chapters.forEach((chapter, c) => {
      this.#heading(`chapter-${c}`, cut(chapter), chapter);
      chapter.sections.forEach((section, s) => {
        this.#heading(`section-${c}-${s}`, cut(section), section);
        items.push(...this.#items(c, s, section));
      });
    });
    this.drawing.drop();
    this.drawing = new Gradually(items, this.drawn.size ? Infinity : AT_ONCE, () => this.desk.tell("drawn"));
    this.#removeGone();
    this.#paintHeadings();
  }

  /** Where a new paper goes: chapters and sections without items. */
  #build() {
    const focused = document.activeElement;
    fill(this.element, this.#titled("h2", "title", "title"), this.desk.draft.draft.paper.chapters.map((chapter, c) =>
      h("section", { class: `chapter ${chapter.role}`, "aria-labelledby": `chapter-${c}` },
        this.#titled("h3", `chapter-${c}`),
        chapter.sections.map((_, s) => h("div", { class: "section" },
          this.#titled("h4", `section-${c}-${s}`),
          h("div", { class: "items", id: `items-${c}-${s}` }),
          button("＋ 添一条", () => this.acts.add({ chapter: c, section: s }), { class: "add plain noprint" }))))));
    // To focus what never lost it would lay the whole page out once more.
    if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected) focused.focus();
  }

  /**
   * A heading whose words are changed on a click or Enter; words marked in it are left alone.
   * @param {"h2" | "h3" | "h4"} tag
   * @param {string} id
   * @param {string} [look]
   */
  #titled(tag, id, look) {
    const change = () => guarded(async () => (await changing())(this.desk, id));
    const element = h(tag, { id, class: look, tabindex: 0, title: "点一下或按回车，改这个标题", onclick: () => { if (getSelection()?.isCollapsed) change(); } });
    element.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); change(); } });
    return element;
  }

  /**
   * @param {string} id
   * @param {string} text
   * @param {{start: number, end: number}} span
   */
  #heading(id, text, { start, end }) {
    const element = byId(id);
    if (element.textContent !== text) element.textContent = text;
    element.hidden = text === "";
    this.headings.push({ element, start, end });
  }

  /**
   * What draws the items of a section, each in its turn.
   * @param {number} c
   * @param {number} s
   * @param {Section} section
   */
  #items(c, s, section) {
    const place = byId(`items-${c}-${s}`);
    return section.items.map((item, at) => () => {
      const entry = /** @type {Entry} */ (this.desk.entries.get(item.id));
      let view = this.drawn.get(item.id);
      if (view && view.entry !== entry) {
        view.close();
        view = undefined;
      }
      if (view) view.refresh();
      else this.drawn.set(item.id, (view = new ItemView(this.desk, entry, this.acts)));
      if (place.children[at] !== view.element) place.insertBefore(view.element, place.children[at] ?? null);
    });
  }

  #removeGone() {
    for (const [id, view] of this.drawn) {
      if (this.desk.entries.has(id)) continue;
      view.close();
      this.drawn.delete(id);
    }
  }

  #paint() {
    for (const view of this.drawn.values()) view.paint();
    this.#paintHeadings();
  }

  #paintHeadings() {
    const offsets = new Offsets(this.desk.draft.draft.text);
    for (const { element, start, end } of this.headings) {
      const there = this.desk.flags.filter(({ flag, state }) => state !== "dismissed" && flag.start >= start && flag.end <= end && flag.start < flag.end);
      const from = offsets.toBrowser(start);
      paint(element, "flags", there.map(({ flag, state }) => ({
        start: offsets.toBrowser(flag.start) - from, end: offsets.toBrowser(flag.end) - from,
        look: state === "accepted" ? "accepted" : flag.level,
      })));
    }
  }
}
