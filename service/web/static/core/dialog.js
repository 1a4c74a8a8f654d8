// Questions that stand in front of the page: the browser's own dialog keeps keyboard and focus right.

import { wordsOf } from "./notice.js";
import { button, h } from "./dom.js";

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {"text" | "textarea" | "password" | "date" | "number" | "select" | "checkbox"} [type]
 * @property {string} [value]
 * @property {boolean} [required]
 * @property {string} [hint]
 * @property {string} [autocomplete]
 * @property {number} [maxlength]
 * @property {{value: string, label: string}[]} [options] of a select
 * @property {string[]} [suggestions] short texts to choose from instead of typing
 */

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string | Node | (string | Node)[]} [body]
 * @property {Field[]} [fields]
 * @property {string} [confirm] what the main button says
 * @property {boolean} [danger] the main button takes something away
 * @property {boolean} [wide]
 * @property {boolean} [must] cannot be left by Esc or a second button
 * @property {(values: Record<string, string>) => unknown} [act] done before it closes; what it
 *   raises is shown in the dialog, which stays with everything that was typed
 */

let asked = 0;

/**
 * Asks. Resolves to the values by field name (a checkbox: "yes" or ""), null when it was left.
 * @param {Question} question
 * @returns {Promise<Record<string, string> | null>}
 */
export function ask(question) {
  return new Promise((resolve) => {
    const fields = question.fields ?? [];
    const error = h("p", { class: "error", role: "alert", hidden: true });
    // One may stand before another: signing in again in the middle of a question.
    asked += 1;
    const id = `dialog-${asked}`;
    const before = document.activeElement;
    const heading = h("h2", { id }, question.title);
    const form = h("form", { method: "dialog" }, heading, bodyOf(question), ...fields.map((field) => rowOf(field, id)), error);
    const dialog = h("dialog", { class: question.wide ? "dialog wide" : "dialog", "aria-labelledby": id }, form);
    const finish = (/** @type {Record<string, string> | null} */ values) => {
      dialog.close();
      dialog.remove();
      // What was drawn anew meanwhile cannot have the focus back, and Chromium 88 gives nobody anything.
      if (before && document.activeElement === document.body) placeNow(before)?.focus();
      resolve(values);
    };
    const main = h("button", { type: "submit", class: question.danger ? "main danger" : "main" }, question.confirm ?? "确定");
    const leave = button("取消", () => finish(null));
    form.append(h("div", { class: "row-end" }, question.must ? null : leave, main));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const values = valuesOf(form, fields);
      main.disabled = true;
      try {
        await question.act?.(values);
        finish(values);
      } catch (raised) {
        error.textContent = wordsOf(raised);
        error.hidden = false;
        main.disabled = false;
      }
    });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (!question.must) finish(null);
    });
    document.body.append(dialog);
    dialog.showModal();
    const first = /** @type {HTMLElement | null} */ (form.querySelector("input, textarea, select"));
    (first ?? main).focus();
  });
}

/**
 * Asks whether to go on with something that takes away.
 * @param {string} title
 * @param {string} body
 * @param {string} confirm
 */
export const sure = async (title, body, confirm) => (await ask({ title, body, confirm, danger: true })) !== null;

/**
 * Where the focus was, or what has been drawn in its place since.
 * @param {Element} before
 * @returns {HTMLElement | null}
 */
function placeNow(before) {
  if (before.isConnected) return before instanceof HTMLElement ? before : null;
  const name = before.getAttribute("aria-label");
  return name ? document.querySelector(`[aria-label="${CSS.escape(name)}"]`) : null;
}

/** @param {Question} question */
function bodyOf(question) {
  const parts = Array.isArray(question.body) ? question.body : [question.body ?? ""];
  return h("div", { class: "dialog-body" }, parts.map((part) => (part instanceof Node ? part : h("p", {}, part))));
}

/**
 * @param {Field} field
 * @param {string} dialog
 */
function rowOf(field, dialog) {
  const id = `${dialog}-${field.name}`;
  const control = controlOf(field, id);
  const row = h("div", { class: field.type === "checkbox" ? "field check" : "field" }, h("label", { for: id }, field.label), control);
  if (field.hint) {
    row.append(h("p", { class: "hint", id: `${id}-hint` }, field.hint));
    control.setAttribute("aria-describedby", `${id}-hint`);
  }
  if (field.suggestions?.length) {
    row.append(h("div", { class: "chips" }, field.suggestions.map((text) => h("button", { type: "button", class: "chip", onclick: () => {
      /** @type {HTMLInputElement} */ (control).value = text;
      control.focus();
    } }, text))));
  }
  return row;
}

/**
 * @param {Field} field
 * @param {string} id
 * @returns {HTMLElement}
 */
function controlOf(field, id) {
  const common = { id, name: field.name, required: field.required, maxlength: field.maxlength, autocomplete: field.autocomplete ?? "off" };
  if (field.type === "textarea") return h("textarea", { ...common, rows: 4, value: field.value ?? "" });
  if (field.type === "checkbox") return h("input", { id, name: field.name, type: "checkbox", checked: field.value === "yes" });
  if (field.type === "select") {
    const select = h("select", { id, name: field.name, required: field.required },
      (field.options ?? []).map((option) => h("option", { value: option.value }, option.label)));
    if (field.value !== undefined) select.value = field.value;
    return select;
  }
  return h("input", { ...common, type: field.type ?? "text", value: field.value ?? "" });
}

/**
 * @param {HTMLFormElement} form
 * @param {Field[]} fields
 */
function valuesOf(form, fields) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const field of fields) {
    const control = /** @type {HTMLInputElement} */ (form.elements.namedItem(field.name));
    values[field.name] = field.type === "checkbox" ? (control.checked ? "yes" : "") : control.value;
  }
  return values;
}
