// A paper that was sent up: read, compared, commented on, returned or passed.

import { ApiError, call, get } from "../core/api.js";
import { moment } from "../core/dates.js";
import { ask } from "../core/dialog.js";
import { button, byId, fill, h } from "../core/dom.js";
import { rowKeys, shortcuts } from "../core/keys.js";
import { askBeforeLeaving } from "../core/leaving.js";
import { guarded, say, wordsOf } from "../core/notice.js";
import { inAddress, me } from "../core/session.js";
import { screen } from "../core/shell.js";
import { SUBMISSION_STATES, word } from "../core/words.js";
import { changesBetween, markedAfter, opened, othersOf } from "../review/beside.js";
import { composer } from "../review/composer.js";
import { digestInWord, pageOf, reviewed } from "../review/digest.js";
import { paperInWord } from "../review/sent.js";
import { drawnPaper } from "../review/paper.js";
import { itemsOf, nameOf, wordBeside, wordBox, wordsOn } from "../review/words.js";

/** @typedef {import("../../types/api").Submission} Submission */
/** @typedef {import("../../types/api").SubmissionSummary} Summary */
/** @typedef {import("../../types/api").ReviewWord} ReviewWord */
/** @typedef {import("../../types/api").Item} Item */

const id = inAddress()[0] ?? "";
/** @type {Submission} */
let submission;
/** @type {ReviewWord[]} */
let words = [];
/** The name of the unit that sent it. */
let unit = "";
/** @type {{summary: Summary, words: ReviewWord[]}[]} what was said of those sent before, the newest first */
let before = [];
/** @type {Awaited<ReturnType<typeof othersOf>>} */
let others = [];
/** @type {HTMLTextAreaElement} */
const whole = byId("words");
/** @type {HTMLSelectElement} */
const other = byId("other");

screen(async () => {
  await read();
  const [units, known] = await Promise.all([get("/units"), othersOf(submission)]);
  others = known;
  unit = /** @type {import("../../types/api").Unit[]} */ (units.items).find((one) => one.id === submission.unit)?.name ?? "";
  byId("title").textContent = submission.title;
  document.title = `${submission.title} · ${unit}`;
  tellAbout();
  const mine = (me()?.writes ?? []).includes(submission.unit) && !reviews();
  if (mine) {
    const back = /** @type {HTMLAnchorElement} */ (byId("back"));
    back.href = `/assignments/${submission.assignment}/sending`;
    back.textContent = "回到报送";
  }
  byId("digest").hidden = !reviews();
  other.append(...others.map((one, at) => h("option", { value: String(at) }, one.label)));
  byId("compare").hidden = !others.length;
  byId("reading").hidden = true;
  byId("desk").hidden = false;
  await readEarlier();
  show();
  listen();
});

/** Whether who looks at it is to judge it. */
const reviews = () => (me()?.reviews ?? []).includes(submission.unit) && (me()?.permissions ?? []).includes("review");

async function read() {
  [submission, words] = await Promise.all([get(`/submissions/${id}`), get(`/submissions/${id}/words`).then((list) => list.items)]);
}

async function readEarlier() {
  const same = others.filter((one) => one.earlier).map((one) => one.summary);
  before = await Promise.all(same.map(async (summary) => ({ summary, words: (await get(`/submissions/${summary.id}/words`)).items })));
}

function tellAbout() {
  fill(byId("about"), `${unit}　${submission.year}年度　${submission.submitted_by} ${moment(submission.submitted_at)}报送　`,
    h("span", { class: `state ${submission.state}` }, word(SUBMISSION_STATES, submission.state)));
}

function show() {
  fill(byId("paper"), drawnPaper(submission, addWords));
  showSaid();
  const earlier = before.filter((one) => one.words.length);
  byId("earlier").hidden = !earlier.length;
  fill(byId("earlier-said"), earlier.map((one) => [h("h3", {}, `${moment(one.summary.submitted_at)}报送`), ...one.words.map((said) => wordBox(said, addressIn))]).flat());
  byId("deciding").hidden = !reviews();
}

/** Where on this page an item stands. @param {string} item */
const addressIn = (item) => (itemsOf(submission.paper).some((one) => one.id === item) ? `#item-${item}` : null);

/** What was said of the item, and where more can be written. @param {Item} item @param {HTMLElement} box */
function addWords(item, box) {
  box.append(...wordsOn(words, item).map((one) => wordBeside(one, item)));
  for (const earlier of before) {
    box.append(...wordsOn(earlier.words, item).map((one) => h("div", { class: "before" }, h("p", { class: "hint" }, "上次报送时的意见"), wordBeside(one, item))));
  }
  if (!reviews()) return;
  const open = button("写意见", () => openComposer(item, box, open), { class: "plain write noprint", "aria-label": `对“${nameOf(item)}”写意见` });
  box.append(open);
}

/** @param {Item} item @param {HTMLElement} box @param {HTMLElement} open */
function openComposer(item, box, open) {
  if (box.querySelector(".composer")) return;
  open.hidden = true;
  const made = composer(`对“${nameOf(item)}”的意见`, async (said) => {
    const sent = await send("comment", said, item.id);
    words.push(sent);
    open.before(wordBeside(sent, item));
    showSaid();
    say("意见已写上");
  }, () => { open.hidden = false; box.focus(); });
  box.append(made.form);
  made.text.focus();
}

/** Says a word at the version that was read; after somebody else's verdict the page shows it. @param {"comment" | "returned" | "passed"} verdict @param {string} said @param {string} [item] @returns {Promise<ReviewWord>} */
async function send(verdict, said, item) {
  try {
    return (await call("POST", `/submissions/${id}/words`, { body: { verdict, words: said, item }, version: submission.version })).value;
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) { await read(); showSaid(); }
    throw error;
  }
}

