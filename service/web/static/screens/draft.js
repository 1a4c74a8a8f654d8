// 起草: the paper as it will print, with everything that is to be known of each sentence beside it.

import { get } from "../core/api.js";
import { byId, fill } from "../core/dom.js";
import { moment } from "../core/dates.js";
import { shortcuts } from "../core/keys.js";
import { complain, guarded } from "../core/notice.js";
import { loadWhenIdle, part } from "../core/part.js";
import { inAddress, inHash } from "../core/session.js";
import { isDrafted, screen, theAssignment } from "../core/shell.js";
import { Checker } from "../draft/checking.js";
import { Desk } from "../draft/desk.js";
import { FlagList } from "../draft/flags.js";
import { Links } from "../draft/links.js";
import { changing, PaperView } from "../draft/paper.js";
import { Questions } from "../draft/questions.js";
import { Saver } from "../draft/saving.js";
import { tabs } from "../draft/tabs.js";
import { remembered } from "../draft/unsaved.js";

/** @typedef {import("../../types/api").Assignment} Assignment */
/** @typedef {import("../../types/api").Job} Job */
/** @typedef {import("../../types/api").KeptDraft} KeptDraft */
/** @typedef {import("../draft/acts.js").Acts} Acts */
/** @typedef {import("../draft/desk.js").Entry} Entry */
/** @typedef {(does: (acts: Acts) => unknown) => Promise<unknown>} Act what is done with an item, as soon as that part is loaded */

const AWAY_MS = 20_000;

const undrafted = part(() => import("../draft/undrafted.js"), ({ Undrafted }) => Undrafted);
const recovering = part(() => import("../draft/recovering.js"), ({ offerBack }) => offerBack);

const ready = screen(async () => {
  const [id = ""] = inAddress();
  // Side by side: one after another, each would wait for the line again.
  const [draft, assignment, jobs] = await Promise.all([draftOf(id), theAssignment(), running(id)]);
  const drafting = jobs.find((job) => job.task === "draft");
  // While all of it is written anew, nobody should put words into what will be replaced.
  if (draft && !drafting) return showDesk(assignment, draft, jobs);
  const view = new (await undrafted())(byId("beginning"), assignment, async () => {
    const written = await draftOf(id);
    if (written) await showDesk(assignment, written, []);
    return written !== null;
  });
  return drafting ? view.follow(drafting) : view.offer();
});

/** Null where there is none yet. @param {string} assignment @returns {Promise<KeptDraft | null>} */
async function draftOf(assignment) {
  return (await isDrafted(assignment)) ? get(`/assignments/${assignment}/draft`) : null;
}

/** @param {string} assignment @returns {Promise<Job[]>} */
async function running(assignment) {
  return (await get("/jobs", { assignment, state: ["queued", "running", "waiting"], limit: 50 })).items;
}

/** What the first view can do without is loaded after it. @param {...(() => Promise<unknown>)} parts */
const later = (...parts) => { ready.then(() => loadWhenIdle(parts)); };

/**
 * The editor.
 * @param {Assignment} assignment
 * @param {KeptDraft} draft
 * @param {Job[]} jobs that run
 */
