// Which lines are shown and in what order, and how many there are of each status.

import { byId, fill, h } from "../core/dom.js";
import { byDay, overdue } from "./deadline.js";
import { STATUSES } from "./row.js";

/** @typedef {{owner: string, department: string, deadline: string, status: string}} Told */

export const SORTS = { owner: "责任人", deadline: "完成时限", status: "状态" };

/**
 * @template {Told} Line
 * @param {Line[]} lines
 * @param {string} by a name of SORTS, "" for the ledger's own order
 * @param {boolean} down
 */
export function sorted(lines, by, down) {
  if (!by) return lines;
  const turn = down ? -1 : 1;
  return [...lines].sort((a, b) => turn * (by === "owner" ? compareOwners(a, b) : by === "deadline" ? byDay(a) - byDay(b) || 0 : rank(a) - rank(b)));
}

/** @param {Told} a @param {Told} b */
const compareOwners = (a, b) => (a.owner || "\uffff").localeCompare(b.owner || "\uffff", "zh-CN");

/** @param {Told} line */
const rank = (line) => STATUSES.findIndex((status) => status === line.status);

/**
 * @param {Told} line
 * @param {{status: string, owner: string, late: boolean}} wanted
 */
export const fits = (line, { status, owner, late }) =>
  (!status || line.status === status) && (!owner || line.owner === owner || line.department === owner) && (!late || overdue(line));

/** Everybody who answers for a line. @param {Told[]} lines */
export const ownersOf = (lines) =>
  [...new Set(lines.flatMap((line) => [line.owner, line.department]).filter(Boolean))].sort((a, b) => a.localeCompare(b, "zh-CN"));

/** @param {HTMLSelectElement} select @param {string[]} owners */
export function offerOwners(select, owners) {
  const chosen = select.value;
  fill(select, h("option", { value: "" }, "全部"), owners.map((owner) => h("option", { value: owner }, owner)));
  select.value = owners.includes(chosen) ? chosen : "";
}

/**
 * How many lines there are of each status, in words and as a bar.
 * @param {string} id of the place
 * @param {Told[]} lines
 */
export function tally(id, lines) {
  if (!lines.length) return fill(byId(id));
  const late = lines.filter(overdue).length;
  const counts = STATUSES.map((status) => ({ status, count: lines.filter((line) => line.status === status).length }));
  const words = counts.filter(({ count }) => count).map(({ status, count }) => `${status} ${count}`);
  return fill(byId(id),
    h("p", { class: "tally-words" }, `共 ${lines.length} 行：${words.join("，")}。`,
      late ? h("strong", { class: "late" }, `逾期 ${late} 行`) : "没有逾期的。"),
    bar(counts, lines.length));
}

/** @param {{status: string, count: number}[]} counts @param {number} all */
function bar(counts, all) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 100 4");
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("class", "tally-bar");
  let at = 0;
  counts.forEach(({ count }, number) => {
    const part = document.createElementNS(space, "rect");
    const width = (100 * count) / all;
    for (const [name, value] of Object.entries({ x: at, y: 0, width, height: 4, class: `status-${number}` })) part.setAttribute(name, String(value));
    drawing.append(part);
    at += width;
  });
  return drawing;
}
