// What a person does to notes: correct, merge, split, set aside; each can be taken back, and a word
// that somebody else said meanwhile is told and never overrun.

import { ApiError, patch, post } from "../core/api.js";
import { ask } from "../core/dialog.js";
import { h } from "../core/dom.js";
import { complain, say } from "../core/notice.js";

/** @typedef {import("../../types/api").KeptNote} KeptNote */
/** @typedef {import("./state.js").Notes} Notes */
/** @typedef {{aspect?: string, theme?: string, group?: string, route?: "draft" | "clue" | "beyond", empty?: boolean, set_aside?: string}} Fields */
/** @typedef {() => Promise<unknown>} Undo */

const REASONS = ["已经整改到位", "与本次对照检查的方面无关", "情况与事实不符，已当面说明", "属于个人意愿，已当面答复"];

/** The acts on one assignment's notes. */
export class Acts {
  /**
   * @param {Notes} notes
   * @param {() => unknown} changed told after every change
   */
  constructor(notes, changed) {
    this.notes = notes;
    this.changed = changed;
    /** @type {Undo[]} */
    this.undos = [];
  }

  /**
   * Sets fields of notes by hand; tells `words` and offers to take it back.
   * @param {string[]} ids
   * @param {Fields} fields
   * @param {string} words
   */
  async correct(ids, fields, words) {
    const before = this.standing(ids);
    const done = await this.each(before, () => fields);
    const undo = () => this.each(this.standing(done), (note) => earlier(fields, before.find(({ id }) => id === note.id)));
    if (done.length) this.tell(words, undo);
  }

  /**
   * @param {string[]} ids
   * @returns {KeptNote[]} those that are still there
   */
  standing(ids) {
    return ids.map((id) => this.notes.note(id)).filter(/** @returns {note is KeptNote} */ (note) => note !== undefined);
  }

  /**
   * Corrects notes one after another; gives the ids of those that were changed. When the line is
   * lost, the rest can be tried again.
   * @param {KeptNote[]} notes
   * @param {(note: KeptNote) => Fields | null} fieldsOf
   * @returns {Promise<string[]>}
   */
  async each(notes, fieldsOf) {
    const done = [];
    for (const [at, note] of notes.entries()) {
      const fields = fieldsOf(note);
      try {
        if (fields && await this.one(note, fields)) done.push(note.id);
      } catch (error) {
        const left = notes.slice(at).map(({ id }) => id);
        complain(error, { again: () => this.each(this.standing(left), fieldsOf) });
        break;
      }
    }
    this.changed();
    return done;
  }

  /**
   * Raises ApiError when the service was not reached.
   * @param {KeptNote} note
   * @param {Fields} fields
   * @returns {Promise<boolean>}
   */
  async one(note, fields) {
    try {
      this.notes.put([await patch(`${this.notes.path}/${encodeURIComponent(note.id)}`, fields, note.version)]);
      return true;
    } catch (error) {
      return this.refused(error, () => this.again(note.id, fields));
    }
  }

  /**
   * Once more, on the note as it stands now.
   * @param {string} id
   * @param {Fields} fields
   */
  async again(id, fields) {
    const [fresh] = this.standing([id]);
    if (!fresh) { complain("这条意见已随重新整理变动，您的改动没有保存；请看过新的一条再改"); return false; }
    return this.one(fresh, fields);
  }

  /**
   * What was refused: somebody else was first, or it cannot be. A lost line is raised again.
   * @param {unknown} error
   * @param {() => Promise<boolean>} again
   * @returns {Promise<boolean>}
   */
  async refused(error, again) {
    if (!(error instanceof ApiError) || error.offline) throw error;
    if (!error.stale && error.status !== 404) { complain(error); return false; }
    await this.notes.load();
    this.changed();
    if (error.status === 404) return again();
    return (await askAgain(error)) ? again() : false;
  }

  /**
   * Says why notes stay out of the paper. Gives whether it was done.
   * @param {string[]} ids
   */
  async setAside(ids) {
    const notes = this.standing(ids);
    if (notes.length === 0) return;
    const said = await ask({
      title: notes.length === 1 ? "说明不写" : `这 ${notes.length} 条说明不写`,
      body: notes.length === 1 ? h("blockquote", {}, notes[0]?.text ?? "") : "每一条都记下同样的理由。",
      confirm: "不写进材料",
      fields: [{ name: "reason", label: "为什么不写", type: "textarea", required: true, maxlength: 200, value: notes[0]?.set_aside ?? "", suggestions: REASONS, hint: "审核的人会看到这个理由。" }],
    });
    const reason = said?.reason?.trim();
    if (reason) await this.correct(ids, { set_aside: reason }, `${count(ids)}不写进材料，理由已记下`);
  }

  /**
   * Joins notes, with all that share a group with one of them.
   * @param {string[]} ids
   */
  async merge(ids) {
    const named = this.standing(ids);
    const joined = [...new Map(named.flatMap((note) => this.notes.membersOf(note)).map((note) => [note.id, note])).values()];
    if (joined.length < 2) { complain("归并至少要两条：先用空格键或方框选中，再归并"); return; }
    const groups = groupsOf(joined);
    const all = joined.map(({ id }) => id);
    if (!await this.tried("merge", named.map(({ id }) => id))) return;
    this.notes.chosen.clear();
    this.changed();
    this.tell(`${joined.length} 条归并成一组，每一条的原话都还在`, () => this.restore(all, groups));
  }

