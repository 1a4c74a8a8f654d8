// The notice: pasted or dropped, read, and its aspects confirmed by the person who has it before them.

import { button, fill, h } from "../core/dom.js";
import { dropZone } from "../core/drop.js";
import { complain } from "../core/notice.js";
import { upload } from "../core/upload.js";
import { SCOPES } from "./kinds.js";

/** @typedef {import("../../types/api").ProposedKind} ProposedKind */
/** @typedef {import("./wish.js").Reading} Reading */
/** @typedef {import("./wish.js").Wish} Wish */

const FILES = ".docx,.doc,.wps,.pdf,.txt,.md";
const LEAST = 20;
const WORDS_AROUND = 14;

/**
 * Where the notice is pasted or dropped.
 * @param {Wish} wish
 * @param {{typed: () => unknown, read: (proposed: ProposedKind) => unknown}} on
 */
export function noticeEntry(wish, on) {
  const text = h("textarea", { id: "notice-text", rows: 8, value: wish.notice, "aria-describedby": "notice-hint" });
  const progress = h("p", { class: "hint", role: "status" });
  text.addEventListener("input", () => { wish.notice = text.value; on.typed(); });
  const readText = button("读出对照方面", async () => {
    if (text.value.trim().length < LEAST) { complain("请先把通知全文粘贴到框里"); text.focus(); return; }
    await send(new File([text.value], "通知.txt", { type: "text/plain" }), progress, on.read);
  }, { class: "main" });
  return h("div", {},
    h("div", { class: "field" }, h("label", { for: "notice-text" }, "把通知全文粘贴在这里"), text,
      h("p", { class: "hint", id: "notice-hint" }, "只从中读出要求对照的方面、主题和时限，读出来的由您确认。")),
    h("div", { class: "row" }, readText, progress),
    dropZone({ label: "或者把通知文件拖到这里", hint: "Word、WPS、PDF 或文本文件；也可以点这里选择", accept: FILES, many: false, take: ([file]) => file && send(file, progress, on.read) }));
}

/**
 * @param {File} file
 * @param {HTMLElement} progress
 * @param {(proposed: ProposedKind) => unknown} read
 */
async function send(file, progress, read) {
  const form = new FormData();
  form.append("file", file);
  progress.textContent = "正在读通知…";
  try {
    read(await upload("/kinds/from-notice", form, () => {}));
  } catch (error) {
    complain(error);
  } finally {
    progress.textContent = "";
  }
}

/**
 * What was read, as the person goes on with it.
 * @param {ProposedKind} proposed
 * @param {string} text of the notice, where it was pasted
 * @returns {Reading}
 */
export function readingOf(proposed, text) {
  const quotes = proposed.evidence.filter(({ field }) => field === "aspects").map(({ quote }) => quote);
  return {
    kind: proposed.kind,
    name: proposed.kind.name,
    scope: proposed.kind.scope,
    year: proposed.kind.year,
    aspects: proposed.kind.aspects.map(({ title }, at) => ({ title, ...around(quotes[at] ?? "", text) })),
    // What stands in brackets at the end names a field of the kind's file: nothing for this page.
    unsure: proposed.unsure.map((line) => line.replace(/（[a-z_]+）$/, "")),
    deadlines: proposed.deadlines,
  };
}

/**
 * A quotation with a few words before and after it.
 * @param {string} quote
 * @param {string} text
 */
function around(quote, text) {
  const at = quote ? text.indexOf(quote) : -1;
  const before = at < 0 ? "" : text.slice(Math.max(0, at - WORDS_AROUND), at).split("\n").pop() ?? "";
  const after = at < 0 ? "" : text.slice(at + quote.length, at + quote.length + WORDS_AROUND).split("\n")[0] ?? "";
  return { before, quote, after };
}

/**
 * The reading as a form: every aspect with the words of the notice beside it.
 * @param {Reading} reading
 * @param {() => unknown} changed
 */
