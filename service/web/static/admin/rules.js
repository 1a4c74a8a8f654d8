// 规则: what each rule says and how loudly, for one unit.

import { sure } from "../core/dialog.js";
import { button, byId, fill, h } from "../core/dom.js";
import { rowKeys } from "../core/keys.js";
import { guarded } from "../core/notice.js";
import { LEVELS, word } from "../core/words.js";
import { levelLines } from "./overlay.js";
import { ruleInFull } from "./rule_detail.js";
import { RulesKept } from "./rules_kept.js";
import { nothing, row, table } from "./table.js";
import { isDirty, textEditor } from "./text_editor.js";
import { fillUnits } from "./units_known.js";
import { wordsOfUnit, wordsUnsaved } from "./unit_words.js";

/** @typedef {import("../../types/api").RuleCard} RuleCard */

const COLUMNS = ["规则", "级别", "哪里改过", ""];
/** @type {Record<string, string>} */
const LEVEL_WORDS = { ...LEVELS, off: "不查" };
const OWN = "本单位";
const PLACE = /“?\{\w+\}”?/g;
const HINT = "levels 改级别，data+ 添词，data- 去词，accept 是不标的词，roster 是本单位人员，formulae 是固定提法。写错了会指出在哪一行，不会存上。";

/** @type {RulesKept | null} */
let kept = null;
const place = byId("rule-list");
/** @type {HTMLSelectElement} */
const unit = byId("rule-unit");
/** @type {HTMLInputElement} */
const words = byId("rule-words");
/** @type {HTMLSelectElement} */
const level = byId("rule-level");
rowKeys(place, "tbody tr");

/** @param {string} about the unit to begin with */
export async function showRules(about = "") {
  fillUnits(unit, []);
  if (about) unit.value = about;
  if (!unit.value) return fill(place, nothing("还没有单位", "先到“单位”里新建一个。"));
  return choose();
}

unit.addEventListener("change", async () => {
  if (unsaved() && !(await sure("不保存就换单位？", "这个单位写的还没有保存，换了就没有了。", "不保存，换单位"))) {
    unit.value = kept?.unit ?? unit.value;
    return;
  }
  kept = null;
  // Nobody shall write into what is another unit's already.
  for (const part of [place, byId("rule-words-of-unit"), byId("rule-text")]) fill(part, h("p", { class: "mute" }, "正在读取…"));
  await guarded(choose);
});
words.addEventListener("input", drawTable);
level.addEventListener("change", drawTable);

/** Whether something is written and not saved. */
function unsaved() {
  const text = byId("rule-text").firstElementChild;
  return wordsUnsaved() || (text !== null && isDirty(text));
}

async function choose() {
  const chosen = kept?.unit === unit.value ? kept : new RulesKept(unit.value);
  chosen.redraw = draw;
  await chosen.read();
  // Somebody chose another unit meanwhile.
  if (chosen.unit !== unit.value) return;
  kept = chosen;
  draw();
  const part = /** @type {HTMLDetailsElement} */ (byId("rule-text-part"));
  part.ontoggle = null;
  if (!unsaved()) part.open = false;
  part.ontoggle = () => { if (!unsaved()) fill(byId("rule-text"), part.open ? editorOf(chosen) : null); };
}

/** The whole text, as it stands now. @param {RulesKept} holder */
function editorOf(holder) {
  let from = holder.version;
  return textEditor({
    label: "配置全文", text: holder.text, hint: HINT,
    save: async (text) => {
      try {
        // Made from the text that was opened: what the tables wrote meanwhile is not passed over.
        await holder.write(text, "规则配置已保存", from);
      } finally {
        from = holder.version;
      }
    },
  });
}

function draw() {
  if (!kept) return;
  const wide = kept.cards.everywhere.filter((change) => change.file !== OWN);
  fill(byId("rule-inherited"), wide.length ? h("p", { class: "hint" }, `上级和全系统已经定下：${wide.map((change) => change.what).join("；")}`) : null);
  fill(byId("rule-words-of-unit"), wordsOfUnit(kept));
  const text = byId("rule-text");
  // An open text in which nobody wrote shows what the tables made of it.
  if (text.firstElementChild && !isDirty(text.firstElementChild)) fill(text, editorOf(kept));
  drawTable();
}

function drawTable() {
  if (!kept) return;
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.id : "";
  const found = kept.cards.items.filter(wanted);
  byId("rule-count").textContent = `共 ${kept.cards.items.length} 条，列出 ${found.length} 条`;
  fill(place, found.length ? table("规则", COLUMNS, found.map(rowOf)) : nothing("没有找到", "换个词，或把级别改成“全部”。"));
  if (focused.startsWith("level-")) document.getElementById(focused)?.focus();
}

/** @param {RuleCard} card */
function wanted(card) {
  const text = words.value.trim();
  const own = card.changes.some((change) => change.file === OWN);
  return (!text || [card.title, card.message, card.ask, card.id].some((said) => said.includes(text)))
    && (!level.value || (level.value === "own" ? own : card.level === level.value));
}

/** What the rule says, without the places that each find fills; where nothing is left, why it is there. @param {RuleCard} card */
function saidBy(card) {
  const said = card.message.replace(PLACE, "…");
  return said.startsWith("…") ? card.title : said;
}

/** @param {RuleCard} card */
function rowOf(card) {
  const holder = /** @type {RulesKept} */ (kept);
  const inherited = holder.parts.inherited[card.id] ?? card.level;
  const select = h("select", { id: `level-${card.id}`, "aria-label": `级别：${saidBy(card)}`, class: `level ${card.level}` },
    Object.entries(LEVEL_WORDS).map(([value, name]) => h("option", { value }, value === inherited ? `${name}（原定）` : name)));
  select.value = card.level;
  select.addEventListener("change", async () => {
    const chosen = /** @type {RuleCard["level"]} */ (select.value);
    select.disabled = true;
    await guarded(() => setLevel(holder, card, chosen));
    // Refused: what stands is shown again. Kept: this row has been drawn anew already.
    select.disabled = false;
    select.value = card.level;
  });
  const where = card.changes.map((change) => h("div", {}, `${change.file}：${change.what}`));
  return row(COLUMNS, [
    [h("strong", {}, saidBy(card)), saidBy(card) === card.title ? null : h("div", { class: "hint" }, card.title)],
    select,
    where.length ? where : h("span", { class: "mute" }, "没有改过"),
    button("看细节", (event) => ruleInFull(holder, card.id, saidBy(card), event), { class: "plain", "aria-label": `看细节：${saidBy(card)}` }),
  ], { tabindex: 0 });
}

/**
 * @param {RulesKept} holder
 * @param {RuleCard} card
 * @param {RuleCard["level"]} chosen
 */
async function setLevel(holder, card, chosen) {
  const { levels, inherited } = holder.parts;
  const wished = { ...levels, [card.id]: chosen };
  if (inherited[card.id] === chosen) delete wished[card.id];
  const said = chosen === "off" ? `已停用这条规则` : `级别已改为“${word(LEVEL_WORDS, chosen)}”`;
  await holder.writeSection("levels", levelLines(wished), Object.keys(levels).length > 0, said);
}
