// The bar of the chosen notes: what can be done with all of them at once.

import { button, fill, h } from "../core/dom.js";
import { file } from "./filing.js";

/** @typedef {import("./acts.js").Acts} Acts */
/** @typedef {import("./state.js").Notes} Notes */

/**
 * @param {HTMLElement} bar
 * @param {Notes} notes
 * @param {Acts} acts
 * @param {() => unknown} draw
 */
export function showChosen(bar, notes, acts, draw) {
  const ids = [...notes.chosen];
  bar.hidden = ids.length === 0;
  if (bar.hidden) { fill(bar); return; }
  const to = h("select", { id: "chosen-to", "aria-label": "把选中的归到" }, h("option", { value: "" }, "归到…"),
    notes.places.filter(({ id }) => id !== "none").map(({ id, name, key }) => h("option", { value: id }, key ? `${key} ${name}` : name)));
  to.addEventListener("change", () => file(notes, acts, ids, to.value));
  fill(bar, h("strong", {}, `已选 ${ids.length} 条`), to,
    button("归并", () => acts.merge(ids), { disabled: ids.length < 2 }),
    button("拆出来", () => acts.split(ids)),
    button("说明不写…", () => acts.setAside(ids)),
    button("不选了", () => { notes.chosen.clear(); draw(); }, { class: "plain" }));
}
