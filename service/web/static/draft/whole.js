// What is done with the paper as a whole: had as files, taken back to what it was, drafted anew.

import { addressOf, post } from "../core/api.js";
import { sure } from "../core/dialog.js";
import { showPapers, showRemoved } from "./history.js";
import { openMenu } from "./menu.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./saving.js").Saver} Saver */

export class Whole {
  /**
   * @param {Desk} desk
   * @param {Saver} saver
   */
  constructor(desk, saver) {
    this.desk = desk;
    this.saver = saver;
  }

  /** The files that the paper can be had as, as a menu. @param {HTMLElement} from */
  files(from) {
    openMenu(from, [
      { text: "Word 稿（提示写成批注）", act: () => this.#download("draft.docx") },
      { text: "一页摘要（Word）", act: () => this.#download("summary.docx") },
      { text: "意见整理表（Excel）", act: () => this.#download("notes.xlsx") },
      { text: "打印", act: () => print() },
    ]);
  }

  /** What the paper was, as a menu. @param {HTMLElement} from */
  versions(from) {
    openMenu(from, [
      { text: "整份材料的各版…", act: () => showPapers(this.desk, () => this.saver.saveAll()) },
      { text: "已删去的条目…", act: () => showRemoved(this.desk) },
      { text: "整份重新起草…", act: () => this.#again() },
    ]);
  }

  /** @param {string} name */
  async #download(name) {
    await this.saver.saveAll();
    location.assign(addressOf(`/assignments/${this.desk.assignment}/exports/${name}`));
  }

  async #again() {
    await this.saver.saveAll();
    const go = await sure("整份重新起草？", "会用现在的意见另写一份，替换全部条目，包括您改过的。现在的稿子先留成一版，可以从“整份材料的各版”恢复。", "重新起草");
    if (!go) return;
    await post(`/assignments/${this.desk.assignment}/draft`);
    location.reload();
  }
}
