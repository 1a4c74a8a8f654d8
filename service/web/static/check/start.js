// What to check and how: the unit that keeps it, or none; kind, year and notes where they are known.

import { all, get } from "../core/api.js";
import { moment } from "../core/dates.js";
import { byId, fill, h } from "../core/dom.js";
import { addressOfPlace } from "./kept.js";

/** @typedef {import("../../types/api").Unit} Unit */
/** @typedef {import("../../types/api").Kind} Kind */
/** @typedef {import("../../types/api").Job} Job */
/** @typedef {import("./source.js").Terms} Terms */

const RECENT = 10;
const KEPT = "文件和核对结果保存在本单位：刷新不丢，改后可以对比，也会与本单位的往年材料比对。";
const FORGOTTEN = "不选单位：文件核对完不保存，结果只在这个页面里，刷新或关闭就没有了；也不与往年材料比对。";

/** The unit chosen, undefined for none. @param {Unit[]} units */
export const chosenUnit = (units) => units.find((unit) => unit.id === /** @type {HTMLSelectElement} */ (byId("unit")).value);

/**
 * @param {Unit[]} units
 * @param {string} first the unit to begin with
 */
export function showUnits(units, first) {
  const select = h("select", { id: "unit" },
    units.map((unit) => h("option", { value: unit.id }, unit.name)), h("option", { value: "" }, "不选单位（核对完不保存）"));
  fill(byId("unit-row"), h("label", { for: "unit" }, "哪个单位的材料"), select);
  if (units.some((unit) => unit.id === first)) select.value = first;
  const change = () => {
    const unit = chosenUnit(units);
    byId("keeping").textContent = unit ? KEPT : FORGOTTEN;
    return Promise.all([showKinds(unit), showRecent(unit)]);
  };
  select.addEventListener("change", change);
  return change();
}

/** @param {Unit | undefined} unit */
async function showKinds(unit) {
  /** @type {Kind[]} */
  const kinds = unit ? (await get(`/units/${unit.id}/kinds`)).items : Object.values(await get("/kinds"));
  fill(byId("kind"), h("option", { value: "" }, "自动判断"), kinds.map((kind) => h("option", { value: kind.id }, kind.name)));
}

/** What was checked for the unit lately. @param {Unit | undefined} unit */
async function showRecent(unit) {
  /** @type {Job[]} */
  const jobs = unit ? await all("/jobs", { unit: unit.id, state: ["done"], limit: 50 }, 50) : [];
  const checks = jobs.filter((job) => job.task === "check" && job.result?.files?.length).slice(0, RECENT);
  fill(byId("recent"), checks.length ? [h("h2", {}, "最近核对过的"), h("ul", { class: "recent" }, checks.map((job) => recentOf(job)))] : null);
}

/** @param {Job} job */
function recentOf(job) {
  const names = (job.result?.files ?? []).map((/** @type {{file: string}} */ file) => file.file);
  const href = addressOfPlace({ unit: job.unit, job: job.id, paper: 1, since: "", of: 1 });
  return h("li", {}, h("a", { href }, names.slice(0, 2).join("、"), names.length > 2 ? `等${names.length}份` : ""),
    h("span", { class: "hint" }, `${moment(job.finished_at)}，${job.asked_by}`));
}

/** What the person says of the papers. @returns {Terms} */
export function termsNow() {
  const notes = /** @type {HTMLInputElement} */ (byId("notes")).files?.[0] ?? null;
  return { kind: /** @type {HTMLSelectElement} */ (byId("kind")).value, year: /** @type {HTMLInputElement} */ (byId("year")).value, notes };
}
