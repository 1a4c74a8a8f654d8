// The papers sent up before: how each stands, what was said of it, and what can be done with it.

import { all, get } from "../core/api.js";
import { moment } from "../core/dates.js";
import { button, h } from "../core/dom.js";
import { guarded } from "../core/notice.js";
import { SUBMISSION_STATES, word } from "../core/words.js";
import { paperInWord } from "../review/sent.js";
import { itemsOf, wordBox } from "../review/words.js";

/** @typedef {import("../../types/api").SubmissionSummary} Summary */
/** @typedef {import("../../types/api").ReviewWord} ReviewWord */
/** @typedef {import("../../types/api").Paper} Paper */
/** @typedef {{summary: Summary, words: ReviewWord[]}} Sent */

/** What was sent up of an assignment, the newest first. @param {string} assignment @returns {Promise<Sent[]>} */
export async function sentOf(assignment) {
  /** @type {Summary[]} */
  const found = await all("/submissions", { assignment });
  return Promise.all(found.map(async (summary) => ({ summary, words: (await get(`/submissions/${summary.id}/words`)).items })));
}

/**
 * Why the paper came back: what was said of the whole, then of each item, which is a link to it.
 * @param {Sent} returned
 * @param {string} assignment
 * @param {Paper | null} paper the draft as it stands
 */
export function whyReturned({ words }, assignment, paper) {
  const there = new Set((paper ? itemsOf(paper) : []).map((item) => item.id));
  const link = (/** @type {string} */ item) => (there.has(item) ? `/assignments/${assignment}/draft#item-${item}` : null);
  const whole = words.filter((one) => !one.item);
  const single = words.filter((one) => one.item);
  return h("div", {}, whole.map((one) => wordBox(one)),
    single.length ? h("h3", {}, `对其中 ${single.length} 条的意见`) : null, single.map((one) => wordBox(one, link)));
}

/**
 * The table of all that was sent.
 * @param {Sent[]} sent
 */
export function sentTable(sent) {
  return h("div", { class: "scroll" }, h("table", { "aria-label": "历次报送" },
    h("thead", {}, h("tr", {}, ["第几次", "报送", "状态", "审核人的话", "报送的稿子"].map((title) => h("th", { scope: "col" }, title)))),
    h("tbody", {}, sent.map(({ summary, words }, at) => h("tr", {},
      h("th", { scope: "row" }, `第${sent.length - at}次`),
      h("td", {}, `${summary.submitted_by} ${moment(summary.submitted_at)}`),
      h("td", {}, h("span", { class: `state ${summary.state}` }, word(SUBMISSION_STATES, summary.state))),
      h("td", {}, words.length ? words.map((one) => wordBox(one)) : h("span", { class: "mute" }, "还没有")),
      h("td", {}, h("div", { class: "row" }, h("a", { href: `/review/${summary.id}`, "aria-label": `查看：第${sent.length - at}次报送` }, "查看"),
        button("下载 Word", () => guarded(() => paperInWord(summary)), { class: "plain", "aria-label": `下载 Word：第${sent.length - at}次报送` }))))))));
}
