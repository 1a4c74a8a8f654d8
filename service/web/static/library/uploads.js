// Papers on their way into the library: kept here until the service has them, whatever the line does.

import { ApiError, newKey } from "../core/api.js";
import { size } from "../core/dates.js";
import { button, fill, h } from "../core/dom.js";
import { watched } from "../core/job.js";
import { askBeforeLeaving } from "../core/leaving.js";
import { wordsOf } from "../core/notice.js";
import { upload } from "../core/upload.js";
import { MATERIAL_ROLES, word } from "../core/words.js";
import { reportOf } from "./report.js";

/** @typedef {import("../../types/api").Job} Job */
/** @typedef {import("../../types/api").JobEvent} JobEvent */
/** @typedef {{files: File[], use: string, once: string}} Batch */

const MOST_BYTES = 15 * 1024 * 1024;
const MOST_FILES = 20;

export class Uploads {
  /**
   * @param {HTMLElement} place
   * @param {() => unknown} onTaken what is in the library has changed
   */
  constructor(place, onTaken) {
    this.place = place;
    this.onTaken = onTaken;
    this.under = 0;
    // Files that the service does not have yet would be gone with the page.
    askBeforeLeaving(() => this.under > 0);
  }

  /**
   * Sends files in batches that a request takes.
   * @param {string} unit
   * @param {File[]} files
   * @param {string} use
   */
  async take(unit, files, use) {
    for (const batch of batchesOf(files, use)) await this.send(unit, batch);
  }

  /**
   * @param {string} unit
   * @param {Batch} batch
   */
  async send(unit, batch) {
    const { row, bar, text, acts } = rowFor(batch);
    this.place.prepend(row);
    this.under += 1;
    try {
      const form = new FormData();
      form.set("use", batch.use);
      for (const file of batch.files) form.append("files", file, file.name);
      const job = await upload(`/units/${unit}/library`, form, (done) => { bar.value = done; }, { once: batch.once });
      row.remove();
      this.watch(job, batch);
    } catch (error) {
      row.classList.add("bad");
      bar.remove();
      text.textContent = `${word(MATERIAL_ROLES, batch.use)} ${namesOf(batch)}：${unsentWords(error)}`;
      const again = () => { removeEventListener("online", again); row.remove(); return this.send(unit, batch); };
      if (error instanceof ApiError && error.offline) addEventListener("online", again, { once: true });
      fill(acts, button("重新上传", again), button("不传了", () => { removeEventListener("online", again); row.remove(); }, { class: "plain" }));
    } finally {
      this.under -= 1;
    }
  }

  /**
   * Shows how a job that takes papers in goes, and what it did.
   * @param {Job} job
   * @param {Batch | null} batch
   */
  watch(job, batch = null) {
    const tell = (/** @type {JobEvent} */ event) => { if (event.kind === "done" || event.kind === "failed" || event.kind === "cancelled") this.onTaken(); };
    const { element, done } = watched(job, tell);
    this.place.prepend(element);
    done.then((ended) => {
      if (ended.state === "done") this.place.prepend(reportOf(ended, batch?.files.length ?? null));
    }, () => element.remove());
  }
}

/**
 * @param {File[]} files
 * @param {string} use
 */
function batchesOf(files, use) {
  /** @type {Batch[]} */
  const batches = [];
  let bytes = 0;
  for (const file of files) {
    const last = batches[batches.length - 1];
    if (!last || bytes + file.size > MOST_BYTES || last.files.length >= MOST_FILES) {
      batches.push({ files: [file], use, once: newKey() });
      bytes = file.size;
    } else {
      last.files.push(file);
      bytes += file.size;
    }
  }
  return batches;
}

/** @param {Batch} batch */
function rowFor(batch) {
  const bar = h("progress", { max: 1, value: 0, "aria-label": "上传进度" });
  const bytes = batch.files.reduce((sum, file) => sum + file.size, 0);
  const text = h("span", { class: "job-text" }, `${namesOf(batch)}（${size(bytes)}）`);
  const acts = h("span", { class: "row" });
  return { row: h("div", { class: "job", role: "status" }, h("strong", {}, "上传"), bar, text, acts), bar, text, acts };
}

/** @param {Batch} batch */
const namesOf = ({ files }) => {
  const names = files.slice(0, 3).map((file) => file.name).join("、");
  return files.length > 3 ? `${names}等${files.length}份` : names;
};

/** @param {unknown} error */
const unsentWords = (error) =>
  error instanceof ApiError && error.offline ? "没有传上去，连不上服务。文件还在这里，恢复连接后会自动再传" : wordsOf(error);
