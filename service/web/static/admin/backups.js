// 备份: what lies on the server, one more, and whether it can be read.

import { get, post } from "../core/api.js";
import { moment, size } from "../core/dates.js";
import { button, byId, fill, h } from "../core/dom.js";
import { rowKeys } from "../core/keys.js";
import { complain, guarded, say } from "../core/notice.js";
import { nothing, row, table } from "./table.js";

/** @typedef {import("../../types/api").BackupCheck} BackupCheck */
/** @typedef {import("../../types/api").BackupList} BackupList */
/** @typedef {import("../../types/api").KeptBackup} KeptBackup */

const COLUMNS = ["做成时间", "文件", "大小", "核对", ""];
const LOOK_MS = 2000;
const place = byId("backup-list");
const busy = byId("backup-busy");
const make = /** @type {HTMLButtonElement} */ (byId("make-backup"));
/** Whether a backup is being made from this page. */
let making = false;
/** @type {number | undefined} */
let looking;
rowKeys(place, "tbody tr");

export async function showBackups() {
  /** @type {BackupList} */
  const list = await get("/house/backups");
  byId("restore-command").textContent = `duizhao restore ${list.folder}/${list.items[0]?.name ?? "备份文件.tar"} --into 新的数据文件夹`;
  const strange = list.unlisted ? h("p", { class: "hint" }, `文件夹里还有 ${list.unlisted} 个名称特别的 .tar 文件，没有列出。`) : null;
  fill(place,
    list.items.length ? table("备份", COLUMNS, list.items.map(rowOf)) : nothing("还没有备份", "先做一份，再请管服务器的人定时抄到别的机器上。"),
    h("p", { class: "hint" }, "存放在服务器的 ", h("code", {}, list.folder)), strange);
  showBusy(list.underway);
}

/** @param {number | null} bytes written so far; null: no backup is being made */
function showBusy(bytes) {
  const under = making || bytes !== null;
  make.disabled = under;
  clearTimeout(looking);
  if (!under) return fill(busy);
  const said = bytes ? `正在备份，已写 ${size(bytes)}` : "正在备份";
  fill(busy, h("p", { class: "job" }, h("progress", { "aria-label": "正在备份" }), ` ${said}。大家可以照常工作；关了这一页也会做完。`));
  looking = setTimeout(() => { if (busy.isConnected && !byId("part-backups").hidden) guarded(showBackups); }, LOOK_MS);
  return undefined;
}

make.addEventListener("click", async () => {
  making = true;
  showBusy(null);
  /** @type {BackupCheck | undefined} */
  const made = await guarded(() => post("/house/backups"));
  making = false;
  await guarded(showBackups);
  if (!made) return;
  if (made.missing) complain(`备份做好了，但有 ${made.missing} 份原始文件在备份前就已丢失或损坏，没有备份进去。请做一次自检。`);
  else say(`备份做好了：${made.records} 条记录，${made.originals} 份原始文件`);
});

/** @param {KeptBackup} one */
function rowOf(one) {
  const state = one.whole === null ? h("span", { class: "mute" }, "还没有核对")
    : h("span", { class: one.whole ? "state done" : "state failed" }, one.whole ? `完整，${moment(one.verified_at)}核对` : "已损坏，不能用来恢复");
  return row(COLUMNS, [moment(one.made_at), h("code", {}, one.name), size(one.size), state,
    button("核对", () => verify(one), { class: "plain", "aria-label": `核对：${one.name}` })], { tabindex: 0 });
}

/** @param {KeptBackup} one */
async function verify(one) {
  await guarded(async () => {
    /** @type {BackupCheck} */
    const check = await post(`/house/backups/${one.name}/verification`);
    if (check.whole) say(`这份备份完整：${check.records} 条记录，${check.originals} 份原始文件`);
    else complain(`这份备份不能用：${check.cause}`);
    await showBackups();
  });
}
