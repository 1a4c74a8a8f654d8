// One rule in full: why, where from, examples, and the lists to which a unit adds words of its own.

import { get } from "../core/api.js";
import { ask } from "../core/dialog.js";
import { h } from "../core/dom.js";
import { guarded } from "../core/notice.js";
import { listLines } from "./overlay.js";

/** @typedef {import("../../types/api").RuleInFull} RuleInFull */
/** @typedef {import("../../types/api").RuleList} RuleList */
/** @typedef {import("./rules_kept.js").RulesKept} RulesKept */

const SHOWN = 6;

/**
 * @param {RulesKept} kept
 * @param {string} id
 * @param {string} title
 * @param {Event} event of the button, which has the focus again afterwards
 */
export async function ruleInFull(kept, id, title, event) {
  /** @type {RuleInFull | undefined} */
  const rule = await guarded(() => get(`/units/${kept.unit}/rules/cards/${encodeURIComponent(id)}`));
  if (!rule) return;
  const areas = rule.lists.map((list) => ({ list, area: areaOf(list) }));
  await ask({
    title,
    wide: true,
    confirm: areas.length ? "保存" : "知道了",
    must: !areas.length,
    body: [about(rule), ...areas.map(({ list, area }) => listBox(list, area))],
    act: () => save(kept, rule, areas),
  });
  if (event.target instanceof HTMLElement && event.target.isConnected) event.target.focus();
}

/** @param {RuleInFull} rule */
function about(rule) {
  return h("div", {},
    h("dl", { class: "pairs" },
      h("dt", {}, "为什么查"), h("dd", {}, rule.title),
      h("dt", {}, "问什么"), h("dd", {}, rule.ask || "不问"),
      h("dt", {}, "出处"), h("dd", {}, rule.source)),
    examples("会提示的例子", rule.hit), examples("不会提示的例子", rule.miss));
}

/**
 * @param {string} title
 * @param {string[]} texts
 */
const examples = (title, texts) => h("div", {}, h("h3", {}, title), h("ul", { class: "examples" }, texts.slice(0, SHOWN).map((text) => h("li", {}, text))));

/** @param {RuleList} list */
const areaOf = (list) => h("textarea", { id: `list-${list.name}`, rows: 3, value: list.own.join("\n"), "aria-describedby": `list-${list.name}-hint` });

/**
 * @param {RuleList} list
 * @param {HTMLTextAreaElement} area
 */
function listBox(list, area) {
  const others = list.entries.filter((entry) => !list.own.includes(entry));
  return h("div", { class: "field" },
    h("label", { for: area.id }, `${list.title}：本单位另加的，一行一个`), area,
    h("p", { class: "hint", id: `${area.id}-hint` }, "可以写词，也可以写正则表达式（里面的 . ( ) [ ] * + ? 有特别的意思）。"),
    h("details", {}, h("summary", {}, `原有 ${others.length} 个`), h("p", { class: "entries" }, others.join("　"))));
}

/**
 * @param {RulesKept} kept
 * @param {RuleInFull} rule
 * @param {{list: RuleList, area: HTMLTextAreaElement}[]} areas
 */
async function save(kept, rule, areas) {
  const changed = areas.filter(({ list, area }) => linesOf(area).join("\n") !== list.own.join("\n"));
  if (!changed.length) return;
  const before = kept.parts.add;
  const lists = { ...before[rule.id], ...Object.fromEntries(changed.map(({ list, area }) => [list.name, linesOf(area)])) };
  await kept.writeSection("data+", listLines({ ...before, [rule.id]: lists }), Object.keys(before).length > 0, "清单已保存");
}

/** @param {HTMLTextAreaElement} area */
const linesOf = (area) => area.value.split("\n").map((line) => line.trim()).filter(Boolean);
