// 起草: the paper as it will print, with everything that is to be known of each sentence beside it.

import { addressOf, get, post } from "../core/api.js";
import { sure } from "../core/dialog.js";
import { byId, fill } from "../core/dom.js";
import { moment } from "../core/dates.js";
import { shortcuts } from "../core/keys.js";
import { guarded, say } from "../core/notice.js";
import { inHash } from "../core/session.js";
import { screen, theAssignment } from "../core/shell.js";
import { Acts } from "../draft/acts.js";
import { showBeginning } from "../draft/begin.js";
import { Checker } from "../draft/checking.js";
import { Conflicts } from "../draft/conflict.js";
import { Desk } from "../draft/desk.js";
import { FlagList } from "../draft/flags.js";
import { Grounds } from "../draft/grounds.js";
import { showPapers, showRemoved } from "../draft/history.js";
import { Links } from "../draft/links.js";
import { openMenu } from "../draft/menu.js";
import { NotesTab } from "../draft/notes.js";
import { Outline } from "../draft/outline.js";
import { PaperView } from "../draft/paper.js";
import { Questions } from "../draft/questions.js";
import { offerBack } from "../draft/recovering.js";
import { Saver } from "../draft/saving.js";
import { showStream } from "../draft/stream.js";
import { tabs } from "../draft/tabs.js";

/** @typedef {import("../../types/api").Assignment} Assignment */
/** @typedef {import("../../types/api").Job} Job */
/** @typedef {import("../../types/api").KeptDraft} KeptDraft */

const AWAY_MS = 20_000;

screen(async () => {
  const assignment = await theAssignment();
  const [draft, jobs] = await Promise.all([draftOf(assignment.id), running(assignment.id)]);
  const drafting = jobs.find((job) => job.task === "draft");
  // While all of it is written anew, nobody should put words into what will be replaced.
  if (drafting) return stream(assignment, drafting);
  if (draft) return showDesk(assignment, draft, jobs);
  return begin(assignment);
});

/** @param {string} assignment @returns {Promise<KeptDraft | null>} */
async function draftOf(assignment) {
  // Asked first whether there is one: a browser tells every 404 as an error of the page.
  const { items } = await get("/assignments/progress", { assignment });
  return items[0]?.drafted ? get(`/assignments/${assignment}/draft`) : null;
}

/** @param {string} assignment @returns {Promise<Job[]>} */
const running = async (assignment) =>
  (await get("/jobs", { assignment, state: ["queued", "running", "waiting"], limit: 50 })).items;

/** @param {Assignment} assignment */
const begin = (assignment) => showBeginning(byId("beginning"), assignment, (job) => stream(assignment, job));

/**
 * @param {Assignment} assignment
 * @param {Job} job
 */
async function stream(assignment, job) {
  const place = byId("beginning");
  const ended = showStream(place, job);
  guarded(async () => {
    const { state } = await ended;
    const draft = await draftOf(assignment.id);
    say(state === "done" ? "稿子写好了，已经保存" : "已取消起草");
    if (!draft) return begin(assignment);
    fill(place);
    return showDesk(assignment, draft, []);
  });
}

/**
 * The editor.
 * @param {Assignment} assignment
 * @param {KeptDraft} draft
 * @param {Job[]} jobs that run
 */
async function showDesk(assignment, draft, jobs) {
  const desk = new Desk(assignment.id);
  const saver = new Saver(desk);
  const acts = new Acts(desk, saver);
  const paper = new PaperView(desk, {
    menu: (entry, from) => acts.menu(entry, from), leave: (entry) => saver.save(entry), add: (place) => acts.add(place),
  });
  acts.paper = paper;
  const side = tabs(byId("side-tabs"), () => { notes.show(); outline.show(); });
  const flags = new FlagList(desk, paper, side.open);
  const grounds = new Grounds(desk, paper, (note) => { side.open("notes"); notes.open(note); });
  const notes = new NotesTab(desk, {
    goTo: (id, index) => grounds.goTo(id, index),
    insert: (note) => { const entry = desk.entries.get(desk.active); return entry && acts.insert(entry, note); },
  });
  const outline = new Outline(desk, paper);
  new Questions(desk, paper);
  new Links(desk, paper, saver);
  new Conflicts(desk, paper, saver);
  const checker = new Checker(desk);
  fill(byId("beginning"));
  byId("desk").hidden = false;
  desk.take(draft);
  offerBack(desk, paper);
  toolbar(assignment, desk, saver, flags);
  keys(desk, saver, acts);
  follow(desk, acts, jobs);
  comeBack(desk, saver);
  toHash(paper);
  await desk.loadNotes();
  if (draft.checked < draft.version) checker.check();
  else checker.done();
}

