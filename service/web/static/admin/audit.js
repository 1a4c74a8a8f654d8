// 审计: who did what, and whether anybody changed the record.

import { all, get } from "../core/api.js";
import { moment } from "../core/dates.js";
import { button, byId, fill, h } from "../core/dom.js";
import { rowKeys } from "../core/keys.js";
import { guarded, say } from "../core/notice.js";
import { copy } from "../core/clipboard.js";
import { actionWord, GROUPS } from "./audit_words.js";
import { detailOf } from "./audit_detail.js";
import { nothing, row, table } from "./table.js";
import { fillUnits, house, nameOf } from "./units_known.js";

/** @typedef {import("../../types/api").AuditCheck} AuditCheck */
/** @typedef {import("../../types/api").AuditEntry} AuditEntry */
/** @typedef {import("../../types/api").Person} Person */

const COLUMNS = ["时间", "谁", "办了什么", "单位", "关于"];
const place = byId("audit-list");
/** @type {HTMLSelectElement} */
const unit = byId("audit-unit");
/** @type {HTMLSelectElement} */
const person = byId("audit-person");
/** @type {HTMLSelectElement} */
const action = byId("audit-action");
/** @type {HTMLInputElement} */
const day = byId("audit-day");
/** @type {Map<string, string>} names of people by id */
const people = new Map();
/** @type {AuditEntry[]} */
let shown = [];
/** Counts what was asked, so that a late answer to another question is let go. */
let asked = 0;
rowKeys(place, "tbody tr");

fill(action, h("option", { value: "" }, "全部"), Object.entries(GROUPS).map(([name, acts]) =>
  h("optgroup", { label: name }, Object.entries(acts).map(([value, said]) => h("option", { value }, said)))));

export async function showAudit() {
  fillUnits(unit);
  byId("audit-verify").hidden = !house();
  for (const one of /** @type {Person[]} */ (await all("/people"))) people.set(one.id, one.name);
  const chosen = person.value;
  fill(person, h("option", { value: "" }, "全部"), [...people].map(([id, name]) => h("option", { value: id }, name)));
  person.value = people.has(chosen) ? chosen : "";
  await read();
}

for (const control of [unit, person, action, day]) control.addEventListener("change", () => guarded(read));
byId("audit-clear").addEventListener("click", () => {
  for (const control of [unit, person, action, day]) control.value = "";
  guarded(read);
});

async function read() {
  shown = [];
  asked += 1;
  fill(place, h("p", { class: "mute" }, "正在读取…"));
  await more(null);
}

/** @param {string | null} after */
async function more(after) {
  const mine = asked;
  const page = await get("/audit", { limit: 50, after, unit: unit.value, person: person.value, action: action.value, ...span() });
  // Somebody chose something else meanwhile.
  if (mine !== asked) return;
  const first = shown.length;
  shown.push(...page.items);
  fill(place, shown.length ? table("审计记录", COLUMNS, shown.map(rowOf)) : nothing("没有符合条件的记录", "换个条件，或点“不筛选”。"));
  fill(byId("audit-more"), page.next ? button("看更早的", () => guarded(() => more(page.next))) : null);
  if (after) /** @type {HTMLElement | undefined} */ (place.querySelectorAll("tbody tr")[first])?.focus();
}

/** The chosen day here, from its first moment to the next one's. */
function span() {
  if (!day.value) return {};
  const [year = 0, month = 1, date = 1] = day.value.split("-").map(Number);
  return { since: new Date(year, month - 1, date).toISOString(), until: new Date(year, month - 1, date + 1).toISOString() };
}

/** @param {AuditEntry} entry */
const rowOf = (entry) => row(COLUMNS, [
  h("time", { datetime: entry.at, title: `第 ${entry.number} 条` }, moment(entry.at)),
  entry.name || "（不知是谁）", actionWord(entry.action), entry.unit ? nameOf(entry.unit) : "—", detailOf(entry, people),
], { tabindex: 0 });

byId("verify").addEventListener("click", () => guarded(async () => {
  /** @type {HTMLInputElement} */
  const head = byId("audit-head");
  const given = head.value.trim().toLowerCase();
  if (given && !/^[0-9a-f]{64}$/.test(given)) throw "链尾是 64 个数字和字母，请核对抄下的";
  fill(byId("verified"), h("p", { class: "mute" }, "正在从头读一遍…"));
  /** @type {AuditCheck} */
  const check = await get("/audit/verification", { head: given });
  fill(byId("verified"), check.broken_at === null ? whole(check, given) : h("p", { class: "error" }, `第 ${check.broken_at} 条不对：${check.cause}。请保留现场，与备份核对。`));
}));

/**
 * @param {AuditCheck} check
 * @param {string} given
 */
function whole(check, given) {
  const said = `${check.entries} 条记录，前后相接，没有被改动${given ? "，抄下的链尾也在其中" : ""}。`;
  const act = button("复制链尾", async () => { await copy(check.head); say("请抄到别处保存，下次核验时填在上面"); });
  return h("div", {}, h("p", {}, h("strong", {}, said)), h("p", {}, "现在的链尾，请抄到别处保存："), h("p", {}, h("code", { class: "command", id: "audit-head-now" }, check.head)), act);
}
