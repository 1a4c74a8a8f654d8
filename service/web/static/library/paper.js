// One paper of the library to be read, the passage that was asked for marked in it.

import { addressOf, get } from "../core/api.js";
import { button, fill, h } from "../core/dom.js";
import { MATERIAL_ROLES, word } from "../core/words.js";
import { painted, paintedFor } from "../reading/painted.js";

/** @typedef {import("../../types/api").Material} Material */
/** @typedef {{sha256: string, start: number, end: number}} Wanted */

/**
 * @param {HTMLElement} place
 * @param {string} unit
 * @param {Wanted} wanted
 * @param {() => unknown} leave
 */
export async function showPaper(place, unit, wanted, leave) {
  /** @type {Material} */
  const material = await get(`/units/${unit}/library/${wanted.sha256}`);
  const marked = wanted.end > wanted.start;
  const spans = marked ? [{ key: "passage", start: wanted.start, end: wanted.end, look: "passage", label: "查到的这一段" }] : [];
  const { paper } = material;
  const about = [word(MATERIAL_ROLES, material.use), paper.year ? `${paper.year}年` : "", paper.unit].filter(Boolean).join(" · ");
  const text = h("div", { class: "sheet" }, painted(material.text, spans, paper));
  fill(place,
    h("div", { class: "spread noprint" },
      button("← 返回资料库", leave, { id: "leave-paper" }),
      h("div", { class: "row" },
        h("a", { class: "button", href: addressOf(`/units/${unit}/library/${wanted.sha256}/file`), download: material.file }, "下载原件"),
        h("button", { type: "button", onclick: () => print() }, "打印"))),
    h("h2", { id: "paper-title", tabindex: "-1" }, material.file),
    h("p", { class: "mute" }, about),
    text);
  place.hidden = false;
  const [found] = paintedFor(text, "passage");
  if (found) {
    found.tabIndex = -1;
    found.focus();
    found.scrollIntoView({ block: "center" });
  } else {
    /** @type {HTMLElement | null} */ (place.querySelector("#paper-title"))?.focus();
  }
}
