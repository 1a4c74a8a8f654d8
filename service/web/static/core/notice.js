// What the page says of what happened: short good news goes away by itself, errors stay.

import { ApiError } from "./api.js";
import { button, byId, h } from "./dom.js";

const SHOWN_MS = 6000;

/**
 * Says that something is done. With `undo`, it can be taken back as long as the notice stands.
 * @param {string} text
 * @param {{undo?: () => unknown, label?: string}} [options]
 */
export function say(text, { undo, label = "撤销" } = {}) {
  const box = h("div", { class: "notice good" }, h("span", {}, text));
  if (undo) {
    box.append(button(label, async () => { box.remove(); await guarded(undo); }, { class: "plain" }));
  }
  show(box);
  setTimeout(() => box.remove(), undo ? 3 * SHOWN_MS : SHOWN_MS);
}

/**
 * Says what went wrong and what to do; stays until it is closed.
 * @param {unknown} error an ApiError, or a text
 * @param {{again?: () => unknown}} [options] what to do to try once more
 */
export function complain(error, { again } = {}) {
  const text = wordsOf(error);
  for (const other of byId("notices").querySelectorAll(".bad")) {
    if (other instanceof HTMLElement && other.dataset.text === text) other.remove();
  }
  const box = h("div", { class: "notice bad", role: "alert", data: { text } }, h("span", {}, text));
  if (again) box.append(button("重试", async () => { box.remove(); await guarded(again); }));
  box.append(button("知道了", () => box.remove(), { class: "plain" }));
  show(box);
}

/**
 * The words for an error. What is no ApiError is a fault of the page itself.
 * @param {unknown} error
 */
export function wordsOf(error) {
  if (typeof error === "string") return error;
  if (error instanceof ApiError) return error.message || `没有办成（${error.status}）`;
  console.error(error);
  return "页面出错了：请刷新后再试，已保存的内容不会丢";
}

/**
 * Runs `act`; what goes wrong is said. Returns what it gave, or undefined.
 * @template Value
 * @param {() => Value | Promise<Value>} act
 * @returns {Promise<Value | undefined>}
 */
export async function guarded(act) {
  try {
    return await act();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    complain(error);
    return undefined;
  }
}

/** @param {HTMLElement} box */
function show(box) {
  byId("notices").append(box);
}
