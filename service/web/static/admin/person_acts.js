// What is done to a person who has an account.

import { ApiError, get, patch } from "../core/api.js";
import { ask, sure } from "../core/dialog.js";
import { guarded, say } from "../core/notice.js";
import { newPassword as made, showPassword } from "./passwords.js";
import { rolesForm } from "./roles.js";

/** @typedef {import("../../types/api").Person} Person */
/** @typedef {() => Promise<unknown>} Redraw */

/**
 * One change. What somebody else changed in between is read anew, so that a second try is made from
 * what stands now.
 * @param {Person} person
 * @param {Record<string, unknown>} fields
 * @param {Redraw} redraw
 */
async function change(person, fields, redraw) {
  try {
    const changed = await patch(`/people/${person.id}`, fields, person.version);
    person.version = changed.version;
  } catch (error) {
    if (error instanceof ApiError && error.stale) person.version = (await get(`/people/${person.id}`)).version;
    throw error;
  }
  await redraw();
}

/** @param {Person} person @param {Redraw} redraw */
export async function changeRoles(person, redraw) {
  const before = person.memberships.map((one) => ({ ...one }));
  const form = rolesForm(before);
  await ask({
    title: `${person.name}的角色`,
    confirm: "保存",
    body: [form.element, "改了马上生效，正开着的页面也按新的办。"],
    act: async () => {
      await change(person, { roles: form.chosen() }, redraw);
      say(`已改${person.name}的角色`, { undo: () => change(person, { roles: before }, redraw) });
    },
  });
}

/** @param {Person} person @param {Redraw} redraw */
export async function rename(person, redraw) {
  const before = person.name;
  await ask({
    title: `改“${before}”的姓名`,
    confirm: "保存",
    fields: [{ name: "name", label: "姓名", required: true, maxlength: 200, value: before }],
    act: async ({ name = "" }) => {
      await change(person, { name: name.trim() }, redraw);
      say("姓名已改", { undo: () => change(person, { name: before }, redraw) });
    },
  });
}

/** @param {Person} person @param {Redraw} redraw */
export async function newPassword(person, redraw) {
  const password = made();
  const done = await ask({
    title: `给${person.name}换新密码`,
    body: ["旧密码马上不能用，他在所有地方的登录都退出。", "新密码由系统拟，下一步只显示一次，请当面交给他。"],
    confirm: "换新密码",
    danger: true,
    act: () => change(person, { password }, redraw),
  });
  if (!done) return;
  await showPassword(person.name, person.login, password);
}

/** @param {Person} person @param {Redraw} redraw */
export async function disable(person, redraw) {
  const body = "马上退出登录，不能再登录，他的密钥也不起作用。他写的意见和材料都留在单位里，别人接着做；正在办的任务会办完。随时可以重新启用。";
  if (!(await sure(`停用${person.name}？`, body, "停用"))) return;
  await guarded(async () => {
    await change(person, { disabled: true }, redraw);
    say(`已停用${person.name}`, { undo: () => enable(person, redraw) });
  });
}

/** @param {Person} person @param {Redraw} redraw */
export const enable = (person, redraw) => guarded(async () => {
  await change(person, { disabled: false }, redraw);
  say(`已启用${person.name}，原来的密码还能用`);
});

/** @param {Person} person @param {Redraw} redraw */
export async function leave(person, redraw) {
  const body = "调走、退休时用：停用账号，并收回他在您管理范围内的全部角色。他写的意见和材料都留在单位里。要恢复，得重新启用并重给角色。";
  if (!(await sure(`${person.name}离岗？`, body, "停用并收回角色"))) return;
  await guarded(async () => {
    const nothing = async () => undefined;
    if (!person.disabled) await change(person, { disabled: true }, nothing);
    await change(person, { roles: [] }, redraw);
    say(`${person.name}已离岗`);
  });
}
