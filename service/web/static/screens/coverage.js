// 意见回应: what became of each note, and what stands behind each item of the paper.

import { addressOf } from "../core/api.js";
import { byId, fill, h } from "../core/dom.js";
import { Gradually } from "../core/gradually.js";
import { rowKeys, shortcuts } from "../core/keys.js";
import { guarded } from "../core/notice.js";
import { inAddress, inHash } from "../core/session.js";
import { screen, theAssignment } from "../core/shell.js";
import { Acts } from "../coverage/acts.js";
import { itemRow, itemTable } from "../coverage/by_item.js";
import { noteRow, noteTable } from "../coverage/by_note.js";
import { choice, choose, isChosen, listenToChoices, showChoices } from "../coverage/choices.js";
import { read } from "../coverage/data.js";
import { showSummary } from "../coverage/summary.js";

/** @typedef {import("../coverage/data.js").Answered} Answered */
/** @typedef {import("../coverage/data.js").Matter} Matter */

/** Rows that a window holds. */
const AT_ONCE = 16;

const assignment = inAddress()[0] ?? "";
const matrix = byId("matrix");
/** @type {Matter | null} */
let matter = null;
/** @type {Gradually | null} */
let drawn = null;
const acts = new Acts(assignment, reread);

async function reread() {
  const found = await read(assignment);
  byId("reading").hidden = true;
  matter = typeof found === "string" ? null : found;
  acts.matter = matter;
  byId("content").hidden = byId("outputs").hidden = matter === null;
  byId("empty").hidden = matter !== null;
  if (typeof found === "string") return showEmpty(found);
  showSummary(found.notes);
  draw();
}

/** @param {"notes" | "draft"} lacks */
function showEmpty(lacks) {
  const [title, text, name, label] = lacks === "notes"
    ? ["还没有意见", "先把征求来的意见放进来，起草之后就能在这里看到每条意见写进了哪里。", "notes", "去放意见"]
    : ["还没有草稿", "意见已经在了。起草之后，这里会列出每条意见写进了哪一条、还有哪些没有写入。", "draft", "去起草"];
  fill(byId("empty"), h("h2", {}, title), h("p", {}, text), h("p", {}, h("a", { class: "button main", href: `/assignments/${assignment}/${name}` }, label)));
}

function draw() {
  if (!matter) return;
  const held = focused();
  showChoices(matter.notes, draw);
  const chosen = matter.notes.filter(isChosen);
  const byNote = choice.view === "notes";
  byId("statuses").hidden = !byNote;
  const table = byNote ? noteTable() : itemTable();
  const shown = new Map(chosen.map((one) => [one.note.id, one]));
  fill(matrix, table);
  drawn?.drop();
  const rowMakers = byNote
    ? chosen.map((answered) => () => noteRow(assignment, answered, acts))
    : matter.entries.map((entry) => () => itemRow(assignment, entry, shown));
  drawn = new Gradually(rowMakers.map((make) => () => table.lastElementChild?.append(make())), AT_ONCE);
  if (held) drawn.complete();
  byId("shown").textContent = byNote ? shownWords(chosen.length, matter.notes.length) : `材料共${matter.entries.length}条`;
  const rows = rowsNow();
  const row = rows.find((one) => one.id === held) ?? rows[0];
  if (row) row.tabIndex = 0;
  if (held) row?.focus({ preventScroll: true });
}

/** @param {number} chosen @param {number} all */
const shownWords = (chosen, all) =>
  chosen === all ? `全部${all}条，没有写入的排在前面` : chosen ? `显示${chosen}条，共${all}条` : "没有符合条件的意见，请换一个条件";

const rowsNow = () => /** @type {HTMLElement[]} */ ([...matrix.querySelectorAll("tbody > tr")]);

/** The row that somebody is at, "" where nobody is at one. */
const focused = () => document.activeElement?.closest("#matrix tbody > tr")?.id ?? "";

/** @returns {Answered | undefined} */
const current = () => matter?.notes.find(({ note }) => `note-${note.id}` === focused());

/** @param {(answered: Answered) => unknown} act @param {(answered: Answered) => boolean} may */
function atRow(act, may) {
  const answered = current();
  if (answered && may(answered)) return act(answered);
  return undefined;
}

/** To the next note, or the one before, that nothing answers. @param {1 | -1} step */
function toMissing(step) {
  drawn?.complete();
  const rows = rowsNow().filter((row) => row.dataset.status === "missing");
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.id === focused());
  const row = rows[at < 0 && step < 0 ? rows.length - 1 : (at + step + rows.length) % rows.length];
  row?.focus();
  row?.scrollIntoView({ block: "center" });
}

/** Where a link to one note or item led. */
function showTarget() {
  const wanted = inHash();
  if (!wanted) return;
  drawn?.complete();
  if (!document.getElementById(wanted)) choose({ view: wanted.startsWith("item-") ? "items" : "notes", status: "", source: "", words: "" }, draw);
  drawn?.complete();
  const row = document.getElementById(wanted);
  if (!row || !matrix.contains(row)) return;
  row.focus();
  row.scrollIntoView({ block: "center" });
}

matrix.addEventListener("focusin", (event) => {
  const row = event.target instanceof Element ? event.target.closest("tbody > tr") : null;
  for (const other of rowsNow()) other.tabIndex = other === row ? 0 : -1;
});
rowKeys(matrix, "tbody > tr");
listenToChoices(draw);
byId("print").addEventListener("click", () => print());
// On paper nothing can be unfolded.
/** @type {HTMLDetailsElement[]} */
let unfolded = [];
addEventListener("beforeprint", () => {
  drawn?.complete();
  unfolded = [...document.querySelectorAll("main details")].filter((box) => box instanceof HTMLDetailsElement && !box.open).map((box) => /** @type {HTMLDetailsElement} */ (box));
  for (const box of unfolded) box.open = true;
});
addEventListener("afterprint", () => { for (const box of unfolded) box.open = false; });
/** @type {HTMLAnchorElement} */ (byId("export")).href = addressOf(`/assignments/${assignment}/exports/notes.xlsx`);
shortcuts(
  { keys: "F8", does: "下一条没有写入的意见", run: () => toMissing(1) },
  { keys: "Shift+F8", does: "上一条没有写入的意见", run: () => toMissing(-1) },
  { keys: "w", does: "把这条意见写进某一条", run: () => atRow((answered) => acts.insert(answered), (answered) => acts.mayInsert(answered)) },
  { keys: "b", does: "说明这条意见为什么不写", run: () => atRow((answered) => acts.explain(answered), (answered) => acts.mayExplain(answered)) },
  { keys: "u", does: "收回这条意见的说明", run: () => atRow((answered) => acts.takeBack(answered), (answered) => acts.mayTakeBack(answered)) },
);
addEventListener("hashchange", () => guarded(showTarget));

screen(async () => {
  const [{ title }] = await Promise.all([theAssignment(), reread()]);
  byId("of").textContent = title;
  showTarget();
});
