// 审核: what the units below have sent up, and several of them reviewed together.

import { all, get } from "../core/api.js";
import { moment } from "../core/dates.js";
import { byId, fill, h } from "../core/dom.js";
import { rowKeys, shortcuts } from "../core/keys.js";
import { guarded, say } from "../core/notice.js";
import { me } from "../core/session.js";
import { screen } from "../core/shell.js";
import { SUBMISSION_STATES, word } from "../core/words.js";
import { digestInWord, together } from "../review/digest.js";
import { reviewedTogether } from "../review/under_way.js";

/** @typedef {import("../../types/api").SubmissionSummary} Summary */
/** @typedef {import("../../types/api").Unit} Unit */

const MOST = 50;
const MOST_LISTED = 2000;
const TURN = { submitted: "我审核", returned: "单位修改后再报", passed: "已办完", withdrawn: "单位" };
const FILTERS = ["state", "year", "unit"];

/** @type {Summary[]} */
let sent = [];
/** Whether there are older ones that are not listed. */
let cut = false;
/** @type {Map<string, string>} */
let units = new Map();
/** @type {Record<string, {name: string}>} */
let kinds = {};
/** @type {Set<string>} */
const chosen = new Set();

screen(async () => {
  const [submissions, known, named] = await Promise.all([all("/submissions", {}, MOST_LISTED), get("/units"), get("/kinds")]);
  const reviews = me()?.reviews ?? [];
  cut = submissions.length >= MOST_LISTED;
  sent = submissions.filter((one) => reviews.includes(one.unit));
  units = new Map(/** @type {Unit[]} */ (known.items).map((unit) => [unit.id, unit.name]));
  kinds = named;
  offerFilters();
  byId("reading").hidden = true;
  show();
});

const unitName = (/** @type {string} */ id) => units.get(id) ?? "未知单位";

/** @param {string} id @returns {HTMLSelectElement} */
const filter = (id) => byId(id);

/** What the address says is chosen: coming back to the list finds it as it was left. */
function offerFilters() {
  const years = [...new Set(sent.map((one) => one.year))].sort((a, b) => b - a).map(String);
  const senders = [...new Set(sent.map((one) => one.unit))].sort((a, b) => unitName(a).localeCompare(unitName(b), "zh-CN"));
  filter("year").append(...years.map((year) => h("option", { value: year }, `${year}年`)));
  filter("unit").append(...senders.map((id) => h("option", { value: id }, unitName(id))));
  const given = new URLSearchParams(location.search);
  for (const id of FILTERS) {
    filter(id).value = given.get(id) ?? "";
    if (filter(id).selectedIndex < 0) filter(id).value = "";
    filter(id).addEventListener("change", () => { remember(); show(); });
  }
}

function remember() {
  const given = new URLSearchParams(FILTERS.filter((id) => filter(id).value).map((id) => [id, filter(id).value]));
  history.replaceState(null, "", given.toString() ? `?${given}` : location.pathname);
}

function show() {
  const shown = sent.filter((one) =>
    (!filter("state").value || one.state === filter("state").value)
    && (!filter("year").value || String(one.year) === filter("year").value)
    && (!filter("unit").value || one.unit === filter("unit").value));
  for (const id of chosen) if (!shown.some((one) => one.id === id)) chosen.delete(id);
  fill(byId("rows"), shown.map(rowOf));
  byId("list").hidden = !shown.length;
  byId("empty").hidden = shown.length > 0;
  if (!shown.length) tellEmpty();
  const waiting = sent.filter((one) => one.state === "submitted").length;
  byId("count").textContent = sent.length ? `共 ${shown.length} 份；全部单位待审核 ${waiting} 份${cut ? "（只列出最近的）" : ""}` : "";
  tellChosen();
}

function tellEmpty() {
  if (sent.length) {
    fill(byId("empty"), h("h2", {}, "没有符合筛选的报送稿"), h("p", {}, "请换一个状态、年度或单位。"));
  } else {
    fill(byId("empty"), h("h2", {}, "还没有单位报送材料"), h("p", {}, "下级单位的负责人报送以后，材料会列在这里。"));
  }
}

