// One editing host: plain text that a person types into, with an input method or without.

import { h } from "../core/dom.js";
import { textOf } from "./text.js";

const plain = "contentEditable" in HTMLElement.prototype && (() => {
  const probe = document.createElement("div");
  try {
    probe.contentEditable = "plaintext-only";
  } catch {
    return false;
  }
  return probe.contentEditable === "plaintext-only";
})();

/** @type {WeakSet<HTMLElement>} the host in which an input method composes */
const composing = new WeakSet();

/**
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.name its class
 * @param {string} options.text
 * @param {string} options.hint what stands there while it is empty
 * @param {(text: string) => void} options.onEdit hears the text after every edit that is finished:
 *   while an input method composes, nothing
 * @param {() => void} options.onEnter
 */
export function block({ label, name, text, hint, onEdit, onEnter }) {
  const host = h("span", {
    class: name, contenteditable: plain ? "plaintext-only" : "true", role: "textbox", "aria-label": label,
    "aria-multiline": "false", spellcheck: "false", data: { hint },
  }, text);
  const told = () => onEdit(textOf(host));
  host.addEventListener("compositionstart", () => { composing.add(host); });
  host.addEventListener("compositionend", () => { composing.delete(host); told(); });
  host.addEventListener("input", (event) => {
    if (!composing.has(host) && !(/** @type {InputEvent} */ (event).isComposing)) told();
  });
  host.addEventListener("beforeinput", (event) => {
    // An item is one paragraph; formats have no meaning in it.
    if (/^(insertParagraph|insertLineBreak|format)/.test(event.inputType)) event.preventDefault();
  });
  host.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      onEnter();
    }
  });
  for (const kind of /** @type {const} */ (["paste", "drop"])) {
    host.addEventListener(kind, (event) => insertPlain(event));
  }
  return host;
}

/** What is pasted comes as one paragraph of plain text, and the browser can undo it. @param {Event} event */
function insertPlain(event) {
  const given = event instanceof ClipboardEvent ? event.clipboardData : event instanceof DragEvent ? event.dataTransfer : null;
  const text = given?.getData("text/plain") ?? "";
  event.preventDefault();
  if (event instanceof ClipboardEvent && text) document.execCommand("insertText", false, text.replace(/\s*[\r\n]+\s*/g, ""));
}

/**
 * Shows other words, where they are others: the browser's undo does not reach behind this. Not while
 * an input method composes there.
 * @param {HTMLElement} host
 * @param {string} text
 */
export function show(host, text) {
  if (textOf(host) !== text && !composing.has(host)) host.textContent = text;
}
