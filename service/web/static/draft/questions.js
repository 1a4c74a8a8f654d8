// 【待补：…】: what the notes do not hold and a person has to fill in, in its place.

import { byId } from "../core/dom.js";
import { shortcuts } from "../core/keys.js";
import { say } from "../core/notice.js";
import { questionsOf } from "./item.js";
import { caretIn, rangeOf, reveal, select } from "./text.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */
/** @typedef {import("./paper.js").PaperView} PaperView */
/** @typedef {{entry: Entry, start: number, end: number}} Question */

export class Questions {
  /**
   * @param {Desk} desk
   * @param {PaperView} paper
   */
  constructor(desk, paper) {
    this.desk = desk;
    this.paper = paper;
    for (const kind of /** @type {const} */ (["loaded", "edited", "kept"])) desk.on(kind, () => this.#later());
    this.frame = 0;
    byId("next-question").addEventListener("click", () => this.step(1));
    shortcuts(
      { keys: "F7", does: "到下一处待补，直接输入就替换它", run: () => this.step(1) },
      { keys: "Shift+F7", does: "到上一处待补", run: () => this.step(-1) },
    );
  }

  /** @returns {Question[]} in reading order */
  all() {
    return this.desk.inOrder().flatMap((entry) => questionsOf(entry).map((place) => ({ entry, ...place })));
  }

  /** Selects the next question after the caret: what is typed then takes its place. @param {1 | -1} by */
  step(by) {
    const all = this.all();
    if (!all.length) return say("没有待补的地方了");
    const order = this.desk.inOrder().map((entry) => entry.id);
    const active = order.indexOf(this.desk.active);
    const view = this.paper.viewOf(this.desk.active);
    const caret = view ? caretIn(view.text) : -1;
    /** @param {Question} one */
    const side = (one) => {
      const there = order.indexOf(one.entry.id) - active;
      // The selected question itself, whose end the caret stands at, is neither before nor after.
      return there || (caret < 0 ? 1 : one.start >= caret ? 1 : one.end < caret ? -1 : 0);
    };
    const found = by > 0 ? all.find((one) => side(one) > 0) ?? all[0] : [...all].reverse().find((one) => side(one) < 0) ?? all[all.length - 1];
    if (found) this.#go(found);
  }

  /** @param {Question} question */
  #go({ entry, start, end }) {
    const view = this.paper.viewOf(entry.id);
    if (!view) return;
    select(view.text, start, end);
    reveal(rangeOf(view.text, start, end) ?? view.element);
  }

  #later() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const { length } = this.all();
      byId("question-count").textContent = String(length);
    });
  }
}
