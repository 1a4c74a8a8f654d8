// Problem, cause, measure: what answers what, to be seen, followed and mended.

import { button, fill, h } from "../core/dom.js";
import { guarded } from "../core/notice.js";
import { part } from "../core/part.js";
import { ITEM_ROLES, word } from "../core/words.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */
/** @typedef {import("./paper.js").PaperView} PaperView */
/** @typedef {import("./saving.js").Saver} Saver */

export class Links {
  /**
   * @param {Desk} desk
   * @param {PaperView} paper
   * @param {Saver} saver
   */
  constructor(desk, paper, saver) {
    this.desk = desk;
    this.paper = paper;
    this.linking = part(() => import("./linking.js"), ({ chooseProblems }) => (/** @type {Entry} */ entry) => chooseProblems(desk, saver, entry));
    for (const kind of /** @type {const} */ (["loaded", "drawn", "kept"])) desk.on(kind, () => this.show());
  }

  /** Shows each item's links. */
  show() {
    /** @type {Map<string, Entry[]>} */
    const answers = new Map();
    for (const entry of this.desk.inOrder()) {
      for (const link of entry.item.links) answers.set(link, [...(answers.get(link) ?? []), entry]);
    }
    for (const entry of this.desk.entries.values()) {
      const place = this.paper.drawn.get(entry.id)?.links;
      const wanted = place && this.#of(entry, answers.get(entry.id) ?? []);
      // Untouched where nothing changed: the focus may stand on one of them.
      if (!place || place.dataset.shown === wanted?.key) continue;
      place.dataset.shown = wanted?.key ?? "";
      fill(place, wanted?.children ?? []);
    }
  }

  /**
   * @param {Entry} entry
   * @param {Entry[]} answers
   */
  #of(entry, answers) {
    const { role, links } = entry.item;
    if (role === "problem") {
      const missing = ["cause", "measure"].filter((wanted) => !answers.some((one) => one.item.role === wanted));
      return {
        key: `${answers.map((one) => one.id + this.desk.nameOf(one)).join()}|${missing.join()}`,
        children: [...answers.map((one) => this.#chip(`${word(ITEM_ROLES, one.item.role)}：${this.desk.nameOf(one)}`, one.id)),
          ...missing.map((one) => h("span", { class: "tag broken" }, `还没有对应的${word(ITEM_ROLES, one)}`))],
      };
    }
    if (role !== "cause" && role !== "measure") return { key: "", children: [] };
    const problems = links.map((id) => this.desk.entries.get(id)).filter((one) => one !== undefined);
    return {
      key: `${links.join()}${problems.map((one) => this.desk.nameOf(/** @type {Entry} */ (one))).join()}`,
      children: [
        problems.length ? null : h("span", { class: "tag broken" }, "没有对应的问题"),
        ...problems.map((one) => this.#chip(`对应问题：${this.desk.nameOf(/** @type {Entry} */ (one))}`, /** @type {Entry} */ (one).id)),
        button(problems.length ? "改" : "选问题", () => guarded(async () => (await this.linking())(entry)), { class: "plain small noprint", "aria-label": `改“${this.desk.nameOf(entry)}”对应的问题` }),
      ],
    };
  }

  /**
   * @param {string} text
   * @param {string} id
   */
  #chip(text, id) {
    return button(text, () => {
      const view = this.paper.viewOf(id);
      view?.element.scrollIntoView({ block: "center" });
      view?.toEnd();
    }, { class: "chip" });
  }
}
