// What every rule is told of a unit: words that are never flagged, its people, its official wording.

import { button, h } from "../core/dom.js";
import { askBeforeLeaving } from "../core/leaving.js";
import { guarded } from "../core/notice.js";
import { formulaLines, rosterLines, wordLines } from "./overlay.js";

/** @typedef {import("../../types/api").RuleParts} RuleParts */
/** @typedef {import("./rules_kept.js").RulesKept} RulesKept */
/** @typedef {{id: string, section: string, label: string, hint: string, given: (parts: RuleParts) => string[], lines: (texts: string[]) => string[]}} Box */

/** Two parts of a line, with a space or a comma between them. @param {string} line */
function halves(line) {
  const [first = "", ...rest] = line.split(/[\s,，、]+/);
  return [first, rest.join(" ")];
}

/** @type {Box[]} */
const BOXES = [
  {
    id: "accept", section: "accept", label: "不标的词", hint: "含有这些词的地方不提示。一行一个，例如：强基工程",
    given: (parts) => parts.accept, lines: wordLines,
  },
  {
    id: "roster", section: "roster", label: "本单位人员", hint: "一行一人，姓名后空一格写职务，例如：王建国 局长。提示里会认得他们，送给单位外的模型之前先遮住",
    given: (parts) => parts.roster.map(({ name, post }) => [name, post].filter(Boolean).join(" ")),
    lines: (texts) => rosterLines(texts.map(halves).map(([name = "", post = ""]) => ({ name, post }))),
  },
  {
    id: "formulae", section: "formulae", label: "固定提法", hint: "一行一个，不算套话。后面可以空一格写从哪年用起，例如：强基固本专项行动 2024-03",
    given: (parts) => parts.formulae.map(({ phrase, since }) => [phrase, since].filter(Boolean).join(" ")),
    lines: (texts) => formulaLines(texts.map((text) => {
      const found = /^(.*?)[\s,，]+(\d{4}(?:-\d{2}){0,2})$/.exec(text);
      return { phrase: found?.[1] ?? text, since: found?.[2] ?? "" };
    })),
  },
];

const unsaved = (/** @type {Element | null} */ area) => area instanceof HTMLTextAreaElement && area.value !== area.dataset.before;

/** Whether somebody wrote in a box and did not save it. */
export const wordsUnsaved = () => BOXES.some(({ id }) => unsaved(document.getElementById(`words-${id}`)));
askBeforeLeaving(wordsUnsaved);

/**
 * What was typed and not saved yet: it stays when something else is drawn anew.
 * @param {string} id
 * @param {string} unit
 */
function typed(id, unit) {
  const area = document.getElementById(id);
  return area instanceof HTMLTextAreaElement && unsaved(area) && area.dataset.unit === unit
    ? { text: area.value, before: area.dataset.before ?? "" } : undefined;
}

/**
 * Once `sent` is kept the box shows it as it is kept, unless somebody went on typing.
 * @param {string} id
 * @param {string} sent
 */
function settle(id, sent) {
  const area = document.getElementById(id);
  if (area instanceof HTMLTextAreaElement && area.value === sent) area.value = area.dataset.before ?? "";
}

/** @param {RulesKept} kept */
export const wordsOfUnit = (kept) => h("div", { class: "boxes" }, BOXES.map((box) => boxOf(kept, box)));

/**
 * @param {RulesKept} kept
 * @param {Box} box
 */
function boxOf(kept, box) {
  const before = box.given(kept.parts);
  const unsent = typed(`words-${box.id}`, kept.unit);
  const text = unsent?.text ?? before.join("\n");
  const area = h("textarea", { id: `words-${box.id}`, rows: 5, value: text, data: { unit: kept.unit, before: before.join("\n") }, "aria-describedby": `words-${box.id}-hint` });
  const keep = button("保存", () => guarded(async () => {
    const texts = area.value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (texts.join("\n") === before.join("\n")) return;
    const sent = area.value;
    await kept.writeSection(box.section, box.lines(texts), before.length > 0, `${box.label}已保存`);
    settle(area.id, sent);
  }), { "aria-label": `保存：${box.label}` });
  return h("div", { class: "panel" }, h("div", { class: "field" }, h("label", { for: area.id }, box.label), area,
    h("p", { class: "hint", id: `words-${box.id}-hint` }, box.hint)),
    unsent && unsent.before !== before.join("\n") ? h("p", { class: "unsure" }, `别人刚存的是：${before.join("、") || "（空的）"}。保存就以上面的为准。`) : null, keep);
}
