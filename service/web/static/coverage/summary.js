// How the notes add up: all of them, and by the channel they came through.

import { byId, fill, h } from "../core/dom.js";
import { COVERAGE, word } from "../core/words.js";
import { bar, inWords } from "./bar.js";
import { countsOf, sourceOf, STATUSES } from "./data.js";

/** @typedef {import("./data.js").Answered} Answered */

/** @param {Answered[]} notes */
export function showSummary(notes) {
  const counts = countsOf(notes);
  const open = counts.missing ?? 0;
  fill(
    byId("totals"),
    h("p", { class: "total" }, `共${notes.length}条意见：${inWords(counts)}。`),
    bar(counts, "全部意见"),
    h("ul", { class: "legend" }, STATUSES.map((status) => h("li", {}, h("span", { class: `swatch ${status}` }), `${word(COVERAGE, status)} ${counts[status]}`))),
    h("p", { class: open ? "todo" : "mute" }, open
      ? `还有${open}条没有写入。请写进材料里的某一条，或说明为什么不写。`
      : "每条意见都有着落。"),
  );
  fill(byId("sources"), sourceTable(notes));
}

/** @param {Answered[]} notes */
function sourceTable(notes) {
  /** @type {Map<string, Answered[]>} */
  const bySource = new Map();
  for (const answered of notes) {
    const source = sourceOf(answered.note);
    bySource.set(source, [...(bySource.get(source) ?? []), answered]);
  }
  const rows = [...bySource].sort((a, b) => b[1].length - a[1].length).map(([source, of]) => {
    const counts = countsOf(of);
    return h("tr", {},
      h("th", { scope: "row" }, source), h("td", { class: "number" }, of.length),
      STATUSES.map((status) => h("td", { class: "number" }, counts[status] || "—")),
      h("td", { class: "wide-only" }, bar(counts, source)));
  });
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "按来源统计" }, h("table", { class: "sources" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "来源"), h("th", { scope: "col", class: "number" }, "条数"),
      STATUSES.map((status) => h("th", { scope: "col", class: "number" }, word(COVERAGE, status))), h("th", { scope: "col", class: "wide-only" }, "占比"))),
    h("tbody", {}, rows)));
}
