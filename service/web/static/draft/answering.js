// One flag in full: what it stands on, and what a person says of it.

import { post } from "../core/api.js";
import { copy } from "../core/clipboard.js";
import { ask } from "../core/dialog.js";
import { button, h } from "../core/dom.js";
import { guarded, say } from "../core/notice.js";
import { message } from "./asking.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").KeptFlag} KeptFlag */

const REASONS = ["情况属实，不需要改", "按规定隐去具体名称", "这是上级文件原话", "别处已经写清楚", "本单位情况特殊，已请示"];

export class Answers {
  /**
   * @param {Desk} desk
   * @param {{go: (kept: KeptFlag) => void, step: (by: 1 | -1) => void}} list
   */
  constructor(desk, list) {
    this.desk = desk;
    this.list = list;
  }

  /** What is unfolded below the flag's line. @param {KeptFlag} kept */
  more(kept) {
    const { flag } = kept;
    const entry = this.desk.entries.get(flag.item ?? "");
    const touched = entry && flag.text && !entry.flags.some((place) => place.key === kept.key) && flag.start < flag.end;
    return h("div", { class: "flag-more" },
      touched ? h("p", { class: "hint" }, "这句话已经改动，等待重新核对。") : null,
      flag.ask ? h("p", { class: "asks" }, h("strong", {}, "请回答："), flag.ask) : null,
      flag.proposed_ask ? h("p", { class: "asks" }, h("strong", {}, "或者问："), flag.proposed_ask) : null,
      flag.evidence.length ? h("div", { class: "evidence" }, h("p", {}, "稿子里："), h("blockquote", {}, flag.text || "（没有写）"),
        flag.evidence.map((one) => [h("p", {}, one.source ? `对照《${one.source.replace(/\.[a-z]+$/i, "")}》：` : "同一份稿子里："), h("blockquote", {}, one.quote)]).flat()) : null,
      h("div", { class: "row" }, this.#acts(kept)));
  }

  /** @param {KeptFlag} kept */
  #acts(kept) {
    const asks = button("问一问", () => this.#ask(kept), { title: "把问题复制成一段话，发给知道情况的同事" });
    if (kept.state !== "open") return [button("收回处理", () => this.#say(kept, "reopen")), asks];
    return [button("要改", () => this.#say(kept, "accept"), { class: "main" }), button("不用改…", () => this.#dismiss(kept)), asks];
  }

  /**
   * @param {KeptFlag} kept
   * @param {"accept" | "reopen" | "dismiss"} what
   * @param {{reason: string}} [body]
   */
  async #say(kept, what, body) {
    const said = await guarded(() => post(`/drafts/${this.desk.draft.id}/flags/${encodeURIComponent(kept.key)}/${what}`, body));
    if (!said) return;
    this.desk.takeFlag(said);
    if (what === "accept") {
      say("已标为“要改”，改好后会重新核对", { undo: () => this.#say(kept, "reopen") });
      this.list.go(said);
    }
    if (what === "dismiss") {
      say("已标为“不改”", { undo: () => this.#say(kept, "reopen") });
      this.list.step(1);
    }
  }

  /** @param {KeptFlag} kept */
  async #dismiss(kept) {
    const answer = await ask({
      title: "这处为什么不用改？",
      body: [kept.flag.message, "理由会留在记录里；这句话不变，就不再提示。"],
      fields: [{ name: "reason", label: "理由", required: true, maxlength: 500, suggestions: REASONS }],
      confirm: "不用改",
    });
    if (answer) await this.#say(kept, "dismiss", { reason: answer.reason ?? "" });
  }

  /** @param {KeptFlag} kept */
  #ask({ flag }) {
    const entry = this.desk.entries.get(flag.item ?? "");
    const where = [this.desk.draft.draft.paper.title, entry ? this.desk.nameOf(entry) : ""].filter(Boolean).join("，");
    return copy(message({ ask: flag.ask || flag.message, quote: flag.text, where }));
  }
}
