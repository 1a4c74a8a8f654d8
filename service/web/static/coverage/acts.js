// What a person does with a note here: says why it stays out, takes that back, writes it in.

import { ApiError, call, get, patch, post, put, remove } from "../core/api.js";
import { ask } from "../core/dialog.js";
import { h } from "../core/dom.js";
import { guarded, say } from "../core/notice.js";
import { nameOf, placeOf, titleOf } from "./links.js";

/** @typedef {import("./data.js").Answered} Answered */
/** @typedef {import("./data.js").Matter} Matter */

const SUGGESTED = [
  "已立行立改，不再写入材料",
  "与其他意见内容相同，已合并反映",
  "已当面向提意见的同志说明",
  "情况与事实不符，已核实说明",
  "属于业务工作建议，转有关科室办理",
];

export class Acts {
  /**
   * @param {string} assignment
   * @param {() => Promise<void>} reread shows what the service has now
   */
  constructor(assignment, reread) {
    this.assignment = assignment;
    this.reread = reread;
    /** @type {Matter | null} */
    this.matter = null;
  }

  /** Whether the note may go into the paper. @param {Answered} answered */
  mayInsert({ note, status }) {
    return note.route === "draft" && !note.empty && (status === "missing" || status === "partly");
  }

  /** @param {Answered} answered */
  mayExplain({ status, answer }) {
    return status === "missing" || status === "partly" || answer !== null;
  }

  /** @param {Answered} answered */
  mayTakeBack({ note, answer }) {
    return answer !== null || note.set_aside !== "";
  }

  /**
   * Says why a note stays out of the paper.
   * @param {Answered} answered
   */
  async explain({ note, answer, reason }) {
    let version = answer?.version ?? 0;
    const said = await ask({
      title: answer ? "改说明" : "说明为什么不写",
      body: quoteOf(note.text),
      confirm: "保存说明",
      fields: [{ name: "reason", label: "理由（报送时一并说明）", type: "textarea", required: true, maxlength: 2000, value: answer ? reason : "", suggestions: SUGGESTED }],
      act: async (values) => {
        if (!values.reason?.trim()) throw new ApiError(422, { title: "请写明理由" });
        try {
          version = (await put(this.pathOf(note.id), { reason: values.reason.trim() }, version)).version;
        } catch (error) {
          version = this.newerVersion(error, version);
          throw worded(error);
        }
      },
    });
    if (!said) return;
    await this.reread();
    say(`已说明${nameOf(note)}为什么不写`, { undo: () => this.undoExplain(note.id, answer?.reason ?? null, version) });
  }

  /**
   * @param {string} note
   * @param {string | null} before what was said before, null for nothing
   * @param {number} version
   */
  async undoExplain(note, before, version) {
    if (before === null) await remove(this.pathOf(note), version);
    else await put(this.pathOf(note), { reason: before }, version);
    await this.reread();
  }

  /**
   * Takes back why a note stays out.
   * @param {Answered} answered
   */
  async takeBack({ note, answer }) {
    await guarded(async () => {
      if (answer) {
        await remove(this.pathOf(note.id), answer.version);
        await this.reread();
        say(`已收回对${nameOf(note)}的说明`, { undo: async () => {
          await put(this.pathOf(note.id), { reason: answer.reason }, 0);
          await this.reread();
        } });
      } else {
        const path = `/assignments/${this.assignment}/notes/${encodeURIComponent(note.id)}`;
        const kept = await patch(path, { set_aside: "" }, note.version);
        await this.reread();
        say(`已收回对${nameOf(note)}的说明`, { undo: async () => {
          await patch(path, { set_aside: note.set_aside }, kept.version);
          await this.reread();
        } });
      }
    });
  }

  /**
   * Has a note told in an item that the person chooses.
   * @param {Answered} answered
   */
  async insert({ note }) {
    const entries = this.entriesFor(note.aspect ?? "");
    if (!entries.length) return void say("草稿里还没有可以写进的条目，请先到“起草”页添一条");
    let written = { item: "", version: 0 };
    const said = await ask({
      title: "写进某一条",
      body: quoteOf(note.text),
      confirm: "写进这一条",
      fields: [{
        name: "item", label: "写进哪一条", type: "select",
        options: entries.map((entry) => ({ value: entry.item.id, label: `${placeOf(entry)}：${titleOf(entry)}` })),
        hint: "会在这一条末尾添上一句，并注明依据；写进后可以到“起草”页修改。",
      }],
      act: async ({ item = "" }) => { written = { item, version: await this.write(note.id, item) }; },
    });
    if (!said) return;
    await this.reread();
    say(`已把${nameOf(note)}写进所选的一条`, { undo: () => this.undoInsert(written.item, written.version) });
  }

  /**
   * @param {string} note
   * @param {string} item
   * @returns {Promise<number>} the item's new version
   */
  async write(note, item) {
    const version = (await call("GET", this.itemPath(item))).version;
    return (await post(`${this.itemPath(item)}/notes`, { note }, { version })).version;
  }

  /**
   * @param {string} item
   * @param {number} version
   */
  async undoInsert(item, version) {
    const history = await get(`${this.itemPath(item)}/history`);
    const versions = history.items.map((/** @type {{version: {version: number}}} */ change) => change.version.version);
    const before = Math.max(...versions.filter((/** @type {number} */ one) => one < version));
    await post(`${this.itemPath(item)}/restore`, { to: before }, { version });
    await this.reread();
  }

  /**
   * The items to choose from, those on the note's own aspect first.
   * @param {string} aspect
   */
  entriesFor(aspect) {
    const entries = this.matter?.entries ?? [];
    const near = (/** @type {{aspect: string, item: {role: string}}} */ entry) =>
      (aspect && (entry.aspect.includes(aspect) || aspect.includes(entry.aspect || " ")) ? 0 : 2) + (entry.item.role === "problem" ? 0 : 1);
    return [...entries].sort((a, b) => near(a) - near(b));
  }

  /** @param {string} note */
  pathOf(note) {
    return `/assignments/${this.assignment}/coverage/${encodeURIComponent(note)}`;
  }

  /** @param {string} item */
  itemPath(item) {
    return `/drafts/${this.matter?.draft.id}/items/${encodeURIComponent(item)}`;
  }

  /**
   * After a conflict the person has read the other words: the next try replaces those.
   * @param {unknown} error
   * @param {number} version
   */
  newerVersion(error, version) {
    return error instanceof ApiError && error.stale ? error.problem.version ?? version : version;
  }
}

/** @param {string} text */
const quoteOf = (text) => h("blockquote", { class: "quote" }, text);

/** @param {unknown} error */
function worded(error) {
  if (!(error instanceof ApiError) || !error.stale) return error;
  const theirs = error.problem.current ? `现在写的是：“${error.problem.current}”。` : "现在没有说明。";
  return new ApiError(409, { title: "这条意见的说明刚被别人改过", detail: `${theirs}再按一次“保存说明”，就用您写的替换` });
}
