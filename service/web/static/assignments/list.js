// The table of assignments: what, by when, how far, and the next step as the row's main link.

import { call, patch } from "../core/api.js";
import { day, daysLeft } from "../core/dates.js";
import { ask } from "../core/dialog.js";
import { button, fill, h } from "../core/dom.js";
import { rowKeys } from "../core/keys.js";
import { complain, guarded, say } from "../core/notice.js";
import { ASSIGNMENT_STATES, word } from "../core/words.js";
import { howFar, nextStep } from "./next.js";

/** @typedef {import("../../types/api").Assignment} Assignment */
/** @typedef {import("../../types/api").Progress} Progress */
/**
 * @typedef {object} Shown
 * @property {Assignment[]} assignments in their order
 * @property {Map<string, Progress>} progress by assignment
 * @property {Map<string, string>} units names by id; told where there are several
 * @property {Map<string, string>} kinds names by id
 * @property {() => unknown} changed told after an assignment was changed
 */

/**
 * @param {HTMLElement} place
 * @param {Shown} shown
 */
export function showList(place, shown) {
  const head = h("tr", {}, ["任务", "时限", "状态", "进展", "下一步", "其他"].map((name) => h("th", { scope: "col" }, name)));
  const rows = shown.assignments.map((assignment) => rowOf(assignment, shown));
  const table = h("table", { class: "tasks" }, h("caption", { class: "vh" }, "编制任务，最急的在前"), h("thead", {}, head), h("tbody", {}, rows));
  rowKeys(table, "tbody th a");
  fill(place, h("div", { class: "scroll" }, table));
}

/**
 * @param {Assignment} assignment
 * @param {Shown} shown
 */
function rowOf(assignment, shown) {
  const progress = shown.progress.get(assignment.id);
  const step = nextStep(assignment, progress);
  const about = [shown.units.size > 1 ? shown.units.get(assignment.unit) : "", shown.kinds.get(assignment.kind) ?? ""];
  return h("tr", { class: assignment.state },
    h("th", { scope: "row" },
      h("a", { href: `/assignments/${assignment.id}/notes` }, assignment.title),
      h("div", { class: "about" }, about.filter(Boolean).join(" · "))),
    h("td", { class: "deadline" }, deadlineOf(assignment)),
    h("td", {}, h("span", { class: `state ${assignment.state}` }, word(ASSIGNMENT_STATES, assignment.state))),
    h("td", { class: "far" }, assignment.state === "closed" ? "" : howFar(progress).map(({ text, todo }) => h("span", { class: todo ? "fact todo" : "fact" }, text))),
    h("td", {}, h("a", { class: assignment.state === "closed" ? "button" : "button main", href: `/assignments/${assignment.id}/${step.screen}`, "aria-label": `${step.text}：${assignment.title}` }, step.text)),
    h("td", { class: "others" }, actsOn(assignment, shown)));
}

/** @param {Assignment} assignment */
function deadlineOf(assignment) {
  if (!assignment.deadline) return h("span", { class: "mute" }, "没有定");
  const left = daysLeft(assignment.deadline);
  const ours = assignment.state === "open" || assignment.state === "returned";
  const late = ours && left.startsWith("已过");
  const soon = ours && /^(今天|还有[1-3]天)/.test(left);
  const words = late ? `已超期 ${left.replace(/\D/g, "")} 天` : left;
  return [h("div", {}, day(assignment.deadline)), ours ? h("div", { class: late ? "late" : soon ? "soon" : "mute" }, words) : null];
}

/**
 * @param {Assignment} assignment
 * @param {Shown} shown
 */
function actsOn(assignment, shown) {
  const named = (/** @type {string} */ text) => ({ class: "plain", "aria-label": `${text}：${assignment.title}` });
  const edit = button("改名称、时限", () => changeWords(assignment, shown), named("改名称、时限"));
  if (assignment.state === "closed") return button("重新打开", () => setState(assignment, "open", shown), named("重新打开"));
  if (assignment.state === "submitted") return edit;
  return [edit, button("办结", () => setState(assignment, "closed", shown), named("办结"))];
}

/**
 * @param {Assignment} assignment
 * @param {Shown} shown
 */
async function changeWords(assignment, shown) {
  let version = assignment.version;
  const done = await ask({
    title: "改名称、时限",
    confirm: "保存",
    fields: [
      { name: "title", label: "任务名称", value: assignment.title, required: true, maxlength: 200 },
      { name: "deadline", label: "时限", type: "date", value: assignment.deadline ?? "", hint: "不定时限就空着" },
    ],
    act: async ({ title = "", deadline = "" }) => {
      try {
        await patch(`/assignments/${assignment.id}`, { title, deadline: deadline || null }, version);
      } catch (error) {
        version = await freshVersion(assignment.id, version);
        throw error;
      }
    },
  });
  if (!done) return;
  say("已保存");
  await shown.changed();
}

/**
 * After a refusal the version that stands now, so that saving again is a decision and not an error.
 * @param {string} id
 * @param {number} known
 */
async function freshVersion(id, known) {
  try {
    return (await call("GET", `/assignments/${id}`)).version;
  } catch {
    return known;
  }
}

/**
 * @param {Assignment} assignment
 * @param {"open" | "closed"} state
 * @param {Shown} shown
 */
async function setState(assignment, state, shown) {
  const changed = await guarded(() => patch(`/assignments/${assignment.id}`, { state }, assignment.version));
  await shown.changed();
  if (!changed) return;
  const words = state === "closed" ? `“${assignment.title}”已办结，移到“已结束”里` : `“${assignment.title}”已重新打开`;
  const back = state === "closed" && assignment.state === "open";
  say(words, back ? { undo: () => setState(changed, "open", shown).catch(complain) } : {});
}
