// The roles of a person as lines of a form: which unit, and what there.

import { button, fill, h } from "../core/dom.js";
import { ROLES } from "../core/words.js";
import { house, nameOf, unitOf, unitOptions } from "./units_known.js";

/** @typedef {import("../../types/api").Membership} Membership */

const HOUSE = "house";
/** @type {Record<string, string>} */
const DOES = {
  drafter: "起草人：收意见、写材料", head: "单位负责人：起草人能办的都能办，还能报送",
  reviewer: "审核人：审下级单位报来的材料，看不到意见", administrator: "管理员：管账号和设置，看不到意见和材料",
};

/**
 * A form of roles; `chosen` tells what stands in it.
 * @param {Membership[]} given
 * @returns {{element: HTMLElement, chosen: () => Membership[]}}
 */
export function rolesForm(given) {
  const kept = given.map((one) => ({ ...one }));
  const lines = h("div", { class: "roles" });
  const draw = () => fill(lines, kept.length ? kept.map((one, at) => line(one, at)) : h("p", { class: "hint" }, "没有角色：可以登录，但什么也看不到。"));
  const line = (/** @type {Membership} */ one, /** @type {number} */ at) => {
    const unit = select(`第${at + 1}个角色的单位`, options(one.unit), one.unit ?? HOUSE, (value) => {
      one.unit = value === HOUSE ? null : value;
      if (one.unit === null) one.role = "administrator";
      draw();
    });
    const offered = Object.keys(ROLES).filter((role) => one.unit !== null || role === "administrator");
    const role = select(`第${at + 1}个角色`, offered.map((value) => ({ value, label: DOES[value] ?? value })), one.role, (value) => { one.role = /** @type {Membership["role"]} */ (value); });
    return h("div", { class: "role" }, unit, role, button("去掉", () => { kept.splice(at, 1); draw(); }, { class: "plain", "aria-label": `去掉：第${at + 1}个角色` }));
  };
  const add = button("再加一个角色", () => {
    kept.push({ unit: unitOptions()[0]?.value ?? null, role: unitOptions().length ? "drafter" : "administrator" });
    draw();
    /** @type {HTMLElement | null} */ (lines.querySelector(".role:last-child select"))?.focus();
  });
  draw();
  return { element: h("fieldset", { class: "field" }, h("legend", {}, "单位和角色"), lines, add), chosen: () => kept };
}

/** @param {string | null} now a unit that may be out of reach stays in the list */
function options(now) {
  const first = house() ? [{ value: HOUSE, label: "全系统" }] : [];
  const stray = now !== null && !unitOf(now) ? [{ value: now, label: nameOf(now) }] : [];
  return unitOptions([...first, ...stray]);
}

/**
 * @param {string} label
 * @param {{value: string, label: string}[]} choices
 * @param {string} value
 * @param {(value: string) => unknown} changed
 */
function select(label, choices, value, changed) {
  const made = h("select", { "aria-label": label }, choices.map((one) => h("option", { value: one.value }, one.label)));
  made.value = value;
  made.addEventListener("change", () => changed(made.value));
  return made;
}
