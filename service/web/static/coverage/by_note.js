// The matrix from the notes' side: each note, what became of it, where, and what can be done.

import { button, h } from "../core/dom.js";
import { moment } from "../core/dates.js";
import { COVERAGE, word } from "../core/words.js";
import { nameOf, placeOf, toItem, toNote, wordsOfNote } from "./links.js";
import { sourceOf } from "./data.js";

/** @typedef {import("./data.js").Answered} Answered */
/** @typedef {import("./data.js").Entry} Entry */
/** @typedef {import("./acts.js").Acts} Acts */

export function noteTable() {
  const head = ["意见", "回应情况", "写在哪里"].map((title) => h("th", { scope: "col" }, title));
  return h("table", { class: "matrix stacked" },
    h("caption", { class: "vh" }, "每条意见的回应情况"),
    h("thead", {}, h("tr", {}, head, h("th", { scope: "col", class: "noprint" }, "办理"))),
    h("tbody"));
}

/**
 * @param {string} assignment
 * @param {Answered} answered
 * @param {Acts} acts
 */
export function noteRow(assignment, answered, acts) {
  const { note, status, entries } = answered;
  return h("tr", { id: `note-${note.id}`, tabindex: "-1", data: { note: note.id, status } },
    h("th", { scope: "row", class: "note" },
      h("span", { class: note.route === "clue" ? "said mute" : "said" }, wordsOfNote(note)),
      h("span", { class: "from" }, `${sourceOf(note)}　`, toNote(assignment, note))),
    h("td", {}, h("span", { class: `state ${status}` }, word(COVERAGE, status)), reasonOf(answered)),
    h("td", {}, entries.length ? placesOf(assignment, entries) : h("span", { class: "mute" }, "—")),
    h("td", { class: "noprint acts" }, actsOf(answered, acts)));
}

/**
 * The problems that answer the note; the causes and measures that follow from them fold away.
 * @param {string} assignment
 * @param {Entry[]} entries
 */
function placesOf(assignment, entries) {
  const list = (/** @type {Entry[]} */ some) =>
    h("ul", { class: "places" }, some.map((entry) => h("li", {}, toItem(assignment, entry), h("span", { class: "hint" }, placeOf(entry)))));
  const problems = entries.filter(({ item }) => item.role === "problem");
  const rest = entries.filter(({ item }) => item.role !== "problem");
  if (!problems.length || !rest.length) return list(entries);
  return [list(problems), h("details", {}, h("summary", {}, `另见原因、措施${rest.length}处`), list(rest))];
}

/** @param {Answered} answered */
function reasonOf({ reason, answer }) {
  return [
    reason ? h("p", { class: "reason" }, reason) : null,
    answer ? h("p", { class: "hint" }, `${answer.who}，${moment(answer.answered_at)}`) : null,
  ];
}

/**
 * @param {Answered} answered
 * @param {Acts} acts
 */
function actsOf(answered, acts) {
  const act = (/** @type {string} */ label, /** @type {() => unknown} */ run, look = "") =>
    button(label, run, { class: look || null, "aria-label": `${label}：${nameOf(answered.note)}` });
  return [
    acts.mayInsert(answered) ? act("写进某一条", () => acts.insert(answered)) : null,
    acts.mayExplain(answered) ? act(answered.answer ? "改说明" : "说明不写", () => acts.explain(answered)) : null,
    acts.mayTakeBack(answered) ? act("收回说明", () => acts.takeBack(answered), "plain") : null,
  ];
}
