// Keyboard: what each key does on this page, and a list of it at F1 or "?".

import { ask } from "./dialog.js";
import { h } from "./dom.js";

/**
 * @typedef {object} Shortcut
 * @property {string} keys as on the keyboard: "F8", "Shift+F8", "Ctrl+Enter", "Alt+ArrowUp", "j"
 * @property {string} [or] other keys that do the same
 * @property {string} does
 * @property {(event: KeyboardEvent) => unknown} run
 */

/** @type {Shortcut[]} */
const known = [];

/** @param {KeyboardEvent} event */
const nameOf = (event) =>
  [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", event.shiftKey && event.key.length > 1 ? "Shift" : "", event.key.length === 1 ? event.key.toLowerCase() : event.key]
    .filter(Boolean).join("+");

/** @param {EventTarget | null} target */
const writes = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * Adds shortcuts of the page. A single letter acts only where nobody is writing.
 * @param {...Shortcut} shortcuts
 */
export function shortcuts(...shortcuts) {
  known.push(...shortcuts);
}

addEventListener("keydown", (event) => {
  // While an input method composes, every key is its own.
  if (event.isComposing || event.keyCode === 229) return;
  const name = nameOf(event);
  if (name.length === 1 && writes(event.target)) return;
  // What has the focus, a menu or a card, may have taken the key for itself.
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const found = known.find((shortcut) => shortcut.keys === name || shortcut.or === name);
  if (!found) return;
  event.preventDefault();
  found.run(event);
});

const shown = (/** @type {string} */ keys) => keys.split("+").map((key) => h("kbd", {}, key));
const list = () => h("dl", { class: "keys" },
  known.map((s) => [h("dt", {}, shown(s.keys), s.or ? " 或 " : null, s.or ? shown(s.or) : null), h("dd", {}, s.does)]).flat());

shortcuts({ keys: "F1", or: "?", does: "看快捷键", run: () => ask({ title: "快捷键", body: list(), confirm: "知道了", must: true }) });

/**
 * Arrow keys between the rows of a list: one row takes the focus, Home and End go to its ends.
 * @param {HTMLElement} container
 * @param {string} selector of the rows inside it, which can take the focus
 */
export function rowKeys(container, selector) {
  container.addEventListener("keydown", (event) => {
    const from = event.target instanceof HTMLElement ? event.target : null;
    if (!from || from.closest("input, textarea, select, [contenteditable]")) return;
    const rows = /** @type {HTMLElement[]} */ ([...container.querySelectorAll(selector)].filter((row) => row instanceof HTMLElement && !row.hidden));
    const at = rows.findIndex((row) => row.contains(from));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || at < 0 || event.altKey || event.ctrlKey) return;
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (!row) return;
    event.preventDefault();
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  });
}
