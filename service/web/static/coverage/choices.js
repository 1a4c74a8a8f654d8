// What of the matrix is shown: kept in the address, so that refreshing and going back keep it.

import { byId, fill, h } from "../core/dom.js";
import { COVERAGE, word } from "../core/words.js";
import { countsOf, sourceOf, STATUSES } from "./data.js";

/** @typedef {import("./data.js").Answered} Answered */
/** @typedef {{view: "notes" | "items", status: string, source: string, words: string}} Choice */

/** @returns {Choice} */
function inAddress() {
  const asked = new URLSearchParams(location.search);
  return {
    view: asked.get("view") === "items" ? "items" : "notes",
    status: asked.get("status") ?? "",
    source: asked.get("source") ?? "",
    words: asked.get("words") ?? "",
  };
}

/** @type {Choice} */
export const choice = inAddress();

/**
 * @param {Partial<Choice>} changed
 * @param {() => void} redraw
 */
export function choose(changed, redraw) {
  Object.assign(choice, changed);
  const asked = new URLSearchParams();
  if (choice.view !== "notes") asked.set("view", choice.view);
  for (const name of /** @type {const} */ (["status", "source", "words"])) if (choice[name]) asked.set(name, choice[name]);
  const query = asked.toString();
  history.replaceState(null, "", location.pathname + (query ? `?${query}` : ""));
  redraw();
}

/** @param {Answered} answered */
export const isChosen = ({ note, status }) =>
  (!choice.status || status === choice.status) &&
  (!choice.source || sourceOf(note) === choice.source) &&
  (!choice.words || (note.route !== "clue" && note.text.includes(choice.words)));

/**
 * The controls, as the notes are now.
 * @param {Answered[]} notes
 * @param {() => void} redraw
 */
export function showChoices(notes, redraw) {
  const counts = countsOf(notes);
  for (const view of /** @type {const} */ (["notes", "items"])) byId(`view-${view}`).setAttribute("aria-pressed", String(choice.view === view));
  fill(byId("statuses"), ["", ...STATUSES].map((status) => statusButton(status, (status ? counts[status] : notes.length) ?? 0, redraw)));
  const sources = [...new Set(notes.map(({ note }) => sourceOf(note)))];
  /** @type {HTMLSelectElement} */
  const select = byId("source");
  fill(select, h("option", { value: "" }, "全部来源"), sources.map((source) => h("option", { value: source }, source)));
  select.value = sources.includes(choice.source) ? choice.source : "";
}

/**
 * @param {string} status
 * @param {number} count
 * @param {() => void} redraw
 */
const statusButton = (status, count, redraw) => h("button", {
  type: "button", "aria-pressed": String(choice.status === status), data: { status },
  onclick: () => {
    choose({ status }, redraw);
    /** @type {HTMLElement | null} */ (byId("statuses").querySelector(`[data-status="${status}"]`))?.focus();
  },
}, `${status ? word(COVERAGE, status) : "全部"} ${count}`);

/** @param {() => void} redraw */
export function listenToChoices(redraw) {
  byId("view-notes").addEventListener("click", () => choose({ view: "notes" }, redraw));
  byId("view-items").addEventListener("click", () => choose({ view: "items" }, redraw));
  /** @type {HTMLSelectElement} */
  const source = byId("source");
  source.addEventListener("change", () => choose({ source: source.value }, redraw));
  /** @type {HTMLInputElement} */
  const words = byId("words");
  words.value = choice.words;
  words.addEventListener("input", () => choose({ words: words.value.trim() }, redraw));
}
