// The flags as a list: the copy that keyboard and screen reader go through.

import { ask } from "../core/dialog.js";
import { button, h } from "../core/dom.js";
import { guarded, say } from "../core/notice.js";
import { LEVELS, word } from "../core/words.js";
import { copy } from "../core/clipboard.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./source.js").Flag} Flag */
/** @typedef {import("./source.js").SettledFlag} SettledFlag */
/** @typedef {import("./source.js").CheckedPaper} CheckedPaper */

const SUGGESTED = ["已核实，事实准确", "按规定隐去，不必写明", "上级要求的固定表述", "本单位情况就是这样，已在别处写清"];
const ORDER = ["error", "warning", "suggestion"];

/** Marks that the flag is new since the earlier check. @param {CheckedPaper} paper @param {Flag} flag */
const isFresh = (paper, flag) => paper.since?.fresh.includes(flag.id) ?? false;

/**
 * The flags by level, then those that people settled.
 * @param {CheckedPaper} paper
 * @param {Map<string, number>} numbers the flags' numbers on the page
 * @param {Source} source
 * @param {() => Promise<void>} reload
 * @returns {(Node | null)[]}
 */
export function cards(paper, numbers, source, reload) {
  const groups = ORDER.map((level) => {
    const flags = paper.flags.filter((flag) => flag.level === level);
    return flags.length ? h("section", {}, h("h3", {}, `${word(LEVELS, level)} ${flags.length}处`),
      h("ol", { class: "cards" }, flags.map((flag) => cardOf(flag, paper, numbers.get(flag.id) ?? 0, source, reload)))) : null;
  });
  return [
    ...groups,
    paper.flags.length ? null : h("div", { class: "empty" }, h("h3", {}, "没有发现要改的地方"), h("p", {}, "可以下载留存，或再对照通知看一遍。")),
    paper.more ? h("p", { class: "hint" }, `另有${paper.more}处把握不大或重复的提示，没有列出。`) : null,
    paper.dismissed.length ? settledOf(paper.dismissed, source, reload) : null,
  ];
}

/**
 * @param {Flag} flag
 * @param {CheckedPaper} paper
 * @param {number} number
 * @param {Source} source
 * @param {() => Promise<void>} reload
 */
function cardOf(flag, paper, number, source, reload) {
  return h("li", { class: `card ${flag.level}`, id: `flag-${flag.id}`, tabindex: "-1", data: { flag: flag.id } },
    h("p", { class: "card-head" }, h("span", { class: "card-number" }, number), h("span", { class: `level ${flag.level}` }, word(LEVELS, flag.level)),
      isFresh(paper, flag) ? h("span", { class: "state new" }, "改后新出现") : null,
      flag.text ? h("q", {}, flag.text) : null),
    h("p", { class: "message" }, flag.message),
    flag.ask ? h("p", { class: "ask" }, "请核实：", flag.ask) : null,
    flag.proposed_ask ? h("p", { class: "hint" }, `模型建议的问法：${flag.proposed_ask}`) : null,
    flag.evidence.length ? h("details", {}, h("summary", {}, `依据${flag.evidence.length}处`),
      h("ul", {}, flag.evidence.map((one) => h("li", {}, h("span", { class: "mute" }, `${one.source}：`), one.quote)))) : null,
    h("div", { class: "row noprint" },
      button("复制成消息", () => copy(messageOf(flag, paper.file)), { class: "plain", "aria-label": `把第${number}处复制成消息` }),
      source.dismiss ? button("不必改", () => dismiss(flag, source, reload), { class: "plain", "aria-label": `第${number}处不必改` }) : null));
}

/** A question to a colleague. @param {Flag} flag @param {string} file */
const messageOf = (flag, file) =>
  [`关于《${file.replace(/\.[^.]*$/, "")}》${flag.text ? `里的“${flag.text}”` : ""}：${flag.message}。`, flag.ask ? `想请您核实：${flag.ask}` : ""].filter(Boolean).join("\n");

/**
 * @param {Flag} flag
 * @param {Source} source
 * @param {() => Promise<void>} reload
 */
async function dismiss(flag, source, reload) {
  let number = 0;
  const said = await ask({
    title: "这一处不必改",
    body: [flag.text ? `“${flag.text}”` : flag.message, "写明理由后，同一句话今后不再提示；句子改了会重新提示。"],
    confirm: "记下",
    fields: [{ name: "reason", label: "为什么不必改", type: "textarea", required: true, maxlength: 2000, suggestions: SUGGESTED }],
    act: async ({ reason = "" }) => { number = await source.dismiss?.(flag, reason.trim()) ?? 0; },
  });
  if (!said) return;
  await guarded(reload);
  say("已记下，不再提示这一处", { undo: () => source.reopen?.(number).then(reload) });
}

/**
 * @param {SettledFlag[]} settled
 * @param {Source} source
 * @param {() => Promise<void>} reload
 */
function settledOf(settled, source, reload) {
  return h("details", { class: "settled" }, h("summary", {}, `已注明不必改的${settled.length}处`),
    h("ul", {}, settled.map(({ flag, number, reason, who }) => h("li", {},
      flag.text ? h("q", {}, flag.text) : flag.message, h("span", { class: "hint" }, ` ${reason}（${who}）`),
      source.reopen && number ? button("恢复提示", () => guarded(async () => { await source.reopen?.(number); await reload(); }), { class: "plain" }) : null))));
}
