// 密钥: those of all units that the person looks after.

import { all, remove } from "../core/api.js";
import { moment } from "../core/dates.js";
import { sure } from "../core/dialog.js";
import { button, byId, fill, h } from "../core/dom.js";
import { rowKeys } from "../core/keys.js";
import { guarded, say } from "../core/notice.js";
import { PERMISSIONS, word } from "../core/words.js";
import { nothing, row, table } from "./table.js";
import { fillUnits, nameOf } from "./units_known.js";

/** @typedef {import("../../types/api").KeyOf} KeyOf */

const COLUMNS = ["名称", "谁的", "单位", "能办的事", "新建", "上次使用", "状态", ""];

/** @type {KeyOf[]} */
let keys = [];
const place = byId("key-list");
/** @type {HTMLSelectElement} */
const unit = byId("key-unit");
/** @type {HTMLInputElement} */
const ended = byId("key-ended");
rowKeys(place, "tbody tr");

export async function showKeys() {
  fillUnits(unit);
  keys = await all("/keys");
  draw();
}

unit.addEventListener("change", draw);
ended.addEventListener("change", draw);

function draw() {
  const found = keys.filter((one) => (ended.checked || stateOf(one) === "") && (!unit.value || one.key.unit === unit.value));
  if (found.length) return fill(place, table("密钥", COLUMNS, found.map(rowOf)));
  const next = keys.length ? "换个单位，或勾选“也看已吊销、已到期的”。" : "要让公文系统等读写材料，请用它的人在“我的账号”里新建。";
  return fill(place, nothing(keys.length ? "没有符合条件的密钥" : "还没有密钥", next));
}

/** Why a key does nothing; "" for one that does. @param {KeyOf} one */
function stateOf({ key, disabled }) {
  if (key.revoked_at) return "已吊销";
  if (key.expires_at && new Date(key.expires_at) <= new Date()) return "已到期";
  return disabled ? "本人已停用" : "";
}

/** @param {KeyOf} one */
function rowOf(one) {
  const { key } = one;
  const state = stateOf(one);
  const until = key.expires_at ? `用到${moment(key.expires_at)}` : "在用";
  return row(COLUMNS, [
    `${key.name}（${key.prefix}…）`, `${one.name}（${one.login}）`, nameOf(key.unit),
    key.permissions.map((may) => word(PERMISSIONS, may)).join("、"), moment(key.created_at),
    key.used_at ? moment(key.used_at) : "还没有用过",
    h("span", { class: state ? "state" : "state done" }, state || until),
    key.revoked_at ? null : button("吊销", () => revoke(one), { class: "plain", "aria-label": `吊销：${one.name}的${key.name}` }),
  ], { tabindex: 0 });
}

/** @param {KeyOf} one */
async function revoke({ key, name }) {
  if (!(await sure(`吊销${name}的密钥“${key.name}”？`, "用它的系统从此连不上，而且不能恢复；要用只能由本人另建一把。", "吊销"))) return;
  await guarded(async () => { await remove(`/keys/${key.id}`); say("已吊销"); await showKeys(); });
}
