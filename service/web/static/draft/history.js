// What an item and the whole paper were before, with the differences, and the way back.

import { call, get, post } from "../core/api.js";
import { moment } from "../core/dates.js";
import { ask, sure } from "../core/dialog.js";
import { button, fill, h } from "../core/dom.js";
import { guarded, say } from "../core/notice.js";
import { CAUSES, word } from "../core/words.js";
import { differences, shown } from "../core/differences.js";
import { bodyOf } from "./places.js";
import { historyOf, restore } from "./restoring.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */
/** @typedef {import("../../types/api").DraftVersion} DraftVersion */
/** @typedef {import("../../types/api").Paper} Paper */

/**
 * Shows an item's versions. Resolves to the one to bring back, 0 for none.
 * @param {Desk} desk
 * @param {Entry} entry
 * @returns {Promise<number>}
 */
export async function showHistory(desk, entry) {
  const versions = (await guarded(() => historyOf(desk, entry.id))) ?? [];
  if (!versions.length) return 0;
  const rows = versions.map(({ version, differences: found }) => h("li", {},
    h("label", { class: "spread" }, h("span", {}, h("input", { type: "radio", name: "version", value: version.version, disabled: version.version === entry.version }),
      ` ${word(CAUSES, version.cause)} · ${version.author} · ${moment(version.at)}`),
    version.version === entry.version ? h("span", { class: "tag" }, "现在的") : null),
    shown(found))).reverse();
  const list = h("ul", { class: "versions" }, rows);
  const chosen = () => Number(/** @type {HTMLInputElement | null} */ (list.querySelector("input:checked"))?.value ?? 0);
  const answer = await ask({
    title: `“${desk.nameOf(entry)}”的历次改动`, wide: true, confirm: "恢复选中的一版",
    body: [list], act: () => { if (!chosen()) throw "请先选一版"; },
  });
  return answer ? chosen() : 0;
}

/**
 * Shows the whole papers kept, each against the one that stands, and brings one back.
 * @param {Desk} desk
 * @param {() => Promise<void>} saveAll
 */
export async function showPapers(desk, saveAll) {
  await saveAll();
  await guarded(() => desk.load());
  /** @type {DraftVersion[]} */
  const versions = ((await guarded(() => get(`/drafts/${desk.draft.id}/versions`)))?.items ?? []).reverse();
  const now = desk.inOrder().map(({ id, words }) => ({ id, text: [words.headline, words.text].filter(Boolean).join("\n") }));
  const view = h("div", { class: "papers-differ", tabindex: "0", role: "region", "aria-label": "与现在的稿子比" }, h("p", { class: "hint" }, "选一版，看它和现在的稿子有什么不同。"));
  const rows = versions.map((version) => h("label", {},
    h("input", { type: "radio", name: "paper", value: version.number, onchange: () => fill(view, compared(linesOf(version.paper), now)) }),
    ` 第${version.number}版 · ${word(CAUSES, version.cause)} · ${version.author} · ${moment(version.at)}`));
  const list = h("div", { class: "papers" }, rows, rows.length ? null : h("p", { class: "hint" }, "还没有留过整份的版本。"));
  const keep = button("把现在的稿子留一版", () => guarded(async () => {
    const kept = await post(`/drafts/${desk.draft.id}/versions`);
    await desk.load();
    say(`已留为第${kept.number}版`);
  }));
  const chosen = () => Number(/** @type {HTMLInputElement | null} */ (list.querySelector("input:checked"))?.value ?? 0);
  const answer = await ask({
    title: "整份材料的各版", wide: true, confirm: "恢复选中的一版",
    body: [keep, h("div", { class: "both" }, list, view)], act: () => { if (!chosen()) throw "请先选一版"; },
  });
  if (!answer || !(await sure("恢复整份材料", "现在的稿子会先留成一版，随时可以再换回来。", "恢复"))) return;
  const to = chosen();
  await guarded(async () => {
    const { value } = await call("POST", `/drafts/${desk.draft.id}/restore`, { body: { to }, version: desk.draft.version });
    desk.take(value);
    await desk.load();
    say(`已恢复第${to}版`);
  });
}

/** @param {Paper} paper */
const linesOf = (paper) => paper.chapters.flatMap((chapter) => chapter.sections.flatMap((section) =>
  section.items.map((item) => ({ id: item.id, text: [item.headline, bodyOf(item)].filter(Boolean).join("\n") }))));

/**
 * @param {{id: string, text: string}[]} then
 * @param {{id: string, text: string}[]} now
 */
function compared(then, now) {
  const before = new Map(then.map(({ id, text }) => [id, text]));
  const after = new Map(now.map(({ id, text }) => [id, text]));
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
  if (!changed.length) return h("p", {}, "与现在的稿子一样。");
  return h("div", {}, h("p", { class: "hint" }, `有 ${changed.length} 条不同：划去的是那一版有、现在没有的，加线的是现在才有的。`),
    changed.map((id) => shown(differences(before.get(id) ?? "", after.get(id) ?? ""))));
}

/**
 * Shows the items that were taken out, and brings them back.
 * @param {Desk} desk
 */
export async function showRemoved(desk) {
  const { items } = (await guarded(() => get(`/drafts/${desk.draft.id}/removed`))) ?? { items: [] };
  const list = h("ul", { class: "versions" }, /** @type {import("../../types/api").ItemVersion[]} */ (items).map(({ item, author, at }) => {
    const row = h("li", {}, h("p", {}, item.headline ? h("strong", {}, item.headline) : null, ` ${bodyOf(item)}`),
      h("div", { class: "spread" }, h("span", { class: "hint" }, `${author} · ${moment(at)}`),
        button("恢复", () => guarded(async () => { await restore(desk, item.id); await desk.load(); row.remove(); say("已恢复，放在同类条目的最后"); }))));
    return row;
  }));
  await ask({ title: "已删去的条目", wide: true, confirm: "关闭", must: true, body: items.length ? [list] : ["没有删去过条目。"] });
}
