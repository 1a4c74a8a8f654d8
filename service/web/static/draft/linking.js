// Which problems a cause or a measure answers, chosen by a person.

import { call } from "../core/api.js";
import { ask } from "../core/dialog.js";
import { guarded, say } from "../core/notice.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */
/** @typedef {import("./saving.js").Saver} Saver */

/**
 * Asks which problems an item answers, and keeps what is chosen.
 * @param {Desk} desk
 * @param {Saver} saver
 * @param {Entry} entry
 */
export async function chooseProblems(desk, saver, entry) {
  const problems = desk.inOrder().filter((one) => one.item.role === "problem");
  const before = entry.item.links;
  const answer = await ask({
    title: `“${desk.nameOf(entry)}”对应哪些问题？`,
    body: problems.length ? [] : ["稿子里还没有问题。"],
    fields: problems.map((one) => ({ name: one.id, label: desk.nameOf(one), type: /** @type {const} */ ("checkbox"), value: before.includes(one.id) ? "yes" : "" })),
    confirm: "保存",
  });
  if (!answer) return;
  await put(desk, saver, entry, problems.map((one) => one.id).filter((id) => answer[id]));
  say("已保存对应关系", { undo: () => put(desk, saver, entry, before.filter((id) => desk.entries.has(id))) });
}

/**
 * @param {Desk} desk
 * @param {Saver} saver
 * @param {Entry} entry
 * @param {string[]} links
 */
async function put(desk, saver, entry, links) {
  await guarded(async () => {
    await saver.save(entry);
    const sent = { ...entry.words };
    const { value } = await call("PATCH", `/drafts/${desk.draft.id}/items/${encodeURIComponent(entry.id)}`, { body: { links }, version: entry.version });
    desk.keep(entry, value, sent);
  });
}
