// Two people changed one item: both texts side by side, and nothing is lost whichever is taken.

import { ApiError, get } from "../core/api.js";
import { button, fill, h } from "../core/dom.js";
import { guarded, say } from "../core/notice.js";
import { wordsOf } from "./desk.js";
import { differences, shown, together } from "../core/differences.js";
import { restore } from "./restoring.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */
/** @typedef {import("./desk.js").KeptItem} KeptItem */
/** @typedef {import("./desk.js").Words} Words */
/** @typedef {import("./paper.js").PaperView} PaperView */
/** @typedef {import("./saving.js").Saver} Saver */

export class Conflicts {
  /**
   * @param {Desk} desk
   * @param {PaperView} paper
   * @param {Saver} saver
   */
  constructor(desk, paper, saver) {
    this.desk = desk;
    this.paper = paper;
    this.saver = saver;
  }

  /**
   * Shows both texts beneath the item, to be chosen from. Raises ApiError.
   * @param {Entry} entry
   */
  async show(entry) {
    const place = this.paper.viewOf(entry.id)?.notice;
    if (!place) return;
    const theirs = await this.#theirs(entry);
    if (!theirs) return fill(place, this.#removed(entry));
    const words = wordsOf(theirs.item);
    const about = lines(words);
    fill(place, h("section", { class: "conflict", role: "alert", "aria-label": "两人同时改了这一条" },
      h("p", {}, h("strong", {}, `${theirs.edited_by}也改了这一条。`), "您写的还在上面，没有丢。请选一种："),
      h("div", { class: "both" },
        h("div", {}, h("h4", {}, "我的"), shown(differences(about, lines(entry.words)).filter((part) => part.kind !== "removed"))),
        h("div", {}, h("h4", {}, `${theirs.edited_by}的`), shown(differences(lines(entry.words), about).filter((part) => part.kind !== "removed")))),
      h("div", { class: "row" },
        button("用我的", () => this.#mine(entry, theirs)),
        button("用对方的", () => this.#theirsInstead(entry, theirs)),
        button("合起来再改", () => this.#both(entry, theirs)))));
  }

  /** @param {Entry} entry @returns {Promise<KeptItem | null>} null when it was removed */
  async #theirs(entry) {
    try {
      return await get(`/drafts/${this.desk.draft.id}/items/${encodeURIComponent(entry.id)}`);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  }

  /**
   * @param {Entry} entry
   * @param {KeptItem} theirs
   */
  async #mine(entry, theirs) {
    this.#close(entry);
    entry.kept = wordsOf(theirs.item);
    await this.saver.decided(entry, theirs.version);
    say("已保存您的；对方的在“历次改动”里");
  }

  /**
   * @param {Entry} entry
   * @param {KeptItem} theirs
   */
  async #theirsInstead(entry, theirs) {
    const mine = { ...entry.words };
    this.#close(entry);
    this.desk.replace(entry, theirs);
    this.saver.settled(entry);
    say("已换成对方的", { label: "还是用我的", undo: () => this.#put(entry, mine) });
  }

  /**
   * @param {Entry} entry
   * @param {KeptItem} theirs
   */
  async #both(entry, theirs) {
    const base = entry.kept;
    const words = wordsOf(theirs.item);
    const mine = { ...entry.words };
    this.#close(entry);
    entry.kept = words;
    entry.version = theirs.version;
    await this.#put(entry, {
      headline: mine.headline === base.headline ? words.headline : mine.headline,
      text: together(base.text, mine.text, words.text),
      owner: mine.owner === base.owner ? words.owner : mine.owner,
      deadline: mine.deadline === base.deadline ? words.deadline : mine.deadline,
    });
    this.paper.viewOf(entry.id)?.toEnd();
    say("两边的改动都放进来了，请通读一遍");
  }

  /**
   * Words that were not typed: they are saved as if they had been.
   * @param {Entry} entry
   * @param {Words} words
   */
  async #put(entry, words) {
    entry.saving = "unsaved";
    for (const part of /** @type {const} */ (["headline", "text", "owner", "deadline"])) this.desk.edit(entry, part, words[part]);
    this.paper.viewOf(entry.id)?.refresh();
    await this.saver.save(entry);
  }

  /** @param {Entry} entry */
  #removed(entry) {
    return h("section", { class: "conflict", role: "alert" },
      h("p", {}, h("strong", {}, "这一条已被别人删去。"), "您写的还在这里。"),
      h("div", { class: "row" },
        button("恢复这一条，用我的", () => this.#bringBack(entry)),
        button("同意删去", () => { this.saver.settled(entry); return this.desk.load(); })));
  }

  /** @param {Entry} entry */
  async #bringBack(entry) {
    await guarded(async () => {
      const kept = await restore(this.desk, entry.id);
      this.#close(entry);
      entry.kept = wordsOf(kept.item);
      await this.saver.decided(entry, kept.version);
      await this.desk.load();
    });
  }

  /** @param {Entry} entry */
  #close(entry) {
    const view = this.paper.viewOf(entry.id);
    if (view) fill(view.notice);
  }
}

/** @param {Words} words */
const lines = ({ headline, text, owner, deadline }) =>
  [headline, text, owner && `责任人：${owner}`, deadline && `完成时限：${deadline}`].filter(Boolean).join("\n");
