// The rules of the unit that is chosen: read, and written through one door.

import { ApiError, call, get } from "../core/api.js";
import { say } from "../core/notice.js";
import { canChange, withSection } from "./overlay.js";

/** @typedef {import("../../types/api").RuleCard} RuleCard */
/** @typedef {import("../../types/api").RuleCards} RuleCards */
/** @typedef {import("../../types/api").RuleParts} RuleParts */
/** @typedef {import("../../types/api").UnitRules} UnitRules */

/** What stands for the unit. */
export class RulesKept {
  /** @param {string} unit */
  constructor(unit) {
    this.unit = unit;
    /** @type {RuleCards} */
    this.cards = { items: [], everywhere: [] };
    /** @type {RuleParts} */
    this.parts = { levels: {}, inherited: {}, accept: [], roster: [], formulae: [], add: {}, drop: {}, only_in_text: [], version: 0 };
    this.text = "";
    this.version = 0;
    this.redraw = () => {};
  }

  async read() {
    const path = `/units/${this.unit}/rules`;
    const [kept, cards, parts] = await Promise.all([get(path), get(`${path}/cards`), get(`${path}/parts`)]);
    this.text = kept.body;
    this.version = kept.version;
    this.cards = cards;
    this.parts = parts;
  }

  /**
   * Keeps a new text; it can be taken back as long as the notice stands. Raises what is wrong in it.
   * @param {string} text
   * @param {string} said
   * @param {number} [version] from which it was made, if that is not the one read last
   */
  async write(text, said, version = this.version) {
    const before = this.text;
    await this.#put(text, version);
    say(said, { undo: () => this.#put(before, this.version) });
  }

  /**
   * Keeps one section anew. Raises as `write`, and for a text that is not written line by line.
   * @param {string} name
   * @param {string[]} lines
   * @param {boolean} holds whether there were entries before
   * @param {string} said
   */
  async writeSection(name, lines, holds, said) {
    if (!canChange(this.text, name, holds) || this.parts.only_in_text.includes(name)) {
      throw "这个单位的配置全文是另一种写法，请在下面的“配置全文”里改";
    }
    await this.write(withSection(this.text, name, lines), said);
  }

  /**
   * @param {string} text
   * @param {number} version
   */
  async #put(text, version) {
    try {
      await call("PUT", `/units/${this.unit}/rules`, { body: { body: text }, version });
    } catch (error) {
      // The next act is made from what stands now; what was typed is still where it was typed.
      if (error instanceof ApiError && error.stale) { await this.read(); this.redraw(); }
      throw error;
    }
    await this.read();
    this.redraw();
  }
}
