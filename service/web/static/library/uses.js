// What papers are in the library for, in the words of an office.

import { fill, h } from "../core/dom.js";
import { MATERIAL_ROLES, word } from "../core/words.js";

/** @typedef {"own-past" | "peer" | "guidance"} Use */

/** @type {Use[]} */
export const USES = ["own-past", "peer", "guidance"];

/** @type {Record<Use, string>} what each is used for */
export const PURPOSES = {
  "own-past": "起草时对照上一年答应了什么、做成没有；核对时查照抄往年、同一问题年年重提。",
  peer: "核对时查与别的单位雷同；起草时避开别人的写法。不从中取事实。",
  guidance: "起草各方面时参照其中的要求和提法。不从中取事实。",
};

/**
 * The choice that stands for the next upload.
 * @param {HTMLElement} fieldset
 */
export function showUses(fieldset) {
  fill(fieldset, h("legend", {}, "这些文件是什么"), USES.map((use, at) => h("div", { class: "use" },
    h("input", { type: "radio", name: "use", id: `use-${use}`, value: use, checked: at === 0, "aria-describedby": `why-${use}` }),
    h("label", { for: `use-${use}` }, word(MATERIAL_ROLES, use)),
    h("span", { class: "hint", id: `why-${use}` }, PURPOSES[use]))));
}

/**
 * @param {HTMLElement} fieldset
 * @returns {Use}
 */
export function chosenUse(fieldset) {
  const checked = /** @type {HTMLInputElement | null} */ (fieldset.querySelector("input:checked"));
  return /** @type {Use} */ (checked?.value ?? "own-past");
}
