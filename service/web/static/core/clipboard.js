// Puts a text where the next Ctrl+V finds it.

import { ask } from "./dialog.js";
import { h } from "./dom.js";
import { say } from "./notice.js";

/**
 * Copies a text; where the browser does not let us, shows it to be copied by hand.
 * @param {string} text
 */
export async function copy(text) {
  if (await written(text)) say("已复制，可以粘贴到微信、邮件里发给同事");
  else await ask({ title: "请复制下面的话", body: h("textarea", { rows: 6, readonly: true, value: text, "aria-label": "要复制的话" }), confirm: "好了", must: true });
}

/** @param {string} text */
async function written(text) {
  try {
    // Known only to pages that came over https or from this machine.
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused: the older way may still do.
  }
  const held = document.activeElement;
  const area = h("textarea", { class: "vh", value: text });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (held instanceof HTMLElement) held.focus();
  return done;
}
