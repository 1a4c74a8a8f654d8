// 文种: those of one's own units, to be changed, and those that come along, to be read.

import { get, remove } from "../core/api.js";
import { moment } from "../core/dates.js";
import { sure } from "../core/dialog.js";
import { button, byId, fill, h } from "../core/dom.js";
import { rowKeys } from "../core/keys.js";
import { guarded, say } from "../core/notice.js";
import { SCOPES } from "../assignments/kinds.js";
import { editKind, kindFromNotice, newKind } from "./kind_editor.js";
import { nothing, row, table } from "./table.js";
import { house, nameOf, tree } from "./units_known.js";

/** @typedef {import("../../types/api").Kind} Kind */
/** @typedef {import("../../types/api").KeptKind} KeptKind */

const OWN = ["名称", "单位", "谁改的", ""];
const place = byId("own-kinds");
rowKeys(place, "tbody tr");

export async function showKinds() {
  const [own, shipped] = await Promise.all([get("/own-kinds"), get("/kinds")]);
  /** @type {KeptKind[]} */
  const kept = own.items;
  fill(place, kept.length ? table("自定的文种", OWN, kept.map(ownRow)) : nothing("还没有自定的文种", "把今年的通知贴进来，由它读出要对照的方面；或照自带的改一份。"));
  fill(byId("shipped-kinds"), /** @type {Kind[]} */ (Object.values(shipped)).map(shownKind));
}

byId("kind-from-notice").addEventListener("click", () => kindFromNotice(showKinds));
byId("kind-by-hand").addEventListener("click", () => newKind(showKinds));

/** @param {KeptKind} kept */
function ownRow(kept) {
  const mine = kept.unit === null ? house() : tree().some(({ unit }) => unit.id === kept.unit);
  const name = titleIn(kept.body) || kept.kind;
  const acts = mine ? [
    button("修改", () => editKind(kept, showKinds), { class: "plain", "aria-label": `修改：${name}` }),
    button("删除", () => removeKind(kept, name), { class: "plain", "aria-label": `删除：${name}` }),
  ] : [h("span", { class: "mute" }, "上级定的，只能看")];
  return row(OWN, [`${name}（${kept.kind}）`, nameOf(kept.unit), `${kept.updated_by}，${moment(kept.updated_at)}`, acts], { tabindex: 0 });
}

/** The name that a kind's file gives itself. @param {string} body */
function titleIn(body) {
  const found = /^["']?name["']?:\s*(.+?)\s*$/m.exec(body)?.[1] ?? "";
  return found.replace(/^["']|["']$/g, "");
}

/** @param {KeptKind} kept @param {string} name */
async function removeKind(kept, name) {
  if (!(await sure(`删除文种“${name}”？`, "以后不能再用它新建任务。已有任务在用的删不掉。", "删除"))) return;
  await guarded(async () => { await remove(`/own-kinds/${kept.id}`, kept.version); say("已删除"); await showKinds(); });
}

/** @param {Kind} kind */
function shownKind(kind) {
  const whose = SCOPES.find(([scope]) => scope === kind.scope)?.[1] ?? "";
  return h("details", { class: "shipped" },
    h("summary", {}, kind.name, " ", h("span", { class: "mute" }, `${whose}，${kind.year}年度`)),
    kind.theme ? h("p", {}, `主题：${kind.theme}`) : null,
    h("p", {}, "对照的方面："), h("ol", {}, kind.aspects.map((aspect) => h("li", {}, aspect.title))),
    h("p", {}, `分章：${kind.chapters.map((chapter) => chapter.title || "（正文）").join("、")}`),
    kind.length ? h("p", {}, `字数：${kind.length[0]}到${kind.length[1]}字`) : null,
    h("p", { class: "hint" }, `出处：${kind.source}`));
}
