// The job that reads and sorts: how it goes, what came of it, and what is wrong with which file.

import { get } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { watched } from "../core/job.js";
import { guarded, say } from "../core/notice.js";

/** @typedef {import("../../types/api").Job} Job */

/**
 * The assignment's sorting that runs now, or failed last and nobody went on with.
 * @param {string} assignment
 * @returns {Promise<{open: Job | undefined, last: Job | undefined}>} `last` is the last that is done
 */
export async function sortingOf(assignment) {
  /** @type {{items: Job[]}} */
  const { items } = await get("/jobs", { assignment, limit: 50 });
  const sorts = items.filter(({ task }) => task === "sort");
  const [newest] = sorts;
  return { open: newest && newest.state !== "done" && newest.state !== "cancelled" ? newest : undefined, last: sorts.find(({ state }) => state === "done") };
}

/**
 * Shows a job and what came of it.
 * @param {HTMLElement} place
 * @param {Job} job
 * @param {{done: (job: Job) => unknown, over: () => unknown}} on
 */
export function showSorting(place, job, on) {
  const box = watched(job, async (event) => {
    if (event.kind !== "done") return;
    await guarded(async () => on.done(await get(`/jobs/${job.id}`)));
  });
  fill(place, box.element);
  guarded(() => box.done.then((ended) => {
    if (ended.state === "cancelled") say("已取消，交来的原话都还在");
    on.over();
  }));
}

/**
 * What was read but taken for no note: titles, headings, captions. Nothing goes in silence.
 * @param {Job | undefined} job
 */
export function skippedOf(job) {
  const told = /** @type {{skipped?: string[], refused?: string[]}} */ (job?.result ?? {});
  const skipped = told.skipped ?? [];
  const refused = told.refused ?? [];
  if (skipped.length === 0 && refused.length === 0) return null;
  return h("div", { class: "skipped" },
    refused.map((line) => h("p", { class: "error" }, `没有读进来：${line}`)),
    skipped.length > 0 && h("details", {}, h("summary", {}, `上次读文件时有 ${skipped.length} 行没有当作意见`), h("ul", {}, skipped.map((line) => h("li", {}, line)))));
}
