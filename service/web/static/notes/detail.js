// The open note: every field to correct, why it was filed so, and the original one click away.

import { addressOf } from "../core/api.js";
import { button, h } from "../core/dom.js";
import { COLUMNS } from "./rows.js";
import { BEYOND, EMPTY } from "./places.js";

/** @typedef {import("../../types/api").KeptNote} KeptNote */
/** @typedef {import("./acts.js").Acts} Acts */
/** @typedef {import("./state.js").Notes} Notes */

const DIGEST_PREFIX = 9;

/**
 * @param {Notes} notes
 * @param {KeptNote} note
 * @param {Acts} acts
 */
export const detailRow = (notes, note, acts) =>
  h("tr", { class: "detail", data: { detail: note.id } }, h("td", { colspan: COLUMNS },
    h("div", { class: "detail-in" }, editor(notes, note, acts), original(notes, note))));

/**
 * @param {Notes} notes
 * @param {KeptNote} note
 * @param {Acts} acts
 */
function editor(notes, note, acts) {
  const place = notes.placeOf(note);
  return h("div", { class: "editor" },
    labelled("对照方面", "edit-aspect", aspectSelect(notes, note, acts)),
    labelled("主题", "edit-theme", themeInput(notes, note, acts)),
    labelled("去向", "edit-route", routeSelect(note, acts)),
    notes.groups.size ? labelled("归并到", "edit-group", groupSelect(notes, note, acts), "field wide") : null,
    h("div", { class: "row" },
      note.set_aside
        ? button("收回，写进材料", () => acts.correct([note.id], { set_aside: "" }, "已收回，写进材料"))
        : button("说明不写…", () => acts.setAside([note.id])),
      place === EMPTY
        ? button("有内容，放回去", () => acts.correct([note.id], { empty: false }, "已放回意见里"))
        : button("没有内容", () => acts.correct([note.id], { empty: true }, "已记为没有内容")),
      place === BEYOND ? h("p", { class: "hint" }, "超出本单位权限的事不写进材料；会前请向提意见的同志说明。") : null));
}

/**
 * @param {Notes} notes
 * @param {KeptNote} note
 */
function original(notes, note) {
  const line = notes.lines.get(note.source_id);
  const parts = notes.all.filter((other) => other.source_id === note.source_id);
  return h("div", { class: "original" },
    h("h3", {}, "原话"),
    h("blockquote", {}, line?.text ?? note.text),
    h("p", { class: "hint" }, [whereFrom(notes, note), parts.length > 1 ? `这一行里有 ${parts.length} 条意见，已分开` : ""].filter(Boolean).join("；"), " ", download(notes, note)),
    note.reason ? h("p", { class: "hint" }, `为什么归在这里：${note.reason}`) : null,
    note.questions.length ? [h("h3", {}, "还要问清"), h("ul", {}, note.questions.map((question) => h("li", {}, question)))] : null);
}

/**
 * Which file, which line, which channel.
 * @param {Notes} notes
 * @param {KeptNote} note
 */
export function whereFrom(notes, note) {
  const line = notes.lines.get(note.source_id);
  const file = notes.files.get(line?.original ?? "");
  const number = line?.original ? line.id.slice(DIGEST_PREFIX) : note.source_id;
  return [file ? `来自 ${file}` : "", `编号 ${number}`, note.source].filter(Boolean).join("，");
}

/**
 * @param {Notes} notes
 * @param {KeptNote} note
 */
export function download(notes, note) {
  const digest = notes.lines.get(note.source_id)?.original;
  if (!digest || !notes.files.has(digest)) return null;
  return h("a", { href: addressOf(`/units/${notes.assignment.unit}/originals/${digest}`), download: true }, "下载原件");
}

/**
 * @param {Notes} notes
 * @param {KeptNote} note
 * @param {Acts} acts
 */
function aspectSelect(notes, note, acts) {
  const aspects = notes.places.filter(({ about }) => !about);
  const select = h("select", { id: "edit-aspect" }, note.aspect && aspects.some(({ id }) => id === note.aspect) ? null : h("option", { value: "" }, "还没有归"),
    aspects.map(({ id, name, key }) => h("option", { value: id }, key ? `${key} ${name}` : name)));
  select.value = note.aspect ?? "";
  select.addEventListener("change", () => acts.correct([note.id], { aspect: select.value }, `已归到“${aspects.find(({ id }) => id === select.value)?.short ?? ""}”`));
  return select;
}

/**
 * @param {Notes} notes
 * @param {KeptNote} note
 * @param {Acts} acts
 */
function themeInput(notes, note, acts) {
  const themes = [...new Set(notes.listed.map(({ theme }) => theme).filter(Boolean))];
  const input = h("input", { id: "edit-theme", value: note.theme, list: "themes", maxlength: 50, autocomplete: "off" });
  input.addEventListener("change", () => { if (input.value.trim() !== note.theme) acts.correct([note.id], { theme: input.value.trim() }, "主题已改"); });
  return h("span", {}, input, h("datalist", { id: "themes" }, themes.map((theme) => h("option", { value: theme }))));
}

/**
 * @param {KeptNote} note
 * @param {Acts} acts
 */
function routeSelect(note, acts) {
  const select = h("select", { id: "edit-route" }, h("option", { value: "draft" }, "写进材料"), h("option", { value: "beyond" }, "超出本单位权限，不写"), h("option", { value: "clue" }, "是问题线索，移交纪检"));
  select.value = note.route;
  select.addEventListener("change", () => acts.correct([note.id], { route: /** @type {"draft"} */ (select.value) }, select.value === "clue" ? "已放进线索，原样保存" : "去向已改"));
  return select;
}

/**
 * @param {Notes} notes
 * @param {KeptNote} note
 * @param {Acts} acts
 */
function groupSelect(notes, note, acts) {
  const select = h("select", { id: "edit-group" }, h("option", { value: "" }, "单独一条"),
    [...notes.groups].map(([group, members]) => h("option", { value: group }, `${members.length} 条：${members[0]?.text.slice(0, 30) ?? ""}`)));
  select.value = note.group ?? "";
  select.addEventListener("change", () => {
    const members = notes.groups.get(select.value);
    if (members?.[0]) acts.move([note.id], members[0].id);
    else acts.split([note.id]);
  });
  return select;
}

/**
 * @param {string} text
 * @param {string} id
 * @param {HTMLElement} control
 * @param {string} [classes]
 */
const labelled = (text, id, control, classes = "field") => h("div", { class: classes }, h("label", { for: id }, text), control);
