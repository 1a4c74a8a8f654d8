// From flag to flag: the list, the place in the paper, F8 and Shift+F8.

import { paintedFor } from "../reading/painted.js";

export class Walking {
  /**
   * @param {HTMLElement} sheet the paper
   * @param {HTMLElement} side the list
   */
  constructor(sheet, side) {
    this.sheet = sheet;
    this.side = side;
    side.addEventListener("focusin", (event) => {
      const card = event.target instanceof Element ? event.target.closest(".card") : null;
      if (card instanceof HTMLElement) this.show(card.dataset.flag ?? "");
    });
    side.addEventListener("click", (event) => {
      const on = event.target instanceof Element ? event.target : null;
      const card = on?.closest("button, summary") ? null : on?.closest(".card");
      // Where the list stands below the paper, a card that is clicked leads up to its place.
      if (card instanceof HTMLElement && !this.scrolls()) this.marksOf(card)[0]?.scrollIntoView({ block: "center" });
    });
    sheet.addEventListener("click", (event) => {
      const mark = event.target instanceof Element ? event.target.closest("[data-keys]") : null;
      if (mark instanceof HTMLElement) this.goTo((mark.dataset.keys ?? "").split(" ")[0] ?? "");
    });
  }

  /**
   * Shows where a flag stands, leaving focus and page where they are: what is about to be clicked
   * must not move away.
   * @param {string} key
   */
  show(key) {
    for (const one of this.sheet.querySelectorAll(".now")) one.classList.remove("now");
    const marks = paintedFor(this.sheet, key);
    for (const mark of marks) mark.classList.add("now");
    const first = marks[0]?.getBoundingClientRect();
    const sheet = this.sheet.getBoundingClientRect();
    if (first && this.scrolls()) this.sheet.scrollTop += first.top - sheet.top - sheet.height / 3;
    for (const card of this.cards()) card.tabIndex = card.dataset.flag === key ? 0 : -1;
  }

  /** Whether the paper scrolls by itself beside the list. */
  scrolls() {
    return getComputedStyle(this.sheet).overflowY === "auto";
  }

  /** @param {HTMLElement} card */
  marksOf(card) {
    return paintedFor(this.sheet, card.dataset.flag ?? "");
  }

  /** Goes to a flag's card. @param {string} key */
  goTo(key) {
    const card = this.cards().find((one) => one.dataset.flag === key);
    card?.focus();
    card?.scrollIntoView({ block: "nearest" });
  }

  /** The next flag on the page, or the one before. @param {1 | -1} step */
  step(step) {
    const keys = this.keys();
    if (!keys.length) return;
    const held = document.activeElement?.closest(".card");
    const at = held instanceof HTMLElement ? keys.indexOf(held.dataset.flag ?? "") : step > 0 ? -1 : 0;
    this.goTo(keys[(at + step + keys.length) % keys.length] ?? "");
  }

  /** Lets the list be reached with Tab. */
  ready() {
    const first = this.cards()[0];
    if (first) first.tabIndex = 0;
  }

  /** @returns {HTMLElement[]} */
  cards() {
    return /** @type {HTMLElement[]} */ ([...this.side.querySelectorAll(".card")]);
  }

  /** The flags in the order of the list. */
  keys() {
    return this.cards().map((card) => card.dataset.flag ?? "");
  }
}
