// Search in the library: passages with their places, each leading into its paper.

import { get } from "../core/api.js";
import { byId, fill, h } from "../core/dom.js";
import { ITEM_ROLES, MATERIAL_ROLES, word } from "../core/words.js";
import { commonPieces } from "./common.js";
import { USES } from "./uses.js";

/** @typedef {import("../../types/api").Passage} Passage */
/** @typedef {import("../../types/api").KeptMaterial} KeptMaterial */

const MOST = 20;

/** @param {string} id */
const select = (id) => /** @type {HTMLSelectElement} */ (byId(id));

/** What may be asked for, by what there is. @param {KeptMaterial[]} materials */
export function showFilters(materials) {
  const years = [...new Set(materials.map((material) => material.year).filter((year) => year !== null))].sort((a, b) => Number(b) - Number(a));
  const uses = USES.filter((use) => materials.some((material) => material.use === use));
  options("of-use", "全部资料", uses.map((use) => [use, word(MATERIAL_ROLES, use)]));
  options("of-role", "全部内容", Object.entries(ITEM_ROLES));
  options("of-year", "全部年度", years.map((year) => [String(year), `${year}年`]));
}

/**
 * @param {string} id
 * @param {string} all
 * @param {string[][]} values
 */
function options(id, all, values) {
  const before = select(id).value;
  fill(select(id), h("option", { value: "" }, all), values.map(([value, label]) => h("option", { value }, label ?? "")));
  select(id).value = values.some(([value]) => value === before) ? before : "";
}

/**
 * Asks, and shows what was found.
 * @param {string} unit
 * @param {(passage: Passage) => unknown} open
 */
export async function find(unit, open) {
  const asked = /** @type {HTMLInputElement} */ (byId("asked")).value.trim();
  const place = byId("found");
  if (!asked) return fill(place);
  const query = { q: asked, k: MOST, use: select("of-use").value, role: select("of-role").value, year: select("of-year").value };
  const { items, notice } = await get(`/units/${unit}/library/search`, query);
  fill(place,
    notice ? h("p", { class: "notice-line", role: "status" }, notice) : null,
    h("p", { class: "mute" }, items.length ? foundWords(items.length) : "没有找到。可以换个说法，或放宽上面的条件。"),
    items.length ? h("ol", { class: "passages" }, items.map((/** @type {Passage} */ passage) => passageOf(passage, asked, unit, open))) : null);
}

/** @param {number} count */
const foundWords = (count) => (count < MOST ? `找到${count}处，最相关的在前` : `最相关的${count}处`);

/**
 * @param {Passage} passage
 * @param {string} asked
 * @param {string} unit
 * @param {(passage: Passage) => unknown} open
 */
function passageOf(passage, asked, unit, open) {
  const href = `/library?unit=${unit}&paper=${passage.material}&from=${passage.start}&to=${passage.end}`;
  const place = [passage.year ? `${passage.year}年` : "", word(ITEM_ROLES, passage.role), passage.aspect, passage.headline].filter(Boolean).join(" · ");
  return h("li", {},
    h("a", { class: "passage-place", href, onclick: (/** @type {Event} */ event) => { event.preventDefault(); open(passage); } }, passage.file, place ? `：${place}` : ""),
    h("p", { class: "passage" }, commonPieces(passage.text, asked).map((piece) => (piece.common ? h("mark", {}, piece.text) : piece.text))),
    h("p", { class: "hint" }, [word(MATERIAL_ROLES, passage.use), passage.unit].filter(Boolean).join(" · ")));
}