async function showDesk(assignment, draft, jobs) {
  const lost = remembered(draft.id);
  // Before anybody can type over what was not saved.
  const offerBack = lost.length ? await recovering() : null;
  const desk = new Desk(assignment.id);
  const saver = new Saver(desk);
  const acts = part(() => import("../draft/acts.js"), (module) => new module.Acts(desk, saver, paper));
  /** @type {Act} */
  const act = (does) => guarded(async () => does(await acts()));
  const paper = new PaperView(desk, {
    menu: (entry, from) => act((all) => all.menu(entry, from)), leave: (entry) => saver.save(entry), add: (place) => act((all) => all.add(place)),
  });
  const side = tabs(byId("side-tabs"), (name) => guarded(async () => {
    if (name === "notes") (await notes()).show();
    if (name === "outline") (await outline()).show();
  }));
  const flags = new FlagList(desk, paper, side.open);
  const pointed = lastPointed(paper);
  const grounds = part(() => import("../draft/grounds.js"), (module) => new module.Grounds(desk, paper,
    (note) => guarded(async () => { side.open("notes"); (await notes()).open(note); }), pointed()));
  const notes = part(() => import("../draft/notes.js"), (module) => new module.NotesTab(desk, {
    goTo: (id, index) => guarded(async () => (await grounds()).goTo(id, index)),
    insert: (note) => { const entry = desk.entries.get(desk.active); return entry && act((all) => all.insert(entry, note)); },
  }));
  const outline = part(() => import("../draft/outline.js"), (module) => new module.Outline(desk, paper));
  const whole = part(() => import("../draft/whole.js"), (module) => new module.Whole(desk, saver));
  const conflicts = part(() => import("../draft/conflict.js"), (module) => new module.Conflicts(desk, paper, saver));
  new Questions(desk, paper);
  const links = new Links(desk, paper, saver);
  const checker = new Checker(desk);
  fill(byId("beginning"));
  byId("desk").hidden = false;
  desk.take(draft);
  guarded(() => desk.loadNotes());
  if (offerBack) offerBack(desk, paper, lost);
  toolbar(desk, saver, flags, whole);
  keys(desk, saver, act);
  follow(desk, act, jobs);
  meet(desk, paper, conflicts);
  comeBack(desk, saver);
  toHash(paper);
  later(grounds, conflicts, acts, changing, flags.answers, links.linking, notes, outline, whole);
  if (draft.checked < draft.version) checker.check();
  else checker.done();
}

/**
 * Remembers where the pointer went on the paper until somebody asks for it.
 * @param {PaperView} paper
 * @returns {() => MouseEvent | null}
 */
function lastPointed({ element }) {
  /** @type {MouseEvent | null} */
  let last = null;
  const hear = (/** @type {MouseEvent} */ event) => { last = event; };
  element.addEventListener("mousemove", hear);
  return () => { element.removeEventListener("mousemove", hear); return last; };
}

/**
 * @param {Desk} desk
 * @param {Saver} saver
 * @param {FlagList} flags
 * @param {() => Promise<import("../draft/whole.js").Whole>} whole
 */
function toolbar(desk, saver, flags, whole) {
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
  const opens = (/** @type {HTMLElement} */ from, /** @type {"files" | "versions"} */ menu) =>
    from.addEventListener("click", () => guarded(async () => (await whole())[menu](from)));
  opens(byId("export"), "files");
  opens(byId("more"), "versions");
}

/**
 * @param {Desk} desk
 * @param {Saver} saver
 * @param {Act} act
 */
function keys(desk, saver, act) {
  const shift = (/** @type {1 | -1} */ by) => () => {
    const entry = desk.entries.get(desk.active);
    if (entry) act((acts) => acts.shift(entry, by));
  };
  shortcuts(
    { keys: "Ctrl+s", does: "马上保存（平时会自动保存）", run: () => saver.saveAll() },
    { keys: "Alt+ArrowUp", does: "把这一条上移", run: shift(-1) },
    { keys: "Alt+ArrowDown", does: "把这一条下移", run: shift(1) },
  );
}

/**
 * Items that are being drafted again since before this page was opened.
 * @param {Desk} desk
 * @param {Act} act
 * @param {Job[]} jobs
 */
function follow(desk, act, jobs) {
  for (const job of jobs) {
    const entry = desk.entries.get(String(job.request.item ?? ""));
    if (job.task === "redraft" && job.request.draft === desk.draft.id && entry) act((acts) => acts.follow(entry, job));
  }
}

/**
 * Where somebody else changed an item first, both texts are shown; where that did not come off, once
 * more when the item is gone to.
 * @param {Desk} desk
 * @param {PaperView} paper
 * @param {() => Promise<import("../draft/conflict.js").Conflicts>} conflicts
 */
function meet(desk, paper, conflicts) {
  const show = async (/** @type {Entry} */ entry) => {
    if (entry.saving !== "conflict" || paper.viewOf(entry.id)?.notice.querySelector(".conflict")) return;
    try {
      await (await conflicts()).show(entry);
    } catch (error) {
      complain(error, { again: () => show(entry) });
    }
  };
  desk.on("saving", show);
  desk.on("active", show);
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
  const view = paper.viewOf(inHash().replace(/^item-/, ""));
  if (!view) return;
  view.element.scrollIntoView({ block: "center" });
  view.toEnd();
  view.element.classList.add("arrived");
}
