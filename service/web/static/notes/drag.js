// Dragging notes: onto a place to file them, onto another note or group to join it. The keys do the same.

import { file } from "./filing.js";

/** @typedef {import("./acts.js").Acts} Acts */
/** @typedef {import("./state.js").Notes} Notes */

const TARGETS = ".place[data-place], tr.note, tr.group-row";

/**
 * @param {Notes} notes
 * @param {Acts} acts
 * @param {HTMLElement} area where both the notes and the places stand
 */
export function dragNotes(notes, acts, area) {
  /** @type {string[]} */
  let dragged = [];
  /** @type {Element | null} */
  let over = null;
  const light = (/** @type {Element | null} */ target) => {
    if (over === target) return;
    over?.classList.remove("over");
    over = target;
    over?.classList.add("over");
  };
  area.addEventListener("dragstart", (event) => {
    const row = event.target instanceof HTMLElement && event.target.classList.contains("grip") ? event.target.closest("tr") : null;
    const id = row?.dataset.note;
    if (!row || !id || !event.dataTransfer) return;
    dragged = notes.chosen.has(id) ? [...notes.chosen] : [id];
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", notes.note(id)?.text ?? "");
    event.dataTransfer.setDragImage(row, 20, 20);
  });
  area.addEventListener("dragover", (event) => {
    const target = dragged.length ? targetOf(event.target) : null;
    light(target);
    if (target) event.preventDefault();
  });
  area.addEventListener("dragend", () => { dragged = []; light(null); });
  area.addEventListener("drop", (event) => {
    const target = dragged.length ? targetOf(event.target) : null;
    const ids = dragged;
    dragged = [];
    light(null);
    if (!target) return;
    event.preventDefault();
    dropped(notes, acts, ids, target);
  });
}

/** @param {EventTarget | null} target */
const targetOf = (target) => {
  const found = target instanceof Element ? target.closest(TARGETS) : null;
  return found instanceof HTMLElement && found.dataset.place !== "" && found.dataset.place !== "none" ? found : null;
};

/**
 * @param {Notes} notes
 * @param {Acts} acts
 * @param {string[]} ids
 * @param {HTMLElement} target
 */
function dropped(notes, acts, ids, target) {
  const { place, note, group } = target.dataset;
  if (place) return file(notes, acts, ids, place);
  const other = note ?? notes.groups.get(group ?? "")?.[0]?.id ?? "";
  return acts.move(ids, other);
}
