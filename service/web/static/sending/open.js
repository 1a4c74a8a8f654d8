// What is still open in a draft before it is sent up, each with the place where it is mended.

import { button, h } from "../core/dom.js";

/** @typedef {import("../../types/api").KeptDraft} KeptDraft */

/**
 * @typedef {object} Open
 * @property {number} questions 【待补】 that nobody answered
 * @property {number} errors flags that must be mended
 * @property {number} warnings
 * @property {number} unanswered notes that are neither in the paper nor answered
 * @property {number} partly
 * @property {boolean} old the flags are of an earlier state of the draft
 * @property {boolean} never nobody has checked it
 */

/**
 * @param {KeptDraft} kept
 * @param {import("../../types/api").Progress} progress the same figures as in the list of assignments
 * @returns {Open}
 */
export function openIn({ draft, flags, version, checked }, { questions, errors, unanswered }) {
  return {
    questions, errors, unanswered,
    warnings: flags.filter((entry) => entry.state === "open" && entry.flag.level === "warning").length,
    partly: draft.coverage.filter((entry) => entry.status === "partly").length,
    old: checked < version,
    never: checked === 0,
  };
}

/** In one sentence, for whom is about to send. @param {Open} open */
export function inWords({ questions, errors, unanswered, old, never }) {
  const parts = [
    questions ? `${questions} 处待补没有填` : "", errors ? `${errors} 处必改的没有改` : "",
    unanswered ? `${unanswered} 条意见没有回应` : "", never ? "稿子没有核对过" : old ? "改动以后没有再核对" : "",
  ].filter(Boolean);
  return parts.length ? `请注意：${parts.join("，")}。` : "";
}

/**
 * The list of what is open.
 * @param {string} assignment
 * @param {Open} open
 * @param {(event: Event) => unknown} check checks the draft as it stands now
 */
export function openList(assignment, open, check) {
  const at = (/** @type {string} */ place) => `/assignments/${assignment}/${place}`;
  return h("ul", { class: "open" },
    line(!open.questions, "待补已全部填好", `还有 ${open.questions} 处【待补】没有填`, h("a", { href: at("draft") }, "去填写")),
    open.errors || !open.old ? line(!open.errors, "没有必改的提示", `还有 ${open.errors} 处必改的没有改`, h("a", { href: at("draft") }, "去修改")) : null,
    line(!open.unanswered, "每条意见都有回应", `还有 ${open.unanswered} 条意见没有回应`, h("a", { href: at("coverage") }, "去回应")),
    open.old ? line(false, "", open.never ? "还没有核对过" : "核对以后又改过稿子", button("现在核对", check)) : null,
    open.warnings || open.partly ? h("li", { class: "mute" }, h("span", { class: "sign", "aria-hidden": "true" }, "·"),
      `另有${[open.warnings && `应改的 ${open.warnings} 处`, open.partly && `只写入一部分的意见 ${open.partly} 条`].filter(Boolean).join("、")}，也请看一看。`) : null);
}

/** @param {boolean} good @param {string} done @param {string} words @param {Node} act */
const line = (good, done, words, act) => h("li", { class: good ? "good" : "bad" },
  h("span", { class: "sign", "aria-hidden": "true" }, good ? "✓" : "!"), good ? done : words, good ? null : act);