function listen() {
  byId("whole").addEventListener("submit", (event) => { event.preventDefault(); decide("comment"); });
  byId("return").addEventListener("click", () => decide("returned"));
  byId("pass").addEventListener("click", () => decide("passed"));
  byId("word").addEventListener("click", () => guarded(() => paperInWord(submission)));
  byId("print").addEventListener("click", () => print());
  byId("digest").addEventListener("click", digest);
  byId("page-close").addEventListener("click", () => { byId("page").hidden = true; byId("digest").focus(); });
  byId("page-word").addEventListener("click", () => guarded(async () => { await digestInWord([id]); say("摘要已下载"); }));
  other.addEventListener("change", () => guarded(compare));
  rowKeys(byId("paper"), ".item");
  askBeforeLeaving(() => [...document.querySelectorAll("textarea")].some((text) => text.value.trim() !== ""));
  shortcuts(
    { keys: "j", does: "下一条", run: () => step(1) },
    { keys: "k", does: "上一条", run: () => step(-1) },
    { keys: "c", does: "对这一条写意见；没有选中哪一条时，对整份材料写", run: writeHere },
    { keys: "d", does: "看一页摘要", run: () => byId("digest").click() },
    { keys: "b", does: "与以前的稿子比较", run: () => other.focus() },
  );
}

/** @param {number} way */
function step(way) {
  const items = /** @type {HTMLElement[]} */ ([...byId("paper").querySelectorAll(".item")]);
  const at = items.findIndex((box) => box.contains(document.activeElement));
  items[at < 0 ? 0 : Math.max(0, Math.min(items.length - 1, at + way))]?.focus();
}

function writeHere() {
  const box = document.activeElement?.closest(".item");
  const open = box?.querySelector(".write");
  if (open instanceof HTMLElement) open.click();
  else if (!byId("deciding").hidden) whole.focus();
}

/** @param {"comment" | "returned" | "passed"} verdict */
async function decide(verdict) {
  tellNeeded("");
  if (!whole.value.trim() && verdict !== "passed") return needWords(verdict);
  if (verdict !== "comment" && !(await confirmed(verdict))) return undefined;
  try {
    await send(verdict, whole.value);
    whole.value = "";
    await read();
    say({ comment: "意见已写上", returned: "已退回，单位会看到意见", passed: "已通过" }[verdict]);
  } catch (error) {
    tellNeeded(wordsOf(error));
  }
  return showSaid();
}

/** What was said and how the paper stands, without touching what is being written on items. */
function showSaid() {
  tellAbout();
  fill(byId("said"), words.length ? words.map((one) => wordBox(one, addressIn)) : h("p", { class: "mute" }, "还没有意见。"));
  for (const name of ["return", "pass"]) byId(name).hidden = submission.state !== "submitted";
}

/** Returning and commenting need words; those on single items may be meant. @param {"comment" | "returned"} verdict */
function needWords(verdict) {
  if (verdict === "returned" && words.length) {
    whole.value = "请按逐条意见修改后再报。";
    tellNeeded("退回要写一句话，已代拟，请改好后再点“退回修改”");
  } else {
    tellNeeded(verdict === "returned" ? "退回要写明意见，单位才知道改什么" : "请先写意见");
  }
  whole.focus();
}

/** @param {string} text */
function tellNeeded(text) {
  byId("needed").textContent = text;
  byId("needed").hidden = !text;
}

/** @param {"returned" | "passed"} verdict */
async function confirmed(verdict) {
  const open = /** @type {HTMLTextAreaElement[]} */ ([...document.querySelectorAll(".composer textarea")]).filter((text) => text.value.trim()).length;
  const unsent = open ? `另有 ${open} 条意见写了还没有点“写上”，不会一起送出。` : "";
  const question = verdict === "returned"
    ? { title: "退回修改？", body: [`“${submission.title}”退回给${unit}，意见他们会看到。退回后不能收回，要等他们改好再报。`, unsent], confirm: "退回" }
    : { title: "通过？", body: [`“${submission.title}”审核通过。通过后不能再改结论。`, unsent], confirm: "通过" };
  return (await ask({ ...question, body: question.body.filter(Boolean) })) !== null;
}

async function digest() {
  const place = byId("digest");
  if (place.getAttribute("aria-busy") === "true") return;
  place.setAttribute("aria-busy", "true");
  place.textContent = "正在读…";
  await guarded(async () => {
    const [paper] = (await reviewed([id])).papers;
    fill(byId("found"), paper ? pageOf(paper) : h("p", {}, "这份材料没有读出来，请下载 Word 查看。"));
    byId("page").hidden = false;
    byId("page-title").focus();
  });
  place.textContent = "看一页摘要";
  place.removeAttribute("aria-busy");
}

/** The comparison stands in place of the paper, which keeps what is being written in it. */
async function compare() {
  const chosen = others[Number(other.value || NaN)];
  byId("paper").hidden = Boolean(chosen);
  byId("beside").hidden = !chosen;
  byId("compared").textContent = "";
  if (!chosen) return;
  const found = await opened(chosen.summary.id);
  if (chosen.earlier) {
    const { article, said } = changesBetween(found, submission);
    fill(byId("beside"), article);
    byId("compared").textContent = said;
  } else {
    const { write, said } = markedAfter(found);
    fill(byId("beside"), drawnPaper(submission, undefined, write));
    byId("compared").textContent = said();
  }
}
