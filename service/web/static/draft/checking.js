// Checks the paper again some time after it was saved, and brings its flags up to date.

import { post } from "../core/api.js";
import { byId } from "../core/dom.js";
import { wordsOf } from "../core/notice.js";

/** @typedef {import("./desk.js").Desk} Desk */

const QUIET_MS = 1500;

export class Checker {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.place = byId("check-state");
    this.timer = 0;
    this.running = false;
    this.again = false;
    desk.on("kept", () => this.soon());
    byId("check-now").addEventListener("click", () => this.check());
  }

  /** Checks once nothing has been saved for a while. */
  soon() {
    clearTimeout(this.timer);
    this.place.textContent = "有改动，稍后核对";
    this.timer = setTimeout(() => this.check(), QUIET_MS);
  }

  /** Says whether the flags are those of the paper as it stands. */
  done() {
    this.place.textContent = this.desk.draft.checked < this.desk.draft.version ? "有改动，稍后核对" : "已核对";
  }

  /** Checks now, or right after the check that runs. */
  async check() {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    this.place.textContent = "正在核对…";
    try {
      await post(`/drafts/${this.desk.draft.id}/check`);
      // The flags come with the paper that they were found in: only together do they fit.
      await this.desk.load();
      this.done();
    } catch (error) {
      this.place.textContent = `没核对成：${wordsOf(error)}`;
    } finally {
      this.running = false;
    }
    if (this.again) {
      this.again = false;
      this.soon();
    }
  }
}
