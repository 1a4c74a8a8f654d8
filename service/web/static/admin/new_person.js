// A new person: login, name, roles, and how they sign in.

import { post } from "../core/api.js";
import { ask } from "../core/dialog.js";
import { h } from "../core/dom.js";
import { say } from "../core/notice.js";
import { newPassword, showPassword } from "./passwords.js";
import { rolesForm } from "./roles.js";
import { house, tree } from "./units_known.js";

/**
 * @param {string} unit where the list stands: the first role is proposed there
 * @param {boolean} first nobody has an account yet: somebody has to look after the rest
 * @param {() => Promise<unknown>} redraw
 */
export async function addPerson(unit, first, redraw) {
  const there = first && house() ? null : unit || tree()[0]?.unit.id || null;
  const roles = rolesForm([{ unit: there, role: there === null ? "administrator" : "drafter" }]);
  const name = h("input", { id: "new-name", required: true, maxlength: 200, autocomplete: "off" });
  const login = h("input", { id: "new-login", required: true, maxlength: 100, autocomplete: "off", "aria-describedby": "new-login-hint" });
  const way = ways();
  let password = "";
  const done = await ask({
    title: "新建人员",
    confirm: "新建",
    body: [
      field("new-name", "姓名", name),
      field("new-login", "登录名", login, "用拼音或工号，例如 zhangwen；不分大小写，以后不能改"),
      roles.element,
      way.element,
    ],
    act: async () => {
      password = way.password();
      await post("/people", {
        login: login.value.trim(), name: name.value.trim(), roles: roles.chosen(), ...(password ? { password } : {}),
      });
    },
  });
  if (!done) return;
  if (way.madeUp()) await showPassword(name.value.trim(), login.value.trim(), password);
  await redraw();
  say(`已新建“${name.value.trim()}”`);
}

/** How the person signs in: three ways. */
function ways() {
  const typed = h("input", { id: "new-password", type: "password", autocomplete: "new-password", "aria-label": "第一个密码", hidden: true });
  const radios = /** @type {const} */ ([["made", "由系统拟一个密码，只显示一次"], ["typed", "自己写一个密码"], ["none", "不设密码，只用统一身份认证登录"]])
    .map(([value, label]) => {
      const radio = h("input", { type: "radio", name: "way", id: `way-${value}`, value, checked: value === "made" });
      radio.addEventListener("change", () => { typed.hidden = value !== "typed"; if (!typed.hidden) typed.focus(); });
      return { radio, line: h("div", {}, radio, " ", h("label", { for: `way-${value}` }, label)) };
    });
  const chosen = () => radios.find(({ radio }) => radio.checked)?.radio.value;
  return {
    element: h("fieldset", { class: "field" }, h("legend", {}, "怎么登录"), radios.map(({ line }) => line), typed),
    madeUp: () => chosen() === "made",
    password: () => {
      if (chosen() === "made") return newPassword();
      if (chosen() === "none") return "";
      if (!typed.value) throw "请写第一个密码，或改选由系统拟";
      return typed.value;
    },
  };
}

/**
 * @param {string} id
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [hint]
 */
const field = (id, label, control, hint) =>
  h("div", { class: "field" }, h("label", { for: id }, label), control, hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null);
