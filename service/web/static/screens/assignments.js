// 任务: what there is to write, by when and how far; and a new one.

import { all, get } from "../core/api.js";
import { byId, fill, h } from "../core/dom.js";
import { guarded } from "../core/notice.js";
import { me } from "../core/session.js";
import { screen } from "../core/shell.js";
import { shortcuts } from "../core/keys.js";
import { ASSIGNMENT_STATES } from "../core/words.js";
import { askForUnit, sampleButton, showFirstRun } from "../assignments/first.js";
import { showList } from "../assignments/list.js";
import { openMaker } from "../assignments/maker.js";
import { byUrgency } from "../assignments/next.js";
import { runningJobs, showRunning } from "../assignments/running.js";

/** @typedef {import("../../types/api").Assignment} Assignment */
/** @typedef {import("../../types/api").Kind} Kind */
/** @typedef {import("../../types/api").Progress} Progress */
/** @typedef {import("../../types/api").Unit} Unit */

const NEW = "#new";
const AT_ONCE = 100;
const UNFINISHED = "unfinished";
const stateFilter = /** @type {HTMLSelectElement} */ (byId("filter-state"));
const unitFilter = /** @type {HTMLSelectElement} */ (byId("filter-unit"));
const local = me()?.local ?? false;

/** @type {{assignments: Assignment[], units: Unit[], progress: Map<string, Progress>, kinds: Map<string, string>}} */
const known = { assignments: [], units: [], progress: new Map(), kinds: new Map() };

/** @type {Map<string, Promise<Kind[]>>} by unit */
let asked = new Map();

/**
 * The kinds that a unit may write; asked for once, until the page is read anew.
 * @param {string} unit
 * @returns {Promise<Kind[]>}
 */
function kindsOf(unit) {
  let kinds = asked.get(unit);
  if (!kinds) {
    kinds = get(`/units/${unit}/kinds`).then(({ items }) => items);
    kinds.catch(() => asked.delete(unit));
    asked.set(unit, kinds);
  }
  return kinds;
}

async function load() {
  asked = new Map();
  const [assignments, units] = await Promise.all([all("/assignments"), get("/units")]);
  known.assignments = assignments;
  known.units = units.items.filter((/** @type {Unit} */ unit) => local || me()?.writes.includes(unit.id));
  await Promise.all([loadKinds(), loadProgress()]);
}

async function loadKinds() {
  const used = [...new Set(known.assignments.map(({ unit }) => unit))];
  const lists = await Promise.all(used.map(kindsOf));
  known.kinds = new Map(lists.flat().map((kind) => [kind.id, kind.name]));
}

async function loadProgress() {
  const ids = known.assignments.filter(({ state }) => state !== "closed").map(({ id }) => id);
  const parts = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) parts.push(ids.slice(at, at + AT_ONCE));
  const lists = await Promise.all(parts.map((part) => get("/assignments/progress", { assignment: part })));
  known.progress = new Map(lists.flatMap(({ items }) => items).map((one) => [one.assignment, one]));
}

function draw() {
  const writes = known.units.length > 0;
  byId("new-assignment").hidden = !writes;
  byId("filters").hidden = known.assignments.length === 0;
  byId("filter-unit-field").hidden = known.units.length < 2;
  const list = byId("list");
  if (!writes) {
    byId("summary").textContent = "";
    if (local) showFirstRun(list, (unit) => { known.units.push(unit); location.hash = NEW; });
    else fill(list, empty("还没有单位", "请管理员在“管理”里给您安排单位。"));
    return;
  }
  const shown = known.assignments.filter(passes).sort(byUrgency);
  byId("summary").textContent = told(shown);
  if (shown.length === 0) fill(list, nothing());
  else showList(list, { assignments: shown, progress: known.progress, units: new Map(known.units.map(({ id, name }) => [id, name])), kinds: known.kinds, changed: refresh });
}

/** @param {Assignment} assignment */
function passes(assignment) {
  const state = stateFilter.value;
  const byState = !state || (state === UNFINISHED ? assignment.state !== "closed" : assignment.state === state);
  return byState && (!unitFilter.value || assignment.unit === unitFilter.value);
}

/** @param {Assignment[]} shown */
function told(shown) {
  if (shown.length === 0) return "";
  const late = shown.filter(({ state, deadline }) => (state === "open" || state === "returned") && deadline && deadline < today()).length;
  return `共 ${shown.length} 个任务，最急的在前` + (late ? `；${late} 个已超期` : "");
}

function today() {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}

function nothing() {
  if (known.assignments.length) return empty("这样筛选没有任务", "换一个状态或单位看看。");
  return empty("还没有任务", "新建一个任务：选好写什么，再把收到的意见交进来。", h("button", { type: "button", class: "main", onclick: () => { location.hash = NEW; } }, "新建任务"), local ? sampleButton() : null);
}

/**
 * @param {string} title
 * @param {string} words
 * @param {...(Node | null)} acts
 */
const empty = (title, words, ...acts) => h("div", { class: "empty" }, h("h2", {}, title), h("p", {}, words), acts.length ? h("p", { class: "row middle" }, acts) : null);

function fillFilters() {
  const query = new URLSearchParams(location.search);
  fill(stateFilter, option(UNFINISHED, "没结束的"), Object.entries(ASSIGNMENT_STATES).map(([state, name]) => option(state, name)), option("", "全部"));
  fill(unitFilter, option("", "全部单位"), known.units.map(({ id, name }) => option(id, name)));
  stateFilter.value = query.get("state") ?? UNFINISHED;
  unitFilter.value = query.get("unit") ?? "";
  for (const filter of [stateFilter, unitFilter]) if (filter.selectedIndex < 0) filter.selectedIndex = 0;
}

/**
 * @param {string} value
 * @param {string} text
 */
const option = (value, text) => h("option", { value }, text);

function filtered() {
  const query = new URLSearchParams({ state: stateFilter.value, unit: unitFilter.value });
  history.replaceState(null, "", `?${query}${location.hash}`);
  draw();
}

async function refresh() {
  await guarded(async () => { await load(); draw(); });
}

function route() {
  const making = location.hash === NEW && known.units.length > 0;
  byId("overview").hidden = making;
  byId("maker").hidden = !making;
  if (!making) { fill(byId("maker")); return; }
  guarded(async () => {
    await openMaker(byId("maker"), [...known.units], { local, kindsOf, addUnit, leave: () => { location.hash = ""; } });
    byId("maker-title").focus();
  });
}

async function addUnit() {
  const made = await askForUnit();
  if (made) known.units.push(made);
  return made;
}

/** @param {import("../../types/api").Job} job */
const nameOf = (job) => known.assignments.find(({ id }) => id === job.assignment)?.title ?? (known.units.length > 1 ? known.units.find(({ id }) => id === job.unit)?.name ?? "" : "");

byId("new-assignment").addEventListener("click", () => { location.hash = NEW; });
for (const filter of [stateFilter, unitFilter]) filter.addEventListener("change", filtered);
addEventListener("hashchange", () => { route(); if (location.hash !== NEW) draw(); });
// Back from an assignment: the browser shows the page as it was left, which may be long ago.
addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
shortcuts({ keys: "n", does: "新建任务", run: () => { if (known.units.length) location.hash = NEW; } });

screen(async () => {
  const [jobs] = await Promise.all([runningJobs(), load()]);
  fillFilters();
  draw();
  route();
  showRunning(byId("running"), jobs, nameOf, refresh);
});
