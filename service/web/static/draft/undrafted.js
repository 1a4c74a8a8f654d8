// An assignment whose draft is still to be written, or is being written, until it is there.

import { post } from "../core/api.js";
import { guarded, say } from "../core/notice.js";
import { showBeginning } from "./begin.js";
import { showStream } from "./stream.js";

/** @typedef {import("../../types/api").Assignment} Assignment */
/** @typedef {import("../../types/api").Job} Job */

export class Undrafted {
  /**
   * @param {HTMLElement} place
   * @param {Assignment} assignment
   * @param {() => Promise<boolean>} showDraft false where there is none to be shown
   */
  constructor(place, assignment, showDraft) {
    this.place = place;
    this.assignment = assignment;
    this.showDraft = showDraft;
  }

  /** Tells what a draft would stand on, and offers to begin it. */
  offer() {
    return showBeginning(this.place, this.assignment, async () => this.follow(await post(`/assignments/${this.assignment.id}/draft`)));
  }

  /** Shows what is being written, and the draft once it is there. @param {Job} job that writes it */
  follow(job) {
    const ended = showStream(this.place, job);
    guarded(async () => {
      const { state } = await ended;
      say(state === "done" ? "稿子写好了，已经保存" : "已取消起草");
      if (!(await this.showDraft())) await this.offer();
    });
  }
}
