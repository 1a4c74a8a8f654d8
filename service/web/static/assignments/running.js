// Jobs that run now: what they do, for which assignment, and how far.

import { get } from "../core/api.js";
import { fill, h } from "../core/dom.js";
import { watched } from "../core/job.js";
import { guarded } from "../core/notice.js";
import { JOB_STATES, TASKS, word } from "../core/words.js";

/** @typedef {import("../../types/api").Job} Job */

// A browser keeps six lines to one host: followed jobs must not take all of them.
const FOLLOWED = 3;

/** @returns {Promise<Job[]>} */
export async function runningJobs() {
  const found = await guarded(() => get("/jobs", { state: ["queued", "running", "waiting"], limit: 20 }));
  return found?.items ?? [];
}

/**
 * @param {HTMLElement} place
 * @param {Job[]} jobs
 * @param {(job: Job) => string} nameOf what the job is for
 * @param {() => unknown} ended told when a followed job has ended
 */
export function showRunning(place, jobs, nameOf, ended) {
  fill(place, jobs.map((job, number) => (number < FOLLOWED ? followed(job, nameOf(job), ended) : told(job, nameOf(job)))));
}

/**
 * @param {Job} job
 * @param {string} name
 * @param {() => unknown} ended
 */
function followed(job, name, ended) {
  const { element, done } = watched(job);
  if (name) element.firstElementChild?.after(h("span", { class: "job-for" }, name));
  guarded(() => done.then(ended));
  return element;
}

/**
 * @param {Job} job
 * @param {string} name
 */
const told = (job, name) =>
  h("div", { class: "job" }, h("strong", {}, word(TASKS, job.task)), h("span", { class: "job-for" }, name), h("span", { class: "job-text" }, word(JOB_STATES, job.state)));
