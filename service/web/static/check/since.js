// What became of the first check's flags in the revised paper.

import { fill, h } from "../core/dom.js";
import { LEVELS, word } from "../core/words.js";

/** @typedef {import("../../types/api").Compared} Compared */
/** @typedef {import("../../types/api").ReadBack} ReadBack */

/** @type {Record<ReadBack["outcome"], string>} */
const OUTCOMES = { open: "没有处理", resolved: "标为已解决", edited: "改了这一处", deleted: "删了批注" };

/**
 * @param {HTMLElement} place
 * @param {Compared | null} since
 */
export function showSince(place, since) {
  if (!since) return fill(place);
  const { resolved, remaining, fresh } = since;
  fill(place, h("div", { class: "panel since" },
    h("h3", {}, `与改之前的 ${since.file} 相比`),
    h("ul", { class: "tally" },
      h("li", {}, h("strong", { class: "good" }, resolved.length), " 处改好了"),
      h("li", {}, h("strong", {}, remaining.length), " 处还在"),
      h("li", {}, h("strong", { class: fresh.length ? "bad" : "" }, fresh.length), " 处是改后新出现的")),
    resolved.length ? h("details", {}, h("summary", {}, `改好的${resolved.length}处`),
      h("ul", {}, resolved.map((flag) => h("li", {}, `${word(LEVELS, flag.level)}：`, flag.text ? h("q", {}, flag.text) : null, ` ${flag.message}`)))) : null,
    since.comments.length ? commentsOf(since.comments) : null));
}

/** @param {ReadBack[]} comments */
function commentsOf(comments) {
  const answered = comments.filter((comment) => comment.replies.length || comment.outcome === "resolved");
  return h("details", { open: answered.length > 0 }, h("summary", {}, `Word 批注的处理情况（${comments.length}条，${answered.length}条有回复或标为已解决）`),
    h("table", {}, h("thead", {}, h("tr", {}, ["原文", "处理", "现在的文字", "回复"].map((title) => h("th", { scope: "col" }, title)))),
      h("tbody", {}, comments.map((comment) => h("tr", {},
        h("th", { scope: "row" }, comment.quote || comment.message),
        h("td", {}, OUTCOMES[comment.outcome]),
        h("td", {}, comment.outcome === "edited" ? comment.now || "（删去了）" : "—"),
        h("td", {}, comment.replies.length ? comment.replies.map((reply, at) => h("p", {}, `${comment.authors[at] || "某人"}：${reply}`)) : "—"))))));
}
