// What can be done with a whole item: draft it again, put a note into it, move it, take it out.

import { call, post } from "../core/api.js";
import { ask } from "../core/dialog.js";
import { button, fill, h } from "../core/dom.js";
import { complain, guarded, say } from "../core/notice.js";
import { showHistory } from "./history.js";
import { chooseNote } from "./inserting.js";
import { openMenu } from "./menu.js";
import { restore } from "./restoring.js";
import { working } from "./working.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */
/** @typedef {import("./desk.js").Spot} Spot */
/** @typedef {import("./paper.js").PaperView} PaperView */
/** @typedef {import("./saving.js").Saver} Saver */
/** @typedef {import("../../types/api").Job} Job */
/** @typedef {import("../../types/api").KeptItem} KeptItem */

/** @type {Record<string, "problem" | "cause" | "measure" | "other">} */
const ROLE_OF = { problems: "problem", causes: "cause", measures: "measure", plan: "measure" };

export class Acts {
  /**
   * @param {Desk} desk
   * @param {Saver} saver
   * @param {PaperView} paper
   */
  constructor(desk, saver, paper) {
    this.desk = desk;
    this.saver = saver;
    this.paper = paper;
  }

  /**
   * The acts on an item, as a menu.
   * @param {Entry} entry
   * @param {HTMLElement} from
   */
  menu(entry, from) {
    openMenu(from, [
      { text: "重新起草这一条", act: () => this.redraft(entry), disabled: !entry.item.sentences.some((one) => one.notes.length) },
      { text: "写入一条意见…", act: () => this.insert(entry) },
      { text: "历次改动…", act: () => this.history(entry) },
      { text: "上移（Alt+↑）", act: () => this.shift(entry, -1) },
      { text: "下移（Alt+↓）", act: () => this.shift(entry, 1) },
      { text: "移到别处…", act: () => this.moveElsewhere(entry) },
      { text: "在下面添一条…", act: () => this.add({ ...entry.spot, position: entry.spot.position + 1 }) },
      { text: "删去这一条", act: () => this.remove(entry) },
    ]);
  }

