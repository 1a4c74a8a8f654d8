// 台账 of one assignment: written as in a spreadsheet, kept by itself.

import { get, post } from "../core/api.js";
import { byId, fill, h } from "../core/dom.js";
import { shortcuts } from "../core/keys.js";
import { askBeforeLeaving } from "../core/leaving.js";
import { guarded, say } from "../core/notice.js";
import { screen, theAssignment } from "../core/shell.js";
import { Table } from "../ledger/table.js";
import { fits, offerOwners, ownersOf, sorted, tally } from "../ledger/view.js";
import { download } from "../core/download.js";

/** @typedef {import("../../types/api").Assignment} Assignment */
/** @typedef {import("../ledger/cells.js").Drawn} Drawn */

/** @type {HTMLSelectElement} */
const status = byId("status");
/** @type {HTMLSelectElement} */
const owner = byId("owner");
/** @type {HTMLInputElement} */
const late = byId("late");
const sort = { by: "", down: false };

screen(async () => {
  const assignment = await theAssignment();
  const table = new Table(assignment.id, () => refresh(table));
  listen(table, assignment);
  table.fill((await get(`${table.saving.path}`)).items);
  byId("reading").hidden = true;
  if (assignment.state === "closed") freeze(table);
  else enterFrom(location.hash);
});

/** @param {Table} table @param {Assignment} assignment */
function listen(table, assignment) {
  byId("add").addEventListener("click", () => add(table));
  byId("make").addEventListener("click", () => guarded(() => make(table)));
  byId("make-first").addEventListener("click", () => guarded(() => make(table)));
  byId("undo").addEventListener("click", () => table.undo());
  for (const control of [status, owner, late]) control.addEventListener("change", () => show(table));
  for (const by of ["owner", "deadline", "status"]) byId(`by-${by}`).addEventListener("click", () => order(table, by));
  byId("export").addEventListener("click", () => guarded(async () => {
    await table.saving.flush();
    if (!table.kept) throw "有的行还没有保存，请先看标红的行，再导出";
    await download("GET", `/assignments/${assignment.id}/exports/ledger.xlsx`, `${assignment.title}（整改台账）.xlsx`);
  }));
  askBeforeLeaving(() => !table.kept);
  document.addEventListener("visibilitychange", () => { if (document.hidden) guarded(() => table.saving.flush()); });
  shortcuts(
    { keys: "Ctrl+Enter", does: "在这一行下面添一行", run: () => add(table) },
    { keys: "Ctrl+z", does: "撤销", run: () => table.undo() },
    { keys: "Ctrl+y", does: "重做", run: () => table.redo() },
    { keys: "Ctrl+s", does: "现在就保存", run: () => guarded(() => table.saving.flush()) },
    { keys: "Alt+Delete", does: "删去这一行", run: () => table.removeHere() },
    // The cells see to this key themselves; here it is only told.
    { keys: "Alt+Enter", does: "在格内换行（单按 Enter 到下一行，Shift+Enter 到上一行，Esc 恢复原文）", run: () => undefined },
  );
}

/** @param {Table} table */
function add(table) {
  sort.by = "";
  tellSort();
  table.order = (rows) => rows;
  table.add();
}

/** Makes lines from the draft; what a person wrote stays. @param {Table} table */
async function make(table) {
  await table.saving.flush();
  if (!table.kept) throw "有的行还没有保存，请先看标红的行，再按草稿生成";
  const before = table.rows.length;
  table.fill((await post(`${table.saving.path}/make`)).items);
  const more = table.rows.length - before;
  say(more > 0 ? `按草稿添了 ${more} 行；改过的行没有动` : "已与草稿对过；改过的行没有动");
}

/** @param {Table} table @param {string} by */
function order(table, by) {
  sort.down = sort.by === by && !sort.down;
  sort.by = by;
  table.order = (rows) => sorted(rows.map((one) => ({ ...one.row.line, one })), sort.by, sort.down).map(({ one }) => one);
  tellSort();
  table.arrange();
}

function tellSort() {
  for (const by of ["owner", "deadline", "status"]) {
    byId(`by-${by}`).closest("th")?.setAttribute("aria-sort", sort.by !== by ? "none" : sort.down ? "descending" : "ascending");
  }
}

/** Rows that do not fit the filter are hidden; those being written stay until it is set anew. @param {Table} table */
function show(table) {
  const wanted = { status: status.value, owner: owner.value, late: late.checked };
  for (const { row, element } of table.rows) element.hidden = !fits(row.line, wanted);
  const hidden = table.rows.filter(({ element }) => element.hidden).length;
  byId("hidden").textContent = hidden ? `另有 ${hidden} 行不符合筛选，没有显示` : "";
}

/** @param {Table} table */
function refresh(table) {
  const lines = table.rows.map(({ row }) => row.line);
  tally("tally", lines);
  if (document.activeElement !== owner) offerOwners(owner, ownersOf(lines));
  byId("empty").hidden = lines.length > 0;
  for (const id of ["sheet", "filters"]) byId(id).hidden = !lines.length;
  tellSaving(table.rows);
}

/** @param {Drawn[]} rows */
function tellSaving(rows) {
  const bad = rows.filter(({ row }) => row.state === "unsaved" || row.state === "refused").length;
  const busy = rows.some(({ row }) => row.state === "saving" || row.state === "changed");
  const place = byId("saved");
  place.classList.toggle("error", bad > 0);
  const text = bad ? `有 ${bad} 行没有保存，请看标红的行` : busy ? "正在保存…" : rows.length ? "全部已保存" : "";
  if (place.textContent !== text) place.textContent = text;
}

/** @param {Table} table */
function freeze(table) {
  table.freeze();
  for (const id of ["add", "make", "undo"]) byId(id).hidden = true;
  fill(byId("empty"), h("h2", {}, "这个任务没有台账"), h("p", {}, "任务已经办结。要补台账，请先在“任务”里重新打开。"));
  byId("saved").textContent = "任务已经办结，台账只能看";
}

/** The line that the address names is entered. @param {string} hash */
function enterFrom(hash) {
  if (hash.startsWith("#line-")) document.getElementById(hash.slice(1))?.querySelector("textarea")?.focus();
}
