// The list of flags: everything that is painted on the paper, to be read, walked through and answered.

import { button, byId, fill, h } from "../core/dom.js";
import { Gradually } from "../core/gradually.js";
import { rowKeys, shortcuts } from "../core/keys.js";
import { guarded, say } from "../core/notice.js";
import { part } from "../core/part.js";
import { LEVELS, word } from "../core/words.js";
import { paint } from "./marks.js";
import { rangeOf, reveal, select } from "./text.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").KeptFlag} KeptFlag */
/** @typedef {import("./paper.js").PaperView} PaperView */

/** Flags that the list shows without being scrolled. */
const AT_ONCE = 12;
const STATES = { open: "未处理", accepted: "要改", dismissed: "不改" };

export class FlagList {
  /**
   * @param {Desk} desk
   * @param {PaperView} paper
   * @param {(tab: string) => void} openTab
   */
  constructor(desk, paper, openTab) {
    this.desk = desk;
    this.paper = paper;
    this.openTab = openTab;
    this.list = byId("flags");
    this.filter = /** @type {HTMLSelectElement} */ (byId("flag-state"));
    /** @type {Gradually | null} */
    this.drawing = null;
    this.current = "";
    this.shut = false;
    this.answers = part(() => import("./answering.js"), ({ Answers }) => new Answers(desk, this));
    /** @type {HTMLElement | null} */
    this.lit = null;
    desk.on("flags", () => this.#show());
    desk.on("edited", () => this.#light(null, 0, 0));
    this.filter.addEventListener("change", () => this.#show());
    rowKeys(this.list, ".flag-go");
    this.paper.element.addEventListener("click", (event) => this.#clicked(event));
    shortcuts(
      { keys: "F8", does: "到下一处提示", run: () => this.step(1) },
      { keys: "Shift+F8", does: "到上一处提示", run: () => this.step(-1) },
      { keys: "Escape", does: "收起打开的提示，回到稿子上", run: () => this.#putAway() },
    );
  }

  /** The flags that somebody still has to look at, in reading order. */
  waiting() {
    return this.desk.flags.filter((kept) => kept.state !== "dismissed").sort((a, b) => a.flag.start - b.flag.start);
  }

  /** To the next flag, or with -1 the one before. @param {1 | -1} by */
  step(by) {
    const flags = this.waiting();
    if (!flags.length) return say("没有待处理的提示");
    const at = flags.findIndex((kept) => kept.key === this.current);
    const next = at < 0 ? (by > 0 ? 0 : flags.length - 1) : (at + by + flags.length) % flags.length;
    this.go(/** @type {KeptFlag} */ (flags[next]));
  }

  /** Shows a flag on the paper and in the list. @param {KeptFlag} kept */
  go(kept) {
    this.openTab("flags");
    if (this.filter.value && this.filter.value !== kept.state) this.filter.value = "";
    this.#open(kept.key);
    const view = this.paper.viewOf(kept.flag.item ?? "");
    const place = view?.entry.flags.find((flag) => flag.key === kept.key);
    if (view && place) {
      const host = view.host(place.part);
      select(host, place.start);
      reveal(rangeOf(host, place.start, place.end) ?? host);
      this.#light(host, place.start, place.end);
      return;
    }
    this.#light(null, 0, 0);
    const heading = this.paper.headings.find(({ start, end }) => start < end && kept.flag.start >= start && kept.flag.end <= end);
    const there = view?.element ?? heading?.element;
    if (there) reveal(there);
    this.#row(kept.key)?.focus();
  }

  /**
   * @param {HTMLElement | null} host
   * @param {number} start
   * @param {number} end
   */
  #light(host, start, end) {
    if (this.lit && this.lit !== host) paint(this.lit, "current", []);
    if (host) paint(host, "current", [{ start, end, look: "current" }]);
    this.lit = host;
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const item = event.target instanceof Element ? event.target.closest("[data-item]") : null;
    const view = item instanceof HTMLElement ? this.paper.viewOf(item.dataset.item ?? "") : undefined;
    const place = view?.entry.flags.find((flag) => under(rangeOf(view.host(flag.part), flag.start, flag.end), event));
    // In a narrow window the open one lies over the paper: a press beside it puts it away.
    if (!place && innerWidth < 861) this.#putAway();
    if (!place) return;
    this.openTab("flags");
    this.#open(place.key);
  }

  #show() {
    const focused = document.activeElement?.closest(".flag-go") instanceof HTMLElement ? this.current : "";
    const wanted = this.filter.value;
    const shown = this.desk.flags.filter((kept) => (wanted ? kept.state === wanted : true));
    const count = this.waiting().filter((kept) => kept.state === "open").length;
    byId("flag-count").textContent = String(count);
    this.#draw(shown);
    if (!shown.length) fill(this.list, h("p", { class: "hint" }, this.desk.flags.length ? "没有这一类提示" : "没有提示。改动保存后会自动重新核对。"));
    if (this.current && !this.shut) this.#open(this.current);
    if (focused) this.#row(focused)?.focus();
  }

  /** The flags by level. @param {KeptFlag[]} shown */
  #draw(shown) {
    this.drawing?.drop();
    fill(this.list);
    const steps = /** @type {const} */ (["error", "warning", "suggestion"]).flatMap((level) => this.#group(level, shown.filter((kept) => kept.flag.level === level)));
    // Only the first time: later somebody may have scrolled down in it.
    this.drawing = new Gradually(steps, this.drawing ? Infinity : AT_ONCE);
  }

  /**
   * What draws a group's flags, each in its turn.
   * @param {keyof typeof LEVELS} level
   * @param {KeptFlag[]} flags
   */
  #group(level, flags) {
    if (!flags.length) return [];
    const sorted = [...flags].sort((a, b) => a.flag.start - b.flag.start);
    const entries = h("ul");
    this.list.append(h("section", { class: "flag-group" }, h("h3", {}, `${word(LEVELS, level)} ${flags.length}`), entries));
    return sorted.map((kept) => () => entries.append(this.#entry(kept)));
  }

  /** @param {KeptFlag} kept */
  #entry({ key, flag, state }) {
    const quote = flag.text.length > 40 ? `${flag.text.slice(0, 40)}…` : flag.text;
    const go = button(quote ? `“${quote}”` : "缺少内容", () => {
      const kept = this.desk.flagsByKey.get(key);
      if (kept) this.go(kept);
    }, { class: "flag-go", "aria-expanded": "false" });
    return h("li", { class: `flag ${flag.level} ${state}`, id: `flag-${key}`, data: { key } },
      go, h("p", {}, state === "open" ? null : h("span", { class: "tag" }, STATES[state]), flag.message));
  }

  /** @param {string} key */
  #row(key) {
    return /** @type {HTMLElement | null} */ (document.querySelector(`#flag-${key} .flag-go`));
  }

  /** Unfolds one entry of the list, and folds the one before. @param {string} key */
  #open(key) {
    this.#fold();
    this.drawing?.complete();
    this.shut = false;
    this.current = key;
    const entry = document.getElementById(`flag-${key}`);
    const kept = this.desk.flagsByKey.get(key);
    if (!entry || !kept) return;
    entry.classList.add("here");
    entry.querySelector(".flag-go")?.setAttribute("aria-expanded", "true");
    entry.scrollIntoView({ block: "nearest" });
    guarded(() => this.#unfold(entry, kept));
  }

  /** Folds the open one until somebody goes to one; whoever was in it is on the paper again. */
  #putAway() {
    const inside = this.list.contains(document.activeElement);
    const view = this.paper.viewOf(this.desk.flagsByKey.get(this.current)?.flag.item ?? "");
    this.shut = true;
    this.#fold();
    if (!inside) return;
    const place = view?.entry.flags.find((flag) => flag.key === this.current);
    if (view && place) select(view.host(place.part), place.start);
    else this.#row(this.current)?.focus({ preventScroll: true });
  }

  #fold() {
    for (const other of this.list.querySelectorAll(".flag.here")) {
      other.classList.remove("here");
      other.querySelector(".flag-go")?.setAttribute("aria-expanded", "false");
      other.querySelector(".flag-more")?.remove();
    }
  }

  /**
   * @param {HTMLElement} entry
   * @param {KeptFlag} kept
   */
  async #unfold(entry, kept) {
    const answers = await this.answers();
    // Another one was opened meanwhile, or the list was drawn anew.
    if (!entry.classList.contains("here") || entry.querySelector(".flag-more")) return;
    entry.append(answers.more(kept));
    entry.scrollIntoView({ block: "nearest" });
  }
}

/**
 * @param {Range | null} range
 * @param {MouseEvent} event
 */
const under = (range, { clientX, clientY }) =>
  [...(range?.getClientRects() ?? [])].some((box) =>
    clientX >= box.left && clientX <= box.right && clientY >= box.top - 4 && clientY <= box.bottom + 4);