  /**
   * Moves notes, out of whatever group they are in, to another note and those that say the same.
   * @param {string[]} ids
   * @param {string} target
   */
  async move(ids, target) {
    const [other] = this.standing([target]);
    const named = this.standing(ids).filter((note) => note.id !== target && !(other?.group && note.group === other.group));
    if (!other || named.length === 0) return;
    const before = [...new Map([...named, other].flatMap((note) => this.notes.membersOf(note)).map((note) => [note.id, note])).values()];
    const groups = groupsOf(before);
    const leaving = named.filter((note) => note.group).map(({ id }) => id);
    if (leaving.length && !await this.tried("split", leaving)) return;
    const joined = await this.tried("merge", [...named.map(({ id }) => id), target]);
    this.notes.chosen.clear();
    this.changed();
    if (joined) this.tell(`${count(named)}已归并过去，原话都还在`, () => this.restore(before.map(({ id }) => id), groups));
  }

  /**
   * Takes notes out of their groups.
   * @param {string[]} ids
   */
  async split(ids) {
    const named = this.standing(ids).filter((note) => note.group);
    if (named.length === 0) { complain("选中的意见没有归并在哪一组里"); return; }
    const before = [...new Map(named.flatMap((note) => this.notes.membersOf(note)).map((note) => [note.id, note])).values()];
    const groups = groupsOf(before);
    if (!await this.tried("split", named.map(({ id }) => id))) return;
    this.changed();
    this.tell(`${count(named)}已拆出来，单独成条`, () => this.restore(before.map(({ id }) => id), groups));
  }

  /**
   * As `regroup`; when the line is lost, it says so and offers to try again.
   * @param {"merge" | "split"} act
   * @param {string[]} ids
   */
  async tried(act, ids) {
    try {
      return await this.regroup(act, ids);
    } catch (error) {
      complain(error, { again: () => this[act](ids) });
      return false;
    }
  }

  /**
   * Raises ApiError when the service was not reached.
   * @param {"merge" | "split"} act
   * @param {string[]} ids
   * @returns {Promise<boolean>}
   */
  async regroup(act, ids) {
    const versions = Object.fromEntries(this.standing(ids).map((note) => [note.id, note.version]));
    if (Object.keys(versions).length < ids.length) { complain("有的意见已随重新整理变动，请重新选"); return false; }
    try {
      this.notes.put((await post(`${this.notes.path}/${act}`, { versions })).items);
      return true;
    } catch (error) {
      return this.refused(error, () => this.regroup(act, ids));
    }
  }

  /**
   * Brings back the groups as they were: everybody out, then those together that were together.
   * @param {string[]} ids
   * @param {string[][]} groups
   */
  async restore(ids, groups) {
    const grouped = this.standing(ids).filter((note) => note.group).map(({ id }) => id);
    if (grouped.length) await this.regroup("split", grouped);
    for (const group of groups) await this.regroup("merge", group);
    this.changed();
  }

  /**
   * @param {string} words
   * @param {Undo} undo
   */
  tell(words, undo) {
    this.undos.push(undo);
    say(words, { undo: () => this.takeBack(undo) });
  }

  /**
   * Takes back an act, the last one if none is named.
   * @param {Undo} [undo]
   */
  async takeBack(undo = this.undos[this.undos.length - 1]) {
    if (!undo || !this.undos.includes(undo)) { say("没有可撤销的了"); return; }
    this.undos.splice(this.undos.indexOf(undo), 1);
    await undo();
    say("已撤销");
  }
}

/** @param {{length: number}} ids */
const count = (ids) => (ids.length === 1 ? "这条意见" : `${ids.length} 条意见`);

/**
 * The groups of notes, each as its members' ids.
 * @param {KeptNote[]} notes
 */
function groupsOf(notes) {
  /** @type {Record<string, string[]>} */
  const groups = {};
  for (const { id, group } of notes) if (group) groups[group] = [...(groups[group] ?? []), id];
  return Object.values(groups);
}

/**
 * What the fields that were set said before; null where a note had nothing there.
 * @param {Fields} fields
 * @param {KeptNote | undefined} before
 * @returns {Fields | null}
 */
function earlier(fields, before) {
  if (!before) return null;
  const names = /** @type {(keyof Fields)[]} */ (Object.keys(fields));
  return Object.fromEntries(names.map((name) => [name, before[name] ?? ""]));
}

/** @param {ApiError} error */
async function askAgain(error) {
  const shown = (/** @type {string} */ title, /** @type {string | undefined} */ text) => h("div", { class: "side" }, h("h3", {}, title), (text ?? "").split("\n").map((line) => h("p", {}, line)));
  const yours = error.problem.yours;
  return (await ask({
    title: "这条意见刚被别人改过",
    body: h("div", { class: "sides" }, shown("现在是", error.problem.current), yours ? shown("您要改成", yours) : h("p", {}, "您的改动还没有保存。")),
    confirm: "仍按我的改",
  })) !== null;
}
