// What an entry of the audit is about, as far as ids have names here.

import { ROLES, VERDICTS, word } from "../core/words.js";
import { nameOf, unitOf } from "./units_known.js";

/** @typedef {import("../../types/api").AuditEntry} AuditEntry */

/** @type {Record<string, string>} */
const FIELDS = { name: "名称", parent: "上级", token_budget: "用量上限", disabled: "状态", password_hash: "密码", title: "名称", deadline: "期限", state: "状态" };

/**
 * @param {AuditEntry} entry
 * @param {Map<string, string>} people names by id
 */
export function detailOf(entry, people) {
  const { action, detail, target } = entry;
  const parts = [];
  if (action.startsWith("person.")) parts.push(people.get(target) ?? "");
  if (action.startsWith("key.")) parts.push(people.get(String(detail.person)) ?? "");
  if (action.startsWith("unit.")) parts.push(unitOf(target)?.name ?? "");
  if (action.startsWith("backup.")) parts.push(target, detail.whole === false ? "不完整" : "");
  if (Array.isArray(detail.roles)) parts.push(`角色：${detail.roles.map(roleIn).join("、")}`);
  if (Array.isArray(detail.added) && detail.added.length) parts.push(`加上${detail.added.map(roleIn).join("、")}`);
  if (Array.isArray(detail.removed) && detail.removed.length) parts.push(`收回${detail.removed.map(roleIn).join("、")}`);
  if (Array.isArray(detail.fields)) parts.push(detail.fields.map((field) => FIELDS[field] ?? "").filter(Boolean).join("、"));
  if (typeof detail.verdict === "string") parts.push(word(VERDICTS, detail.verdict));
  for (const [name, unit] of COUNTS) if (typeof detail[name] === "number") parts.push(`${detail[name]}${unit}`);
  return parts.filter(Boolean).join("，") || "—";
}

/** @type {[string, string][]} */
const COUNTS = [["added", "条新的"], ["notes", "条意见"], ["entries", "行"], ["flags", "条提示"], ["attempts", "次"]];

/** A role as the audit has it: drafter@<unit>. @param {unknown} told */
function roleIn(told) {
  const [role = "", unit = ""] = String(told).split("@");
  return `${word(ROLES, role)}（${unit ? nameOf(unit) : "全系统"}）`;
}
