// 台账 over all assignments: what is overdue comes first, then what is due soonest.

import { all, get } from "../core/api.js";
import { byId, fill, h } from "../core/dom.js";
import { rowKeys } from "../core/keys.js";
import { screen } from "../core/shell.js";
import { byDay, daysLeft, due, overdue } from "../ledger/deadline.js";
import { fits, offerOwners, ownersOf, tally } from "../ledger/view.js";

/** @typedef {import("../../types/api").LedgerEntry} LedgerEntry */
/** @typedef {import("../../types/api").Assignment} Assignment */
/** @typedef {import("../../types/api").Unit} Unit */

/** @type {LedgerEntry[]} */
let lines = [];
/** @type {Map<string, Assignment>} */
let assignments = new Map();
/** @type {Map<string, string>} */
let units = new Map();

/** @param {string} id @returns {HTMLSelectElement} */
const filter = (id) => byId(id);

screen(async () => {
  /** @type {[LedgerEntry[], Assignment[], {items: Unit[]}]} */
  const [found, tasks, known] = await Promise.all([all("/ledger", {}, 5000), all("/assignments"), get("/units")]);
  lines = found.sort(bySoonest);
  assignments = new Map(tasks.map((task) => [task.id, task]));
  units = new Map(known.items.map((unit) => [unit.id, unit.name]));
  byId("reading").hidden = true;
  byId("empty").hidden = lines.length > 0;
  byId("filters").hidden = !lines.length;
  offer();
  show();
});

/** What is open and judged comes first, the longest overdue before all. @param {LedgerEntry} a @param {LedgerEntry} b */
function bySoonest(a, b) {
  const [mine, yours] = [daysLeft(a) ?? Infinity, daysLeft(b) ?? Infinity];
  return compare(mine, yours) || compare(byDay(a), byDay(b)) || a.assignment.localeCompare(b.assignment);
}

/** @param {number} a @param {number} b */
const compare = (a, b) => (a === b ? 0 : a < b ? -1 : 1);

function offer() {
  const used = [...new Set(lines.map((line) => line.assignment))];
  const owners = [...new Set(used.map(unitOf))];
  filter("assignment").append(...used.map((id) => h("option", { value: id }, titleOf(id))));
  filter("unit").append(...owners.map((id) => h("option", { value: id }, units.get(id) ?? "")));
  byId("unit-field").hidden = owners.length < 2;
  offerOwners(filter("owner"), ownersOf(lines));
  for (const control of byId("filters").querySelectorAll("select, input")) control.addEventListener("change", show);
}

/** @param {string} assignment */
const unitOf = (assignment) => assignments.get(assignment)?.unit ?? "";

/** @param {string} assignment */
const titleOf = (assignment) => assignments.get(assignment)?.title ?? "（任务）";

function show() {
  const wanted = { status: filter("status").value, owner: filter("owner").value, late: /** @type {HTMLInputElement} */ (byId("late")).checked };
  const shown = lines.filter((line) => fits(line, wanted)
    && (!filter("assignment").value || line.assignment === filter("assignment").value)
    && (!filter("unit").value || unitOf(line.assignment) === filter("unit").value));
  tally("tally", shown);
  byId("list").hidden = !shown.length;
  byId("count").textContent = shown.length || !lines.length ? "" : "没有符合筛选的，请换一个条件";
  fill(byId("rows"), shown.map(rowOf));
}

/** @param {LedgerEntry} line */
function rowOf(line) {
  const said = due(line);
  const several = units.size > 1 && !byId("unit-field").hidden;
  return h("tr", { class: overdue(line) ? "overdue" : null },
    h("th", { scope: "row" }, h("a", { href: `/assignments/${line.assignment}/ledger#line-${line.id}` }, line.problem)),
    cell("责任人", line.owner || missing()), cell("责任部门", line.department || missing()),
    cell("完成时限", line.deadline || missing(), said && h("span", { class: "due" }, said)),
    cell("状态", h("span", { class: `state status-${line.status}` }, line.status)),
    cell("任务", titleOf(line.assignment), several && h("div", { class: "mute" }, units.get(unitOf(line.assignment)))));
}

/** @param {string} label @param {...(string | Node | false | undefined)} inside */
const cell = (label, ...inside) => h("td", { data: { label } }, inside);

const missing = () => h("span", { class: "mute" }, "未填");

rowKeys(byId("rows"), "a");
