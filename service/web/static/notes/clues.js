// The closed box of clues: shown word for word on request, never rewritten, only handed on.

import { addressOf } from "../core/api.js";
import { sure } from "../core/dialog.js";
import { button, fill, h } from "../core/dom.js";
import { download, whereFrom } from "./detail.js";

/** @typedef {import("./acts.js").Acts} Acts */
/** @typedef {import("./state.js").Notes} Notes */

/**
 * @param {HTMLDetailsElement} box
 * @param {Notes} notes
 * @param {Acts} acts
 */
export function showClues(box, notes, acts) {
  const clues = notes.clues;
  box.hidden = clues.length === 0;
  if (box.hidden) { fill(box); return; }
  fill(box,
    h("summary", {}, h("strong", {}, `线索 ${clues.length} 条`), h("span", { class: "mute" }, "（单独存放，点开才看得到）")),
    h("p", {}, "反映具体人、具体事的举报性质的话。一字不改，不概括、不归并、不写进材料，也不送给模型改写；请原样移交纪检。"),
    h("p", {}, h("a", { class: "button", href: addressOf(`/assignments/${notes.assignment.id}/exports/clues.xlsx`), download: true }, "导出线索，移交纪检")),
    h("ul", { class: "clue-list" }, clues.map((note) => h("li", { id: `note-${note.id}`, tabindex: "-1" },
      h("blockquote", {}, note.text),
      h("p", { class: "hint" }, whereFrom(notes, note), " ", download(notes, note)),
      button("这不是线索，放回意见", () => putBack(note.id, acts), { class: "plain" })))));
}

/**
 * @param {string} id
 * @param {Acts} acts
 */
async function putBack(id, acts) {
  if (await sure("放回意见里？", "放回后会和其他意见一样归类、起草。请确认它不反映具体人的违纪违法问题。", "放回意见")) {
    await acts.correct([id], { route: "draft" }, "已放回意见里");
  }
}
