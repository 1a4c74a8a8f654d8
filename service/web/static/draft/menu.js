// A list of acts that opens beside a button: arrow keys, Enter, Esc, as menus have them everywhere.

import { h } from "../core/dom.js";
import { guarded } from "../core/notice.js";

/** @typedef {{text: string, act: () => unknown, disabled?: boolean}} Entry */

/** @type {(() => void) | null} */
let close = null;

/**
 * Opens a menu below `from`; once more, and it closes.
 * @param {HTMLElement} from
 * @param {Entry[]} entries
 */
export function openMenu(from, entries) {
  const reopened = from.getAttribute("aria-expanded") === "true";
  close?.();
  if (reopened) return;
  const items = entries.map(({ text, act, disabled }) => h("button", {
    type: "button", role: "menuitem", disabled, onclick: () => { close?.(); from.focus(); guarded(act); },
  }, text));
  const menu = h("div", { class: "menu noprint", role: "menu" }, items);
  const outside = (/** @type {Event} */ event) => {
    if (!(event.target instanceof Node) || (!menu.contains(event.target) && !from.contains(event.target))) close?.();
  };
  close = () => {
    menu.remove();
    from.setAttribute("aria-expanded", "false");
    removeEventListener("mousedown", outside);
    removeEventListener("focusin", outside);
    close = null;
  };
  menu.addEventListener("keydown", (event) => keys(event, items.filter((item) => !item.disabled), () => { close?.(); from.focus(); }));
  from.setAttribute("aria-expanded", "true");
  from.after(menu);
  addEventListener("mousedown", outside);
  addEventListener("focusin", outside);
  items.find((item) => !item.disabled)?.focus();
  menu.scrollIntoView({ block: "nearest" });
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLButtonElement[]} items
 * @param {() => void} leave
 */
function keys(event, items, leave) {
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") leave();
  else if (to === undefined) return;
  else items[(to + items.length) % items.length]?.focus();
  event.preventDefault();
}