/** @param {Summary} one */
function rowOf(one) {
  const box = h("input", { type: "checkbox", checked: chosen.has(one.id), "aria-label": `选中 ${unitName(one.unit)} ${one.title}` });
  box.addEventListener("change", () => { if (box.checked) chosen.add(one.id); else chosen.delete(one.id); tellChosen(); });
  const link = h("a", { href: `/review/${one.id}` }, one.title);
  return h("tr", {},
    h("td", {}, box), cell("单位", unitName(one.unit)), h("th", { scope: "row", class: "title" }, link),
    cell("文种", kinds[one.kind]?.name ?? "单位自定文种"), cell("年度", String(one.year)), cell("报送时间", moment(one.submitted_at)),
    cell("状态", h("span", { class: `state ${one.state}` }, word(SUBMISSION_STATES, one.state))), cell("该谁办", turnOf(one)));
}

/** Whose turn it is; a paper that was returned may have been sent anew since. @param {Summary} one */
const turnOf = (one) => (one.state === "returned" && sent.some((other) => other.assignment === one.assignment && other.id > one.id) ? "已报新稿" : TURN[one.state]);

/** @param {string} label @param {string | Node} inside */
const cell = (label, inside) => h("td", { data: { label } }, inside);

function tellChosen() {
  const count = chosen.size;
  const boxes = byId("rows").querySelectorAll("input");
  const every = /** @type {HTMLInputElement} */ (byId("every"));
  every.checked = count > 0 && count === boxes.length;
  every.indeterminate = count > 0 && count < boxes.length;
  for (const id of ["together", "word"]) byId(id).toggleAttribute("disabled", !count || count > MOST);
  byId("chosen").textContent = count > MOST ? `选了 ${count} 份，一次最多 ${MOST} 份` : count ? `选中 ${count} 份` : "勾选几份，可以一起看共同的问题、雷同和差别。";
}

byId("every").addEventListener("change", () => {
  const wanted = /** @type {HTMLInputElement} */ (byId("every")).checked;
  for (const box of byId("rows").querySelectorAll("input")) {
    if (box.checked !== wanted) { box.checked = wanted; box.dispatchEvent(new Event("change")); }
  }
});

/** Those that are chosen, in the list's order. */
const theChosen = () => sent.filter((one) => chosen.has(one.id));

/** @param {Summary[]} papers */
async function reviewTogether(papers) {
  await busy("together", "正在审阅…", async () => {
    const again = () => reviewTogether(papers);
    const found = await reviewedTogether(byId("under-way"), papers.map((one) => one.id), again);
    if (!found) { if (isIdle()) byId("together").focus(); return; }
    fill(byId("found"), together(found, papers, unitName));
    byId("result").hidden = false;
    const look = () => byId("result-title").focus();
    // Whoever is at something else meanwhile is told, and not torn away from it.
    if (isIdle()) look(); else say("一起审阅做完了，结果在列表下面", { undo: look, label: "去看" });
  });
}

/** Whether the keyboard is nowhere in particular, or still where the review was begun. */
const isIdle = () => document.activeElement === document.body || document.activeElement === byId("together");

/** @param {string} id of the button @param {string} text @param {() => Promise<void>} act */
async function busy(id, text, act) {
  const place = byId(id);
  const before = place.textContent;
  if (place.getAttribute("aria-busy") === "true") return;
  place.setAttribute("aria-busy", "true");
  place.textContent = text;
  await guarded(act);
  place.textContent = before;
  place.removeAttribute("aria-busy");
}

byId("together").addEventListener("click", () => reviewTogether(theChosen()));
byId("word").addEventListener("click", () => busy("word", "正在做 Word 文件…", async () => {
  await digestInWord(theChosen().map((one) => one.id));
  say("审阅摘要已下载");
}));
byId("close").addEventListener("click", () => { byId("result").hidden = true; byId("together").focus(); });
rowKeys(byId("rows"), "a");
shortcuts({ keys: "a", does: "选中或取消全部报送稿", run: () => byId("every").click() });
