// Choosing a note to be told in an item.

import { ask } from "../core/dialog.js";
import { fill, h } from "../core/dom.js";
import { usesOf, writable } from "./uses.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */

const MOST = 100;

/**
 * Asks which note to put into an item; notes that nothing uses come first.
 * @param {Desk} desk
 * @param {Entry} entry
 * @returns {Promise<string | null>}
 */
export async function chooseNote(desk, entry) {
  const uses = usesOf(desk);
  const here = new Set(entry.item.sentences.flatMap((sentence) => sentence.notes));
  const notes = [...desk.notes.values()].filter((note) => writable(note) && !here.has(note.id))
    .sort((a, b) => Number(uses.has(a.id)) - Number(uses.has(b.id)));
  const search = h("input", { type: "search", "aria-label": "搜索意见", placeholder: "输入几个字搜索意见" });
  const list = h("div", { class: "choose", role: "radiogroup", "aria-label": "意见" });
  const show = () => {
    const found = notes.filter((note) => `${note.text}${note.source}${note.theme}`.includes(search.value.trim())).slice(0, MOST);
    fill(list, found.map((note) => h("label", {}, h("input", { type: "radio", name: "chosen", value: note.id }),
      h("span", {}, note.text, h("span", { class: "hint" }, ` ${note.source}${uses.has(note.id) ? "（已写在别处）" : ""}`)))));
    if (!found.length) fill(list, h("p", { class: "hint" }, "没有符合的意见"));
  };
  search.addEventListener("input", show);
  show();
  const chosen = () => /** @type {HTMLInputElement | null} */ (list.querySelector("input:checked"))?.value ?? "";
  const answer = await ask({
    title: `把哪条意见写进“${desk.nameOf(entry)}”？`, body: [search, list], confirm: "写入", wide: true,
    act: () => { if (!chosen()) throw "请选一条意见"; },
  });
  return answer ? chosen() : null;
}
