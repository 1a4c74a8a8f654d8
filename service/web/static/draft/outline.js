// The table of contents: chapters and items, to go to, with what is open in each.

import { button, byId, fill, h } from "../core/dom.js";
import { rowKeys } from "../core/keys.js";
import { questionsOf } from "./item.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./paper.js").PaperView} PaperView */

export class Outline {
  /**
   * @param {Desk} desk
   * @param {PaperView} paper
   */
  constructor(desk, paper) {
    this.desk = desk;
    this.paper = paper;
    this.list = byId("outline");
    for (const kind of /** @type {const} */ (["loaded", "kept", "flags"])) desk.on(kind, () => this.show());
    rowKeys(this.list, "button");
  }

  show() {
    if (this.list.closest("[hidden]") || !this.desk.draft) return;
    fill(this.list, this.desk.draft.draft.paper.chapters.map((chapter, c) => {
      const entries = this.desk.inOrder().filter((entry) => entry.spot.chapter === c);
      return h("li", {}, button(chapter.title || "开头", () => this.#go(`chapter-${c}`), { class: "plain" }),
        h("ul", {}, entries.map((entry) => h("li", {}, button(this.desk.nameOf(entry), () => this.#goItem(entry.id), { class: "plain" }), this.#open(entry)))));
    }));
  }

  /** @param {import("./desk.js").Entry} entry */
  #open(entry) {
    const flags = this.desk.flags.filter(({ flag, state }) => flag.item === entry.id && state !== "dismissed").length;
    const questions = questionsOf(entry).length;
    const told = [questions ? `待补${questions}` : "", flags ? `提示${flags}` : ""].filter(Boolean).join(" ");
    return told ? h("span", { class: "hint" }, ` ${told}`) : null;
  }

  /** @param {string} id */
  #go(id) {
    document.getElementById(id)?.closest("section")?.scrollIntoView();
  }

  /** @param {string} id */
  #goItem(id) {
    const view = this.paper.viewOf(id);
    view?.element.scrollIntoView({ block: "center" });
    view?.toEnd();
  }
}