  /** @param {Entry} entry */
  #path(entry) {
    return `/drafts/${this.desk.draft.id}/items/${encodeURIComponent(entry.id)}`;
  }

  /**
   * What is typed is saved first: the act is made from it.
   * @param {Entry} entry
   * @param {() => Promise<unknown>} act
   */
  async #whenSaved(entry, act) {
    await this.saver.save(entry);
    if (entry.saving === "saved") await guarded(act);
    else complain("这一条的改动还没有保存上，请先处理好再做");
  }

  /** Drafts an item again from its notes. @param {Entry} entry */
  async redraft(entry) {
    await this.#whenSaved(entry, async () => this.follow(entry, await post(`${this.#path(entry)}/redraft`)));
  }

  /**
   * Shows how the drafting of an item goes, and takes over what it gives.
   * @param {Entry} entry
   * @param {Job} job
   */
  async follow(entry, job) {
    const view = this.paper.viewOf(entry.id);
    if (!view) return;
    const before = entry.version;
    const work = working(job);
    view.element.classList.add("busy");
    fill(view.notice, work.element);
    const ended = await work.over;
    view.element.classList.remove("busy");
    if (ended.state !== "done") return;
    await this.desk.load();
    this.#offerBack(entry, before, Boolean(ended.result?.taken));
  }

  /**
   * @param {Entry} entry
   * @param {number} before
   * @param {boolean} taken
   */
  #offerBack(entry, before, taken) {
    const view = this.paper.viewOf(entry.id);
    if (!view) return;
    const close = button("知道了", () => fill(view.notice), { class: "plain" });
    fill(view.notice, h("div", { class: "aside", role: "status" }, h("span", {}, taken ? "这一条已重新起草。" : "您在这期间改过，您的话没有动；新写的一版在“历次改动”里。"),
      taken ? button("恢复上一版", () => this.#back(entry, before)) : null,
      button("看改了什么", () => this.history(entry)), close));
  }

  /**
   * @param {Entry} entry
   * @param {number} to
   */
  async #back(entry, to) {
    await this.#whenSaved(entry, async () => {
      const regenerated = entry.version;
      this.#replaced(entry, await restore(this.desk, entry.id, to));
      const view = this.paper.viewOf(entry.id);
      if (view) fill(view.notice);
      say("已恢复上一版", { label: "还是用新写的", undo: () => this.#back(entry, regenerated) });
    });
  }

  /**
   * @param {Entry} entry
   * @param {KeptItem} kept
   */
  #replaced(entry, kept) {
    this.desk.replace(entry, kept);
    this.saver.settled(entry);
  }

  /**
   * Tells a note in an item: the one given, or one that the person chooses.
   * @param {Entry} entry
   * @param {string} [given]
   */
  async insert(entry, given) {
    const note = given ?? (await chooseNote(this.desk, entry));
    if (!note) return;
    await this.#whenSaved(entry, async () => {
      const before = entry.version;
      const { value } = await call("POST", `${this.#path(entry)}/notes`, { body: { note }, version: entry.version });
      this.#replaced(entry, value);
      this.paper.viewOf(entry.id)?.toEnd();
      say("已写入，请通读一遍", { undo: () => this.#back(entry, before) });
    });
  }

  /** @param {Entry} entry */
  async history(entry) {
    const to = await showHistory(this.desk, entry);
    if (to) await this.#back(entry, to);
  }

  /**
   * One place up or down; over the end of a section into the next.
   * @param {Entry} entry
   * @param {1 | -1} by
   */
  async shift(entry, by) {
    const { chapter, section, position } = entry.spot;
    const there = this.#items(entry.spot);
    if (position + by >= 0 && position + by < there) return this.move(entry, { chapter, section, position: position + by });
    const chapters = this.desk.draft.draft.paper.chapters;
    const next = chapters[chapter]?.sections[section + by];
    if (next) await this.move(entry, { chapter, section: section + by, position: by > 0 ? 0 : next.items.length });
    else say(by > 0 ? "已经是这一章的最后一条" : "已经是这一章的第一条");
  }

  /** @param {Spot} spot */
  #items({ chapter, section }) {
    return this.desk.draft.draft.paper.chapters[chapter]?.sections[section]?.items.length ?? 0;
  }

  /** @param {Entry} entry */
  async moveElsewhere(entry) {
    const places = this.desk.draft.draft.paper.chapters.flatMap((chapter, c) => chapter.sections.map((section, s) => ({
      value: `${c}/${s}`, label: [chapter.title || "开头", section.title].filter(Boolean).join(" — "),
    })));
    const answer = await ask({
      title: `“${this.desk.nameOf(entry)}”移到哪里？`, confirm: "移动",
      fields: [{ name: "to", label: "放在哪一部分的最后", type: "select", options: places, value: `${entry.spot.chapter}/${entry.spot.section}` }],
    });
    const [chapter = 0, section = 0] = (answer?.to ?? "").split("/").map(Number);
    if (answer) await this.move(entry, { chapter, section, position: this.#items({ chapter, section, position: 0 }) });
  }

  /**
   * @param {Entry} entry
   * @param {Spot} to
   */
  async move(entry, to) {
    const from = { ...entry.spot };
    const focused = document.activeElement;
    await this.#whenSaved(entry, async () => {
      const { value } = await call("POST", `${this.#path(entry)}/move`, { body: to, version: entry.version });
      entry.version = value.version;
      await this.desk.load();
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
      this.paper.viewOf(entry.id)?.element.scrollIntoView({ block: "nearest" });
      say("已移动", { undo: () => this.move(entry, from) });
    });
  }

  /** Asks for the words of a new item. @param {{chapter: number, section: number, position?: number}} place */
  async add({ chapter, section, position }) {
    const there = this.desk.draft.draft.paper.chapters[chapter];
    const role = ROLE_OF[there?.role ?? ""] ?? "other";
    const titled = role !== "other";
    await ask({
      title: "添一条", confirm: "添加",
      fields: [
        ...(titled ? [{ name: "headline", label: "标题", maxlength: 200 }] : []),
        { name: "text", label: "内容", type: /** @type {const} */ ("textarea"), hint: "照写意见原话的句子会自动对上那条意见" },
      ],
      act: async ({ headline = "", text = "" }) => {
        const body = { role, headline, text: text.replace(/\s*[\r\n]+\s*/g, ""), chapter, section, position: position ?? this.#items({ chapter, section, position: 0 }) };
        /** @type {KeptItem} */
        const kept = await post(`/drafts/${this.desk.draft.id}/items`, body);
        await this.desk.load();
        this.paper.viewOf(kept.item.id)?.element.scrollIntoView({ block: "center" });
        // The dialog gives the focus back to where it was, when it closes.
        setTimeout(() => this.paper.viewOf(kept.item.id)?.toEnd());
        const made = this.desk.entries.get(kept.item.id);
        say("已添加", { undo: () => made && this.remove(made) });
      },
    });
  }

  /** @param {Entry} entry */
  async remove(entry) {
    const from = { ...entry.spot };
    await this.#whenSaved(entry, async () => {
      const { value } = await call("DELETE", this.#path(entry), { version: entry.version });
      await this.desk.load();
      const lost = value.unlinked.length ? `，${value.unlinked.length} 条原因和措施没有了对应的问题` : "";
      say(`已删去“${this.desk.nameOf(entry)}”${lost}`, { undo: () => this.#undoRemove(entry.id, from) });
    });
  }

  /**
   * @param {string} id
   * @param {Spot} to
   */
  async #undoRemove(id, to) {
    const kept = await restore(this.desk, id);
    await call("POST", `/drafts/${this.desk.draft.id}/items/${encodeURIComponent(id)}/move`, { body: to, version: kept.version });
    await this.desk.load();
    this.paper.viewOf(id)?.element.scrollIntoView({ block: "center" });
  }
}
