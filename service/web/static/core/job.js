// Long work: follow what a job tells, across lost lines and restarts of the service.

import { addressOf, ApiError, get, post } from "./api.js";
import { button, fill, h } from "./dom.js";
import { guarded } from "./notice.js";
import { JOB_STATES, TASKS, word } from "./words.js";

/** @typedef {import("../../types/api").Job} Job */
/** @typedef {import("../../types/api").JobEvent} JobEvent */

const KINDS = ["queued", "started", "stage", "progress", "waiting", "resumed", "section_begun", "section", "notice", "done", "failed", "cancelled"];
const FINAL = ["done", "failed", "cancelled"];
const AGAIN_MS = 1500;

/**
 * Follows a job to its end. `onEvent` hears each event once, in order, also those told before.
 * @param {string} id
 * @param {(event: JobEvent) => void} onEvent
 * @returns {{done: Promise<Job>, stop: () => void}} `done` also when it failed or was cancelled
 */
export function follow(id, onEvent) {
  let heard = 0;
  let stopped = false;
  /** @type {EventSource | null} */
  let source = null;
  const done = new Promise((/** @type {(job: Job) => void} */ resolve, reject) => {
    const ended = () => get(`/jobs/${id}`).then(resolve, reject);
    /** @param {MessageEvent<string>} message */
    const hear = (message) => {
      /** @type {JobEvent} */
      const event = JSON.parse(message.data);
      if (event.number <= heard) return;
      heard = event.number;
      onEvent(event);
      if (FINAL.includes(event.kind)) { source?.close(); ended(); }
    };
    const listen = () => {
      if (stopped) return;
      // A fresh line tells everything again; what was heard already is left out above.
      source = new EventSource(addressOf(`/jobs/${id}/events`));
      for (const kind of KINDS) source.addEventListener(kind, hear);
      source.onerror = async () => {
        if (source?.readyState !== EventSource.CLOSED) return; // the browser tries again itself
        // Refused, or the service is gone: ask in words, which also lets a person sign in again.
        try {
          const job = await get(`/jobs/${id}`);
          if (FINAL.includes(job.state) && heard > 0) resolve(job);
          else setTimeout(listen, AGAIN_MS);
        } catch (error) {
          if (error instanceof ApiError && (error.offline || error.status >= 500)) setTimeout(listen, AGAIN_MS);
          else reject(error);
        }
      };
    };
    listen();
  });
  return { done, stop: () => { stopped = true; source?.close(); } };
}

/**
 * A box that shows how a job goes, with what can be done about it: cancel, do without the model,
 * go on after a failure. It stays after the end only when the job failed.
 * @param {Job} job
 * @param {(event: JobEvent) => void} [onEvent]
 * @returns {{element: HTMLElement, done: Promise<Job>, stop: () => void}}
 */
export function watched(job, onEvent = () => {}) {
  const title = h("strong", {}, word(TASKS, job.task));
  const text = h("span", { class: "job-text" }, word(JOB_STATES, job.state));
  const bar = h("progress", { max: 1, "aria-label": word(TASKS, job.task) });
  const acts = h("span", { class: "row" });
  const element = h("div", { class: "job", role: "status" }, title, bar, text, acts);
  const cancel = () => button("取消", () => guarded(() => post(`/jobs/${job.id}/cancel`)), { class: "plain" });
  fill(acts, cancel());
  const show = (/** @type {JobEvent} */ event) => {
    const data = event.data ?? {};
    if (typeof data.done === "number" && data.of) bar.value = data.done / data.of;
    const words = data.cause || data.label;
    if (typeof words === "string" && words) text.textContent = words;
    if (event.kind === "waiting") {
      fill(acts, button("不等模型，接着做", () => guarded(() => post(`/jobs/${job.id}/without-model`))), cancel());
    }
    if (event.kind === "resumed" || event.kind === "started") fill(acts, cancel());
    onEvent(event);
  };
  const { done, stop } = follow(job.id, show);
  const closed = done.then((ended) => {
    if (ended.state === "failed") {
      element.classList.add("bad");
      text.textContent = ended.cause || word(JOB_STATES, "failed");
      bar.remove();
      fill(acts, button("接着做", () => guarded(async () => {
        const again = watched(await post(`/jobs/${job.id}/resume`), onEvent);
        element.replaceWith(again.element);
      })), button("关闭", () => element.remove(), { class: "plain" }));
    } else {
      element.remove();
    }
    return ended;
  });
  return { element, done: closed, stop };
}
