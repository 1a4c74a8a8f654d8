// A text of many lines with their numbers; what is refused is shown at its line.

import { ApiError } from "../core/api.js";
import { button, fill, h } from "../core/dom.js";
import { askBeforeLeaving } from "../core/leaving.js";
import { wordsOf } from "../core/notice.js";

/** @type {Map<Element, () => boolean>} editors; each tells whether there is something unsaved in it */
const open = new Map();

/** @param {Element} editor */
export const isDirty = (editor) => open.get(editor)?.() ?? false;

askBeforeLeaving(() => [...open.values()].some((dirty) => dirty()));

/**
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.text
 * @param {string} [options.hint]
 * @param {(text: string) => Promise<unknown>} options.save raises what is wrong; its words may name a line (第3行)
 * @param {(() => unknown) | null} [options.close] what the second button does; none without it
 * @returns {HTMLElement}
 */
export function textEditor({ label, text, hint = "", save, close = null }) {
  const id = `text-${label}`;
  let before = text;
  const numbers = h("div", { class: "line-numbers", "aria-hidden": "true" });
  const area = h("textarea", { id, value: text, rows: 16, spellcheck: "false", wrap: "off", class: "code", "aria-describedby": `${id}-said` });
  const said = h("p", { class: "error", role: "alert", id: `${id}-said`, hidden: true });
  const dirty = () => area.isConnected && area.value !== before;
  let bad = 0;
  const number = () => fill(numbers, area.value.split("\n").map((_, at) => h("div", { class: at + 1 === bad ? "bad" : null }, at + 1)));
  area.addEventListener("input", () => { bad = 0; said.hidden = true; number(); });
  area.addEventListener("scroll", () => { numbers.scrollTop = area.scrollTop; });
  number();
  const theirs = h("div", {});
  const tell = (/** @type {unknown} */ error) => {
    if (error instanceof ApiError && error.stale) fill(theirs, theirText(area, error.problem.current ?? "", number));
    said.textContent = wordsOf(error);
    said.hidden = false;
    bad = Number(/第(\d+)行/.exec(said.textContent)?.[1] ?? 0);
    number();
    if (bad) goTo(area, bad);
  };
  const keep = button("保存", async () => {
    said.hidden = true;
    const sent = area.value;
    try {
      await save(sent);
      before = sent;
      fill(theirs);
    } catch (error) {
      tell(error);
    }
  }, { class: "main" });
  const leave = close ? button("不改了", () => { open.delete(made); close(); }) : null;
  const made = h("div", { class: "text-editor" }, h("label", { for: id }, label), hint ? h("p", { class: "hint" }, hint) : null,
    h("div", { class: "lines" }, numbers, area), said, theirs, h("div", { class: "row" }, keep, leave));
  for (const editor of open.keys()) if (!editor.isConnected) open.delete(editor);
  open.set(made, dirty);
  return made;
}

/**
 * What somebody else kept meanwhile, beside one's own; the two can change places.
 * @param {HTMLTextAreaElement} area
 * @param {string} text
 * @param {() => unknown} changed
 */
function theirText(area, text, changed) {
  const shown = h("textarea", { readonly: true, rows: 8, class: "code", value: text, "aria-label": "别人保存的" });
  const swap = button("两份对换", () => { [area.value, shown.value] = [shown.value, area.value]; changed(); });
  return h("div", { class: "theirs" }, h("p", {}, "上面是您写的，下面是别人保存的。看过以后，以上面的为准保存。"), shown, h("div", { class: "row" }, swap));
}

/**
 * Selects a line and shows it.
 * @param {HTMLTextAreaElement} area
 * @param {number} line from 1
 */
function goTo(area, line) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  area.scrollTop = Math.max(0, (line - 4) * (area.scrollHeight / Math.max(1, lines.length)));
}
