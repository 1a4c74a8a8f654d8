// 单位: the tree, with who is in each and what it uses of the model.

import { get } from "../core/api.js";
import { button, byId, fill, h } from "../core/dom.js";
import { rowKeys } from "../core/keys.js";
import { addUnit, limitUnit, moveUnit, renameUnit } from "./unit_acts.js";
import { nothing, row, table } from "./table.js";
import { readUnits, tree } from "./units_known.js";

/** @typedef {import("../../types/api").UnitFigure} UnitFigure */
/** @typedef {import("./units_known.js").Placed} Placed */

const COLUMNS = ["单位", "人数", "本月用量（词元）", "每月上限", ""];
const place = byId("unit-list");
rowKeys(place, "tbody tr");

export async function showUnits() {
  const [figures] = await Promise.all([get("/unit-figures"), readUnits()]);
  /** @type {Map<string, UnitFigure>} */
  const by = new Map(figures.items.map((/** @type {UnitFigure} */ one) => [one.unit, one]));
  const found = tree();
  if (!found.length) return fill(place, nothing("还没有单位", "先建最上面的单位，例如县委组织部，再在下面建各单位。", newUnit()));
  return fill(place, table("单位", COLUMNS, found.map((one) => rowOf(one, by.get(one.unit.id)))));
}

const newUnit = () => button("新建单位", () => addUnit(null, showUnits), { class: "main" });
byId("new-unit").addEventListener("click", () => addUnit(null, showUnits));

/**
 * @param {Placed} placed
 * @param {UnitFigure | undefined} figure
 */
function rowOf({ unit, depth }, figure) {
  const used = figure?.tokens ?? 0;
  const limit = unit.token_budget;
  const bar = limit ? h("progress", { max: limit, value: Math.min(used, limit), "aria-label": `${unit.name}本月用量` }) : null;
  const people = h("a", { href: `#people:${unit.id}`, "aria-label": `${figure?.people ?? 0} 人：看${unit.name}的人员` }, `${figure?.people ?? 0} 人`);
  const acts = [
    button("建下级", () => addUnit(unit.id, showUnits), { class: "plain", "aria-label": `建下级：${unit.name}` }),
    button("改名", () => renameUnit(unit.id, showUnits), { class: "plain", "aria-label": `改名：${unit.name}` }),
    button("移动", () => moveUnit(unit.id, showUnits), { class: "plain", "aria-label": `移动：${unit.name}` }),
    button("定上限", () => limitUnit(unit.id, showUnits), { class: "plain", "aria-label": `定上限：${unit.name}` }),
  ];
  return row(COLUMNS, [
    h("span", { class: `depth depth-${Math.min(depth, 6)}` }, depth ? h("span", { "aria-hidden": "true" }, "└ ") : null, unit.name),
    people,
    h("span", { class: limit !== null && used >= limit ? "error" : null }, used.toLocaleString("zh-CN"), limit !== null && used >= limit ? "，已用完" : "", " ", bar),
    limit === null ? "不限" : limit.toLocaleString("zh-CN"),
    acts,
  ], { tabindex: 0 });
}
