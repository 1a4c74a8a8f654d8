// A place to write on one item: it stays open with its words until they are sent.

import { button, h } from "../core/dom.js";
import { wordsOf } from "../core/notice.js";

/**
 * @param {string} label
 * @param {(words: string) => Promise<void>} send raises what goes wrong
 * @param {() => void} closed
 */
export function composer(label, send, closed) {
  const text = h("textarea", { rows: 3, maxlength: 19_000, "aria-label": label });
  const error = h("p", { class: "error", role: "alert", hidden: true });
  const submit = async () => {
    error.hidden = true;
    if (!text.value.trim()) return tell("请先写意见");
    try {
      await send(text.value);
      text.value = "";
      form.remove();
      closed();
    } catch (raised) {
      tell(wordsOf(raised));
    }
    return undefined;
  };
  const tell = (/** @type {string} */ words) => { error.textContent = words; error.hidden = false; text.focus(); };
  const close = () => { form.remove(); closed(); };
  const form = h("div", { class: "composer noprint" }, text, error, h("div", { class: "row" },
    button("写上", submit, { class: "main" }), button("不写了", close, { class: "plain" })));
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); event.stopPropagation(); submit(); }
    if (event.key === "Escape" && !text.value) close();
  });
  return { form, text };
}
