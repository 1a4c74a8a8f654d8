// The papers that the library holds, with what each is used for.

import { addressOf } from "../core/api.js";
import { moment, size } from "../core/dates.js";
import { button, fill, h } from "../core/dom.js";
import { MATERIAL_ROLES, word } from "../core/words.js";
import { PURPOSES, USES } from "./uses.js";

/** @typedef {import("../../types/api").KeptMaterial} KeptMaterial */
/** @typedef {import("../../types/api").Kind} Kind */

/**
 * @typedef {object} Shelf
 * @property {string} unit
 * @property {KeptMaterial[]} materials
 * @property {Map<string, number>} sizes bytes by SHA-256; what was taken in without a file has none
 * @property {Map<string, Kind>} kinds
 * @property {(material: KeptMaterial) => unknown} open
 * @property {(material: KeptMaterial) => unknown} remove
 */

/**
 * @param {HTMLElement} place
 * @param {Shelf} shelf
 */
export function showHeld(place, shelf) {
  fill(place, USES.map((use) => {
    const of = shelf.materials.filter((material) => material.use === use);
    return of.length ? [h("h3", {}, `${word(MATERIAL_ROLES, use)}（${of.length}份）`), h("p", { class: "hint purpose" }, PURPOSES[use]), tableOf(of, use, shelf)] : [];
  }).flat());
}

/**
 * @param {KeptMaterial[]} materials
 * @param {string} use
 * @param {Shelf} shelf
 */
function tableOf(materials, use, shelf) {
  return h("table", { class: "held" },
    h("caption", { class: "vh" }, word(MATERIAL_ROLES, use)),
    h("thead", {}, h("tr", {}, ["年度", "材料", "放入时间", "大小"].map((title) => h("th", { scope: "col" }, title)), h("th", { scope: "col", class: "noprint" }, "办理"))),
    h("tbody", {}, materials.map((material) => rowOf(material, shelf))));
}

/**
 * @param {KeptMaterial} material
 * @param {Shelf} shelf
 */
function rowOf(material, shelf) {
  const bytes = shelf.sizes.get(material.sha256);
  const about = [shelf.kinds.get(material.kind ?? "")?.name ?? "没有看出文种", material.origin].filter(Boolean).join(" · ");
  const href = `/library?unit=${shelf.unit}&paper=${material.sha256}`;
  return h("tr", { tabindex: "-1", data: { sha256: material.sha256 } },
    h("td", { class: "year" }, material.year ? `${material.year}年` : "—"),
    h("th", { scope: "row" },
      h("a", { href, onclick: (/** @type {Event} */ event) => { event.preventDefault(); shelf.open(material); } }, material.file),
      h("span", { class: "hint" }, about),
      material.indexed ? null : h("span", { class: "state waiting" }, "还没有收完，下次放入资料时补齐")),
    h("td", {}, moment(material.added_at)),
    h("td", {}, bytes === undefined ? "—" : size(bytes)),
    h("td", { class: "noprint acts" },
      bytes === undefined ? null : h("a", { class: "button", href: addressOf(`/units/${shelf.unit}/library/${material.sha256}/file`), download: material.file, "aria-label": `下载 ${material.file}` }, "下载"),
      button("删除", () => shelf.remove(material), { class: "danger", "aria-label": `删除 ${material.file}` })));
}
