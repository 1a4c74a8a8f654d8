// 模型与设置: what is set, where it is changed, and whether it works.

import { get, post } from "../core/api.js";
import { button, byId, fill, h } from "../core/dom.js";
import { guarded } from "../core/notice.js";
import { row, table } from "./table.js";

/** @typedef {import("../../types/api").HouseSettings} HouseSettings */
/** @typedef {import("../../types/api").Report} Report */
/** @typedef {import("../../types/api").Result} Result */
/** @typedef {import("../../types/api").ShownSetting} ShownSetting */

const SETTINGS = ["设置", "现在是", "在哪里改"];
const FOUND = ["项目", "结果", "查到的情况", "怎么办"];
/** @type {Record<string, string>} */
const LEVELS = { ok: "正常", warning: "注意", problem: "有问题" };
const ORDER = ["problem", "warning", "ok"];
/** @type {Record<string, string>} */
const STATES = { ok: "state done", warning: "state waiting", problem: "state failed" };
/** @type {Record<string, {check: string, label: string}>} what can be tried, by group */
const TRIED = {
  语言模型: { check: "model", label: "测一测语言模型" }, 检索用的向量模型: { check: "embedding", label: "测一测向量模型" },
  存放: { check: "database", label: "测一测数据库" },
};

export async function showModel() {
  /** @type {HouseSettings} */
  const { items } = await get("/house/settings");
  const groups = [...new Set(items.map((one) => one.group))];
  fill(byId("settings"), groups.map((name) => group(name, items.filter((one) => one.group === name))));
}

/**
 * @param {string} name
 * @param {ShownSetting[]} items
 */
function group(name, items) {
  const tried = TRIED[name];
  const said = h("div", { "aria-live": "polite" });
  const test = tried ? button(tried.label, () => examine([tried.check], said)) : null;
  return h("section", { "aria-label": name },
    h("div", { class: "spread" }, h("h3", {}, name), test), said, table(name, SETTINGS, items.map(settingRow)));
}

/** @param {ShownSetting} one */
const settingRow = (one) => row(SETTINGS, [
  one.title,
  [one.value || h("span", { class: "mute" }, one.secret ? "没有设" : "（空）"), one.by_default && !one.secret ? h("span", { class: "mute" }, "　默认") : null],
  h("code", {}, one.variable),
]);

/**
 * @param {string[]} checks none: all of them
 * @param {HTMLElement} place
 */
async function examine(checks, place) {
  fill(place, h("p", { class: "job" }, h("progress", { "aria-label": "正在查" }), " 正在查，请稍等…"));
  /** @type {Report | undefined} */
  const report = await guarded(() => post("/house/examination", { checks }));
  if (!report) return fill(place);
  const bad = report.results.filter((one) => one.level === "problem").length;
  const careful = report.results.filter((one) => one.level === "warning").length;
  const said = bad ? `有 ${bad} 项有问题，请按“怎么办”一栏处理。` : careful ? `没有问题，有 ${careful} 项要留意。` : "一切正常。";
  return fill(place, h("p", {}, h("strong", {}, said)), table("查的结果", FOUND, [...report.results].sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level)).map(foundRow)));
}

/** @param {Result} one */
const foundRow = (one) => row(FOUND, [
  one.title, h("span", { class: STATES[one.level] ?? "state" }, LEVELS[one.level] ?? one.level), one.found, one.mend || "—",
]);

const all = /** @type {HTMLButtonElement} */ (byId("examine-all"));
all.addEventListener("click", async () => {
  all.disabled = true;
  await examine([], byId("findings"));
  all.disabled = false;
});
