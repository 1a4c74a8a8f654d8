// 报送: what is still open, sending the paper up, taking it back, and why it came back.

import { call, get, post } from "../core/api.js";
import { moment } from "../core/dates.js";
import { ask, sure } from "../core/dialog.js";
import { button, byId, fill, h } from "../core/dom.js";
import { complain, guarded, say } from "../core/notice.js";
import { me } from "../core/session.js";
import { screen, theAssignment } from "../core/shell.js";
import { sentOf, sentTable, whyReturned } from "../sending/earlier.js";
import { inWords, openIn, openList } from "../sending/open.js";

/** @typedef {import("../../types/api").Assignment} Assignment */
/** @typedef {import("../../types/api").KeptDraft} KeptDraft */
/** @typedef {import("../../types/api").Progress} Progress */
/** @typedef {import("../sending/earlier.js").Sent} Sent */
/** @typedef {import("../sending/open.js").Open} Open */

screen(show);

/** Reads everything anew and shows it. */
async function show() {
  const assignment = await theAssignment();
  const [told, sent, heads] = await Promise.all([
    get("/assignments/progress", { assignment: assignment.id }), sentOf(assignment.id), get(`/units/${assignment.unit}/heads`)]);
  /** @type {Progress} */
  const progress = told.items[0];
  /** @type {KeptDraft | null} */
  const draft = progress.drafted ? await get(`/assignments/${assignment.id}/draft`) : null;
  byId("reading").hidden = true;
  /** @type {HTMLAnchorElement} */ (byId("to-draft")).href = `/assignments/${assignment.id}/draft`;
  byId("none").hidden = draft !== null;
  byId("now").hidden = draft === null;
  if (draft) showNow(assignment, draft, openIn(draft, progress), sent, heads.items);
  byId("sent").hidden = !sent.length;
  fill(byId("sent-list"), sent.length ? sentTable(sent) : null);
}

const TITLES = { open: "准备报送", submitted: "已报送，等上级审核", returned: "已退回，请修改后再报送", passed: "已通过", closed: "任务已办结" };

/** @param {Assignment} assignment @param {KeptDraft} draft @param {Open} open @param {Sent[]} sent @param {string[]} heads */
function showNow(assignment, draft, open, sent, heads) {
  const last = sent[0];
  const mine = (me()?.heads ?? []).includes(assignment.unit) && (me()?.permissions ?? []).includes("submit");
  const toSend = assignment.state === "open" || assignment.state === "returned";
  byId("now-title").textContent = TITLES[assignment.state];
  byId("now-said").textContent = saidNow(assignment, draft, last);
  fill(byId("returned"), assignment.state === "returned" && last ? whyReturned(last, assignment.id, draft.draft.paper) : null);
  fill(byId("open"), toSend ? [h("h3", {}, "报送前看一遍"), openList(assignment.id, open, (event) => check(draft, event))] : null);
  fill(byId("acts"), acts(assignment, draft, last, mine, inWords(open)));
  byId("who").textContent = mine || assignment.state === "closed" || assignment.state === "passed" ? "" : whoMay(heads);
}

/** @param {Assignment} assignment @param {KeptDraft} draft @param {Sent | undefined} last */
function saidNow(assignment, draft, last) {
  if (!last) return "";
  const { summary } = last;
  const when = `${summary.submitted_by} ${moment(summary.submitted_at)}报送。`;
  if (assignment.state === "submitted") return `${when}${draft.version > summary.draft_version ? "报送以后稿子又有改动，上级看到的是报送时的样子。" : ""}`;
  if (assignment.state === "returned") return draft.version > summary.draft_version ? `${when}退回以后已经改过稿子。` : `${when}退回以后稿子还没有改过，改好才能再报。`;
  return assignment.state === "passed" ? when : "";
}

/** @param {string[]} heads */
const whoMay = (heads) => (heads.length
  ? `报送和撤回由本单位负责人来办：${heads.join("、")}。`
  : "本单位还没有设负责人，不能报送；请管理员在“管理”里设一位。");

/** @param {Assignment} assignment @param {KeptDraft} draft @param {Sent | undefined} last @param {boolean} mine @param {string} still */
function acts(assignment, draft, last, mine, still) {
  const look = h("a", { class: "button", href: `/assignments/${assignment.id}/draft` }, assignment.state === "returned" ? "去修改" : "看稿子");
  if (!mine) return [look];
  if (assignment.state === "submitted" && last) return [button("撤回", () => withdraw(last), { class: "danger" }), look];
  if (assignment.state === "open" || assignment.state === "returned") {
    return [button(last ? "再次报送" : "报送", () => send(assignment, draft, still), { class: "main" }), look];
  }
  return [look];
}

/** @param {Assignment} assignment @param {KeptDraft} draft @param {string} still */
async function send(assignment, draft, still) {
  const title = `报送“${assignment.title}”？`;
  const body = [
    still ? h("p", { class: "error" }, still) : "",
    "报送的是稿子现在的样子，只有正文，不带意见。上级审核以前可以撤回。",
  ].filter(Boolean);
  if (!(await ask({ title, body, confirm: still ? "仍然报送" : "报送" }))) return;
  try {
    await call("POST", `/assignments/${assignment.id}/submissions`, { version: draft.version });
    say("已报送，等上级审核");
  } catch (error) {
    complain(error);
  }
  // Also after a refusal: the draft or the state is not what was shown.
  await guarded(show);
}

/** @param {Sent} last */
async function withdraw({ summary }) {
  if (!(await sure("撤回这次报送？", "撤回后上级看不到这份稿子，改好可以再报。", "撤回"))) return;
  try {
    await call("POST", `/submissions/${summary.id}/withdraw`, { version: summary.version });
    say("已撤回");
  } catch (error) {
    complain(error);
  }
  await guarded(show);
}

/** @param {KeptDraft} draft @param {Event} event of the button */
async function check(draft, { target }) {
  const place = /** @type {HTMLElement} */ (target);
  const before = place.textContent;
  place.textContent = "正在核对…";
  await guarded(async () => {
    await post(`/drafts/${draft.id}/check`);
    await show();
    say("已核对");
  });
  place.textContent = before;
}
