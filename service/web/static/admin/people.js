// 人员: everybody within reach, found by name, unit and state.

import { all } from "../core/api.js";
import { button, byId, fill, h } from "../core/dom.js";
import { rowKeys } from "../core/keys.js";
import { me } from "../core/session.js";
import { ROLES, word } from "../core/words.js";
import { addPerson } from "./new_person.js";
import { changeRoles, disable, enable, leave, newPassword, rename } from "./person_acts.js";
import { nothing, row, table } from "./table.js";
import { fillUnits, nameOf, withBelow } from "./units_known.js";

/** @typedef {import("../../types/api").Person} Person */

const COLUMNS = ["姓名", "登录名", "单位和角色", "登录方式", "状态", ""];
const MOST = 200;

/** @type {Person[]} */
let people = [];
const place = byId("person-list");
/** @type {HTMLInputElement} */
const words = byId("person-words");
/** @type {HTMLSelectElement} */
const unit = byId("person-unit");
/** @type {HTMLSelectElement} */
const state = byId("person-state");
rowKeys(place, "tbody tr");

/** @param {string} about the unit to begin with */
export async function showPeople(about = "") {
  fillUnits(unit);
  if (about) unit.value = about;
  people = await all("/people");
  draw();
}

const reread = () => showPeople();
const add = () => addPerson(unit.value, people.length === 0, reread);
byId("new-person").addEventListener("click", add);
words.addEventListener("input", draw);
unit.addEventListener("change", draw);
state.addEventListener("change", draw);

function draw() {
  const found = people.filter(wanted);
  byId("person-count").textContent = counted(found.length);
  if (found.length) return fill(place, table("人员", COLUMNS, found.slice(0, MOST).map(rowOf)));
  const first = nothing("还没有账号", me()?.local ? "现在不用登录，任何人在这台电脑上都能用。建了第一个账号，重新启动后就要登录。请先给自己建一个全系统管理员。" : "先给起草材料的人建一个账号。", newPerson());
  return fill(place, people.length ? nothing("没有找到", "换个词，或把单位和状态改成“全部”。") : first);
}

const newPerson = () => button("新建人员", add, { class: "main" });

/** @param {Person} person */
function wanted(person) {
  const text = words.value.trim().toLowerCase();
  const units = unit.value ? withBelow(unit.value) : null;
  return (!text || person.login.includes(text) || person.name.toLowerCase().includes(text))
    && (!units || person.memberships.some((one) => one.unit !== null && units.has(one.unit)))
    && (!state.value || person.disabled === (state.value === "off"));
}

/** @param {number} found */
function counted(found) {
  if (!people.length) return "";
  const shown = found > MOST ? `，只列出前 ${MOST} 人，请用上面的条件缩小范围` : "";
  return `共 ${people.length} 人，符合条件的 ${found} 人${shown}`;
}

/** @param {Person} person */
function rowOf(person) {
  const roles = person.memberships.map((one) => h("div", {}, `${nameOf(one.unit)}：${word(ROLES, one.role)}`));
  return row(COLUMNS, [
    person.name,
    person.login,
    roles.length ? roles : h("span", { class: "mute" }, "没有角色，什么也看不到"),
    person.has_password ? "密码" : "统一身份认证",
    h("span", { class: person.disabled ? "state missing" : "state done" }, person.disabled ? "已停用" : "在用"),
    actsOf(person),
  ], { tabindex: 0 });
}

/** @param {Person} person */
function actsOf(person) {
  const named = (/** @type {string} */ text, /** @type {(person: Person, redraw: () => Promise<unknown>) => unknown} */ act) =>
    button(text, () => act(person, reread), { class: "plain", "aria-label": `${text}：${person.name}` });
  const own = person.id === me()?.person;
  return [
    named("改角色", changeRoles), named("改姓名", rename), named("新密码", newPassword),
    // Whoever shuts himself out cannot open again.
    own ? null : person.disabled ? named("启用", enable) : named("停用", disable),
    own || (person.disabled && !person.memberships.length) ? null : named("离岗", leave),
  ];
}
