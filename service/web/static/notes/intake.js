// Handing notes in: files dropped, or words pasted, one note a line. What is not yet handed in is kept.

import { moment } from "../core/dates.js";
import { button, fill, h } from "../core/dom.js";
import { dropZone } from "../core/drop.js";
import { askBeforeLeaving } from "../core/leaving.js";
import { complain } from "../core/notice.js";
import { upload } from "../core/upload.js";

/** @typedef {import("../../types/api").Job} Job */

const FILES = ".xlsx,.csv,.docx,.doc,.wps,.txt,.md,.jsonl";

/** The section in which notes are handed in. */
export class Intake {
  /**
   * @param {HTMLElement} place
   * @param {string} path of the assignment's notes
   * @param {(job: Job) => unknown} accepted told of the job that reads and sorts
   */
  constructor(place, path, accepted) {
    this.place = place;
    this.path = path;
    this.accepted = accepted;
    this.key = `duizhao:pasted:${path}`;
    this.text = h("textarea", { id: "pasted", rows: 5, "aria-describedby": "pasted-count", placeholder: "中心组学习光念文件，不讨论\n报销要跑四个科室" });
    this.source = h("input", { id: "pasted-source", maxlength: 50, placeholder: "例如：股室座谈会", autocomplete: "off" });
    this.count = h("p", { class: "hint", id: "pasted-count", role: "status" });
    this.progress = h("progress", { max: 1, hidden: true, "aria-label": "上传" });
    this.restore();
    this.text.addEventListener("input", () => this.typed());
    this.source.addEventListener("input", () => this.typed());
    askBeforeLeaving(() => this.lines.length > 0);
  }

  /** @param {boolean} first nothing was handed in yet */
  show(first) {
    fill(this.place,
      h("div", { class: "spread" }, h("h2", { id: "intake-title" }, first ? "先把收到的意见交进来" : "再交意见"), first ? null : button("收起", () => { this.place.hidden = true; }, { class: "plain" })),
      h("div", { class: "intake" },
        h("div", {}, dropZone({ label: "把意见文件拖到这里，或点这里选择", hint: "Excel、Word、WPS 或文本文件，可以一次放好几个。表格要有“意见建议”一列，文本一行一条。", accept: FILES, take: (files) => this.send(files) }), this.progress),
        h("div", {},
          h("div", { class: "field" }, h("label", { for: "pasted" }, "或者粘贴在这里，一行一条"), this.text),
          h("div", { class: "row" }, h("label", { for: "pasted-source" }, "来源"), this.source, button("交入并整理", () => this.sendPasted(), { class: "main" })),
          this.count)),
      h("p", { class: "hint" }, "原话一字不改地存着。重复交同一份不会变成两份。"));
    this.place.hidden = false;
    this.tellCount();
  }

  get lines() {
    return this.text.value.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  }

  typed() {
    this.tellCount();
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ text: this.text.value, source: this.source.value }));
    } catch {
      // A browser that keeps nothing: the page itself still has it, and warns before it is left.
    }
  }

  restore() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "{}");
      this.text.value = kept.text ?? "";
      this.source.value = kept.source ?? "";
    } catch {
      this.text.value = "";
    }
  }

  tellCount() {
    this.count.textContent = this.lines.length ? `将交入 ${this.lines.length} 条` : "";
  }

  async sendPasted() {
    const lines = this.lines;
    if (lines.length === 0) { complain("请先把意见粘贴到框里，一行一条"); this.text.focus(); return; }
    const source = this.source.value.trim();
    const words = source ? [`【${source.replace(/[【】]/g, "")}】`, ...lines] : lines;
    const name = `粘贴的意见（${moment(new Date()).replace(":", "时")}分）.txt`;
    if (await this.send([new File([words.join("\n")], name, { type: "text/plain" })])) {
      this.text.value = "";
      this.typed();
    }
  }

  /**
   * @param {File[]} files
   * @returns {Promise<boolean>} whether they were taken
   */
  async send(files) {
    const form = new FormData();
    for (const file of files) form.append("files", file);
    this.progress.hidden = false;
    this.progress.value = 0;
    try {
      const job = await upload(`${this.path}/files`, form, (done) => { this.progress.value = done; });
      this.accepted(job);
      return true;
    } catch (error) {
      complain(error, { again: () => this.send(files) });
      return false;
    } finally {
      this.progress.hidden = true;
    }
  }
}
