// One checked paper on the page: its text with the flags painted, the list beside it.

import { button, byId, fill, h } from "../core/dom.js";
import { dropZone } from "../core/drop.js";
import { guarded } from "../core/notice.js";
import { LEVELS, word } from "../core/words.js";
import { painted, paintedFor } from "../reading/painted.js";
import { cards } from "./cards.js";
import { showSince } from "./since.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./source.js").CheckedPaper} CheckedPaper */
/** @typedef {import("./walking.js").Walking} Walking */

const ORDER = ["error", "warning", "suggestion"];
export const ACCEPT = ".docx,.doc,.wps,.pdf,.txt,.md";

/**
 * Shows a paper of a source.
 * @param {Source} source
 * @param {number} number
 * @param {Walking} walking
 */
export async function showPaper(source, number, walking) {
  const paper = await source.load(number);
  const reload = () => showPaper(source, number, walking);
  // Gravest first: where flags meet, its colour is seen.
  const flags = [...paper.flags].sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
  const numbers = new Map(flags.map((flag, at) => [flag.id, at + 1]));
  byId("paper-name").textContent = paper.file;
  byId("counts").textContent = countWords(paper);
  fill(byId("sheet"), painted(paper.text, flags.map((flag) => ({ key: flag.id, start: flag.start, end: flag.end, look: flag.level, label: `${word(LEVELS, flag.level)}：${flag.message}` })), paper.paper));
  for (const [key, at] of numbers) numberOn(byId("sheet"), key, at);
  showSince(byId("since"), paper.since);
  fill(byId("side"), ...cards(paper, numbers, source, reload), paper.notices.map((notice) => h("p", { class: "hint" }, notice)));
  showOutputs(source, number);
  byId("result").hidden = false;
  walking.ready();
}

/** @param {HTMLElement} sheet @param {string} key @param {number} number */
function numberOn(sheet, key, number) {
  const marks = paintedFor(sheet, key);
  const last = marks[marks.length - 1];
  if (last) last.dataset.number = [last.dataset.number, number].filter(Boolean).join("、");
}

/** @param {CheckedPaper} paper */
function countWords({ flags, dismissed }) {
  const told = ORDER.map((level) => [word(LEVELS, level), flags.filter((flag) => flag.level === level).length]).filter(([, count]) => count);
  const settled = dismissed.length ? `；另有${dismissed.length}处已注明不必改` : "";
  return told.length ? `${told.map(([name, count]) => `${name}${count}处`).join("，")}${settled}。按 F8 逐处看。` : `没有提示${settled}。`;
}

/**
 * @param {Source} source
 * @param {number} number
 */
function showOutputs(source, number) {
  const isWord = /\.docx$/i.test(source.names[number - 1] ?? "");
  const zone = dropZone({ label: "放入改过的文件", hint: "看改好了哪些", accept: ACCEPT, many: false, take: (files) => {
    const [file] = files;
    if (file) guarded(() => source.revise(number, file));
  } });
  zone.classList.add("small");
  fill(byId("outputs"),
    button(isWord ? "下载同一份文件，带批注" : "下载文字稿（Word），带批注", () => guarded(() => source.download(number)), { class: "main" }),
    zone,
    h("button", { type: "button", onclick: () => print() }, "打印"));
}

/**
 * Which paper of several is shown, and what could not be read.
 * @param {Source} source
 * @param {number} number
 * @param {(number: number) => unknown} choose
 */
export function showPapers(source, number, choose) {
  fill(byId("papers"),
    source.failed.length ? h("div", { class: "job bad", role: "alert" }, h("span", { class: "job-text" }, `有${source.failed.length}份读不了，没有核对：${source.failed.join("；")}`)) : null,
    source.names.length > 1 ? h("nav", { class: "switch", "aria-label": "这次核对的材料" }, source.names.map((name, at) =>
      h("button", { type: "button", "aria-pressed": String(at + 1 === number), onclick: () => choose(at + 1) }, name))) : null);
}