/**
 * @param {Assignment} assignment
 * @param {Desk} desk
 * @param {Saver} saver
 * @param {FlagList} flags
 */
function toolbar(assignment, desk, saver, flags) {
  const state = byId("save-state");
  const show = () => {
    const waiting = saver.unsaved();
    const worst = ["conflict", "refused", "failed", "saving", "unsaved"].find((one) => waiting.some((entry) => entry.saving === one)) ?? "saved";
    state.dataset.saving = worst;
    state.textContent = { conflict: "有一条要您选择", refused: "有一条没保存上", failed: "没保存上，正在重试；请不要关闭页面", saving: "正在保存…", unsaved: "未保存", saved: `已保存 ${moment(desk.draft.updated_at)}` }[worst] ?? "";
  };
  desk.on("saving", (entry) => { if (entry.saving === "saved") desk.draft.updated_at = new Date().toISOString(); show(); });
  show();
  byId("next-flag").addEventListener("click", () => flags.step(1));
  const more = byId("more");
  const files = `/assignments/${assignment.id}/exports`;
  const download = (/** @type {string} */ name) => async () => { await saver.saveAll(); location.assign(addressOf(`${files}/${name}`)); };
  byId("export").addEventListener("click", (event) => openMenu(/** @type {HTMLElement} */ (event.currentTarget), [
    { text: "Word 稿（提示写成批注）", act: download("draft.docx") },
    { text: "一页摘要（Word）", act: download("summary.docx") },
    { text: "意见整理表（Excel）", act: download("notes.xlsx") },
    { text: "打印", act: () => print() },
  ]));
  more.addEventListener("click", () => openMenu(more, [
    { text: "整份材料的各版…", act: () => showPapers(desk, () => saver.saveAll()) },
    { text: "已删去的条目…", act: () => showRemoved(desk) },
    { text: "整份重新起草…", act: () => again(assignment, saver) },
  ]));
}

/**
 * @param {Assignment} assignment
 * @param {Saver} saver
 */
async function again(assignment, saver) {
  await saver.saveAll();
  const go = await sure("整份重新起草？", "会用现在的意见另写一份，替换全部条目，包括您改过的。现在的稿子先留成一版，可以从“整份材料的各版”恢复。", "重新起草");
  if (!go) return;
  await post(`/assignments/${assignment.id}/draft`);
  location.reload();
}

/**
 * @param {Desk} desk
 * @param {Saver} saver
 * @param {Acts} acts
 */
function keys(desk, saver, acts) {
  const active = () => desk.entries.get(desk.active);
  const onActive = (/** @type {(entry: import("../draft/desk.js").Entry) => unknown} */ act) => () => { const entry = active(); if (entry) act(entry); };
  shortcuts(
    { keys: "Ctrl+s", does: "马上保存（平时会自动保存）", run: () => saver.saveAll() },
    { keys: "Alt+ArrowUp", does: "把这一条上移", run: onActive((entry) => acts.shift(entry, -1)) },
    { keys: "Alt+ArrowDown", does: "把这一条下移", run: onActive((entry) => acts.shift(entry, 1)) },
  );
}

/**
 * Items that are being drafted again since before this page was opened.
 * @param {Desk} desk
 * @param {Acts} acts
 * @param {Job[]} jobs
 */
function follow(desk, acts, jobs) {
  for (const job of jobs) {
    const entry = desk.entries.get(String(job.request.item ?? ""));
    if (job.task === "redraft" && job.request.draft === desk.draft.id && entry) acts.follow(entry, job);
  }
}

/**
 * Whoever comes back to the page after a while sees what others did meanwhile.
 * @param {Desk} desk
 * @param {Saver} saver
 */
function comeBack(desk, saver) {
  let left = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) left = Date.now();
    else if (Date.now() - left > AWAY_MS && !saver.unsaved().length) guarded(() => desk.load());
  });
}

/** An address may name an item: other screens lead to it. @param {PaperView} paper */
function toHash(paper) {
  const view = paper.views.get(inHash().replace(/^item-/, ""));
  if (!view) return;
  view.element.scrollIntoView({ block: "center" });
  view.toEnd();
  view.element.classList.add("arrived");
}
