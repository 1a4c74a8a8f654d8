// A flag's question as a message to a colleague, in the clipboard.

import { ask } from "../core/dialog.js";
import { h } from "../core/dom.js";
import { say } from "../core/notice.js";

/**
 * Copies a text; where the browser does not let a page do that, it is shown to be copied by hand.
 * @param {string} text
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Over plain HTTP there is no clipboard for pages.
    return byHand(text);
  }
  say("已复制，可以粘贴到微信、邮件里发给同事");
}

/** @param {string} text */
async function byHand(text) {
  const area = h("textarea", { rows: 6, readonly: true, "aria-label": "要发给同事的话", value: text });
  area.addEventListener("focus", () => area.select());
  await ask({ title: "请复制下面的话", body: [area, "按 Ctrl+C 复制，再粘贴到微信、邮件里发给同事。"], confirm: "好了", must: true });
}

/**
 * @param {object} question
 * @param {string} question.ask
 * @param {string} question.quote
 * @param {string} question.where
 */
export const message = ({ ask: asked, quote, where }) =>
  [`请帮忙核实：${asked}`, quote ? `稿子里写的是：“${quote}”` : "", `（${where}）`].filter(Boolean).join("\n");
