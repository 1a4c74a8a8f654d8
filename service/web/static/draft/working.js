// A job on this page: it is over when it is done or was given up. One that failed stays in sight with
// its button to go on.

import { get } from "../core/api.js";
import { watched } from "../core/job.js";

/** @typedef {import("../../types/api").Job} Job */
/** @typedef {import("../../types/api").JobEvent} JobEvent */

/**
 * @param {Job} job
 * @param {(event: JobEvent) => void} [onEvent]
 * @returns {{element: HTMLElement, over: Promise<Job>}} `over` with the job as it ended
 */
export function working(job, onEvent = () => {}) {
  /** @type {(job: Job | Promise<Job>) => void} */
  let ended = () => {};
  const over = new Promise((/** @type {(job: Job | Promise<Job>) => void} */ resolve) => { ended = resolve; });
  const watch = watched(job, (event) => {
    onEvent(event);
    // Also heard when somebody let the job go on after it had failed.
    if (event.kind === "done" || event.kind === "cancelled") ended(get(`/jobs/${job.id}`));
  });
  watch.done.catch((error) => ended(Promise.reject(error)));
  return { element: watch.element, over };
}