export function readingForm(reading, changed) {
  const list = h("ol", { class: "read-aspects", id: "read-aspects" });
  const redraw = (/** @type {number} */ focused = -1) => {
    fill(list, reading.aspects.map((_, at) => aspectRow(reading, at, changed, redraw)));
    if (focused >= 0) /** @type {HTMLElement | null} */ (list.children[focused]?.querySelector("input"))?.focus();
  };
  redraw();
  return h("div", { class: "reading" },
    reading.unsure.length ? h("div", { class: "unsure" }, h("strong", {}, "请对照通知确认："), h("ul", {}, reading.unsure.map((line) => h("li", {}, line)))) : null,
    h("div", { class: "about-kind" }, nameField(reading, changed), scopeField(reading, changed), yearField(reading, changed)),
    h("h3", {}, "通知要求对照的方面"),
    h("p", { class: "hint" }, "逐条与通知核对，可以改字、调整顺序、增删。材料的小标题照这里写。"),
    list,
    button("再加一个方面", () => { reading.aspects.push({ title: "", before: "", quote: "", after: "" }); changed(); redraw(reading.aspects.length - 1); }));
}

/**
 * @param {Reading} reading
 * @param {number} at
 * @param {() => unknown} changed
 * @param {(focused?: number) => void} redraw
 */
function aspectRow(reading, at, changed, redraw) {
  const aspect = /** @type {import("./wish.js").Aspect} */ (reading.aspects[at]);
  const number = at + 1;
  const input = h("input", { value: aspect.title, "aria-label": `第${number}个方面`, maxlength: 200 });
  input.addEventListener("input", () => { aspect.title = input.value; changed(); });
  const move = (/** @type {number} */ to) => {
    reading.aspects.splice(to, 0, ...reading.aspects.splice(at, 1));
    changed();
    redraw(to);
  };
  const remove = () => { reading.aspects.splice(at, 1); changed(); redraw(Math.min(at, reading.aspects.length - 1)); };
  return h("li", {}, input,
    h("p", { class: "hint evidence" }, aspect.quote ? ["通知原文：", aspect.before ? `…${aspect.before}` : "", h("mark", {}, aspect.quote), aspect.after ? `${aspect.after}…` : ""] : "自己加的"),
    h("div", { class: "row" },
      button("上移", () => move(at - 1), { class: "plain", disabled: at === 0, "aria-label": `上移第${number}个方面` }),
      button("下移", () => move(at + 1), { class: "plain", disabled: at === reading.aspects.length - 1, "aria-label": `下移第${number}个方面` }),
      button("去掉", remove, { class: "plain", "aria-label": `去掉第${number}个方面` })));
}

/**
 * @param {Reading} reading
 * @param {() => unknown} changed
 */
function nameField(reading, changed) {
  const input = h("input", { id: "reading-name", value: reading.name, maxlength: 200 });
  input.addEventListener("input", () => { reading.name = input.value; changed(); });
  return h("div", { class: "field" }, h("label", { for: "reading-name" }, "这一口径叫什么"), input);
}

/**
 * @param {Reading} reading
 * @param {() => unknown} changed
 */
function scopeField(reading, changed) {
  const select = h("select", { id: "reading-scope" }, SCOPES.map(([value, name]) => h("option", { value }, name)));
  select.value = reading.scope;
  select.addEventListener("change", () => { reading.scope = /** @type {Reading["scope"]} */ (select.value); changed(); });
  return h("div", { class: "field" }, h("label", { for: "reading-scope" }, "谁的材料"), select);
}

/**
 * @param {Reading} reading
 * @param {() => unknown} changed
 */
function yearField(reading, changed) {
  const input = h("input", { id: "reading-year", type: "number", min: 2000, max: 2100, value: String(reading.year) });
  input.addEventListener("input", () => { reading.year = Number(input.value); changed(); });
  return h("div", { class: "field" }, h("label", { for: "reading-year" }, "年度"), input);
}
