// The first run on a machine of one's own: whose papers these are, or a look with the sample unit.

import { post } from "../core/api.js";
import { ask } from "../core/dialog.js";
import { button, fill, h } from "../core/dom.js";
import { guarded } from "../core/notice.js";

/** @typedef {import("../../types/api").Unit} Unit */

/**
 * @param {HTMLElement} place
 * @param {(unit: Unit) => unknown} begin
 */
export function showFirstRun(place, begin) {
  const name = h("input", { id: "first-unit", required: true, maxlength: 200, placeholder: "例如：青岚县水利局党组", autocomplete: "organization" });
  const form = h("form", { class: "panel first" },
    h("h2", {}, "先写下单位全称"),
    h("p", {}, "材料、意见和资料都按单位存放，名称会写进材料。"),
    h("div", { class: "field" }, h("label", { for: "first-unit" }, "单位全称"), name),
    h("button", { type: "submit", class: "main" }, "开始写第一份材料"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    guarded(async () => begin(await post("/units", { name: name.value })));
  });
  fill(place, h("div", { class: "first-run" }, form,
    h("div", { class: "panel first" }, h("h2", {}, "想先看看怎么用？"),
      h("p", {}, "放入一个虚构的样例单位：它的往年材料、今年收到的85条意见都在，两分钟就能走完“理意见、起草、核对、导出”。"),
      h("p", { class: "hint" }, "样例和您的单位分开存放，互不影响。"),
      sampleButton())));
  name.focus();
}

/** The button that puts the sample unit in and goes to its notes. */
export const sampleButton = () => button("先用样例单位试一试", () => guarded(async () => {
  const { assignment } = await post("/sample");
  location.assign(`/assignments/${assignment.id}/notes`);
}));

/**
 * Asks for one more unit; null when the person thought better of it.
 * @returns {Promise<Unit | null>}
 */
export async function askForUnit() {
  /** @type {Unit | null} */
  let made = null;
  await ask({
    title: "另加一个单位",
    confirm: "添加",
    fields: [{ name: "name", label: "单位全称", required: true, maxlength: 200 }],
    act: async ({ name = "" }) => { made = await post("/units", { name }); },
  });
  return made;
}
