// One row a note, one heading a place or a group. A row is drawn anew only when what it shows changed.

import { button, h } from "../core/dom.js";
import { ownDetails } from "./minority.js";
import { ASIDE, BEYOND, EMPTY } from "./places.js";

/** @typedef {import("../../types/api").KeptNote} KeptNote */
/** @typedef {import("./places.js").Place} Place */
/** @typedef {import("./state.js").Notes} Notes */

export const COLUMNS = 5;
const ENOUGH_SOURCES = 4;

/**
 * What a row of this note shows, as one text: while it stays the same, the row does.
 * @param {Notes} notes
 * @param {KeptNote} note
 */
export const signature = (notes, note) =>
  [note.version, note.text, note.group, notes.placeOf(note), notes.chosen.has(note.id), notes.open === note.id, note.group ? notes.signOf(note.group) : ""].join("|");

/**
 * @param {Notes} notes
 * @param {KeptNote} note
 */
export function noteRow(notes, note) {
  const chosen = notes.chosen.has(note.id);
  const open = notes.open === note.id;
  const classes = ["note", note.group ? "member" : "", chosen ? "chosen-row" : "", open ? "open" : ""].filter(Boolean).join(" ");
  return h("tr", { class: classes, id: `note-${note.id}`, tabindex: "-1", data: { note: note.id } },
    h("td", { class: "pick" },
      h("span", { class: "grip", draggable: "true", "aria-hidden": "true", title: "按住拖到左边的方面，或拖到另一条上归并" }, "⠿"),
      h("input", { type: "checkbox", checked: chosen, "aria-label": `选中：${start(note.text)}`, data: { pick: note.id }, tabindex: "-1" })),
    h("td", { class: "says" },
      h("div", { class: "text" }, note.group ? marked(note, notes.pairsOf(note.group)) : note.text),
      h("div", { class: "about" }, note.source, note.by_hand.length ? h("span", { class: "by-hand", title: "手工改过的，重新整理也不会变" }, "手改") : null,
        note.personal.length ? h("span", { title: "起草、导出和送给模型时自动隐去" }, "含个人信息，写进材料时隐去") : null, questions(note))),
    h("td", { class: "theme" }, note.theme),
    h("td", { class: "filed" }, filed(notes, note)),
    h("td", { class: "more" }, h("button", { type: "button", class: "plain", "aria-expanded": String(open), "aria-label": `${open ? "收起" : "改"}：${start(note.text)}`, data: { open: note.id }, tabindex: "-1" }, open ? "收起" : "改")));
}

/** @param {KeptNote} note */
const questions = (note) => (note.questions.length ? h("span", { class: "to-ask" }, `还要问清 ${note.questions.length} 处`) : null);

/**
 * @param {Notes} notes
 * @param {KeptNote} note
 */
function filed(notes, note) {
  const place = notes.placeOf(note);
  if (place === ASIDE) return [h("span", { class: "state waiting" }, "说明不写"), h("div", { class: "hint" }, note.set_aside)];
  if (place === BEYOND) return h("span", { class: "state" }, "超出权限");
  if (place === EMPTY) return h("span", { class: "state" }, "没有内容");
  return notes.places.find(({ id }) => id === place)?.short ?? "";
}

/**
 * The text, with what only this one of its group says marked.
 * @param {KeptNote} note
 * @param {Map<string, number>} counts
 */
function marked(note, counts) {
  const parts = [];
  let at = 0;
  for (const [from, to] of ownDetails(note.text, counts)) {
    parts.push(note.text.slice(at, from), h("mark", {}, note.text.slice(from, to)));
    at = to;
  }
  return [...parts, note.text.slice(at)];
}

/**
 * @param {Place} place
 * @param {number} count
 */
export const placeRow = (place, count) =>
  h("tr", { class: "place-row", data: { place: place.id } }, h("th", { colspan: COLUMNS, scope: "colgroup" }, h("span", {}, place.name), h("span", { class: "mute" }, ` ${count} 条`), place.about ? h("span", { class: "hint" }, place.about) : null));

/**
 * @param {string} group
 * @param {KeptNote[]} members all of them
 * @param {number} shown how many of them pass the filter
 * @param {boolean} differ whether anything in them is marked
 * @param {{choose: (ids: string[]) => unknown, split: (ids: string[]) => unknown}} on
 */
export function groupRow(group, members, shown, differ, on) {
  const ids = members.map(({ id }) => id);
  const byHand = members.some(({ by_hand: named }) => named.includes("group"));
  return h("tr", { class: "group-row", data: { group } }, h("td", { colspan: COLUMNS },
    h("strong", {}, `归并 ${members.length} 条`), shown < members.length ? h("span", {}, `（符合筛选的 ${shown} 条）`) : null, byHand ? h("span", { class: "by-hand" }, "手改") : null,
    h("span", { class: "mute" }, `：${sourcesOf(members)}`), differ ? h("span", { class: "hint" }, "标黄的只有那一条说到，起草时不会丢") : null,
    h("span", { class: "group-acts noprint" }, button("选中这组", () => on.choose(ids), { class: "plain", tabindex: "-1" }), button("拆开", () => on.split(ids), { class: "plain", tabindex: "-1" }))));
}

/** @param {KeptNote[]} members */
function sourcesOf(members) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { source } of members) counts.set(source || "没有写来源", (counts.get(source || "没有写来源") ?? 0) + 1);
  const told = [...counts].map(([source, count]) => `${source} ${count}`);
  return told.length > ENOUGH_SOURCES ? `${told.slice(0, ENOUGH_SOURCES).join("、")}等` : told.join("、");
}

/** @param {string} text */
const start = (text) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);
