// First passwords: made up here, and shown once so that they can be handed over.

import { ask } from "../core/dialog.js";
import { h } from "../core/dom.js";

// No letter that could be taken for a digit. 32 signs: every byte falls on one of them equally often.
const SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";

/** Sixteen signs in groups, 80 bits by chance. */
export function newPassword() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const signs = Array.from(bytes, (byte) => SIGNS[byte % SIGNS.length]).join("");
  return (signs.match(/.{4}/g) ?? []).join("-");
}

/**
 * @param {string} name
 * @param {string} login
 * @param {string} password
 */
export async function showPassword(name, login, password) {
  const shown = h("input", { readonly: true, value: password, "aria-label": "密码", class: "secret" });
  shown.addEventListener("focus", () => shown.select());
  await ask({
    title: `请把密码当面交给${name}`,
    must: true,
    confirm: "已经记下了",
    body: [`登录名：${login}`, shown, "关上以后再也看不到。请他登录后在“我的账号”里马上改成自己的。"],
  });
}
