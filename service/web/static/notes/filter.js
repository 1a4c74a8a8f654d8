// Which notes are shown: by place, theme, words, what was set by hand. Kept in the page's address.

import { fill, h } from "../core/dom.js";
import { CLUE } from "./places.js";

/** @typedef {import("../../types/api").KeptNote} KeptNote */
/** @typedef {import("./state.js").Notes} Notes */

const NAMES = ["place", "theme", "source", "hand", "q"];

/** The filter of the page and its form. */
export class Filter {
  /**
   * @param {HTMLElement} form
   * @param {Notes} notes
   * @param {() => unknown} changed
   */
  constructor(form, notes, changed) {
    this.notes = notes;
    this.changed = changed;
    const query = new URLSearchParams(location.search);
    /** @type {Record<string, string>} */
    this.values = Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? ""]));
    this.words = h("input", { id: "filter-q", type: "search", value: this.values.q, placeholder: "找意见里的字词", autocomplete: "off" });
    this.theme = h("select", { id: "filter-theme" });
    this.source = h("select", { id: "filter-source" });
    this.hand = h("input", { id: "filter-hand", type: "checkbox", checked: this.values.hand === "1" });
    this.clear = h("button", { type: "button", class: "plain", onclick: () => this.reset() }, "清除筛选");
    fill(form,
      field("filter-q", "查找", this.words), field("filter-theme", "主题", this.theme), field("filter-source", "来源", this.source),
      h("label", { class: "only-hand" }, this.hand, " 只看手改的"), this.clear);
    form.addEventListener("submit", (event) => event.preventDefault());
    this.words.addEventListener("input", (event) => { if (!(/** @type {InputEvent} */ (event)).isComposing) this.set("q", this.words.value.trim()); });
    this.words.addEventListener("compositionend", () => this.set("q", this.words.value.trim()));
    this.theme.addEventListener("change", () => this.set("theme", this.theme.value));
    this.source.addEventListener("change", () => this.set("source", this.source.value));
    this.hand.addEventListener("change", () => this.set("hand", this.hand.checked ? "1" : ""));
  }

  /** Offers the themes and sources that there are. */
  offer() {
    options(this.theme, "全部主题", this.notes.listed.map((note) => note.theme), this.values.theme ?? "");
    options(this.source, "全部来源", this.notes.listed.map((note) => note.source), this.values.source ?? "");
    this.clear.hidden = !this.narrows;
  }

  get narrows() {
    return NAMES.some((name) => this.values[name]);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    if (this.values[name] === value) return;
    this.values[name] = value;
    const query = new URLSearchParams(Object.entries(this.values).filter(([, given]) => given));
    history.replaceState(null, "", location.pathname + (query.toString() ? `?${query}` : ""));
    this.changed();
  }

  reset() {
    for (const name of NAMES) this.values[name] = "";
    this.words.value = "";
    this.hand.checked = false;
    history.replaceState(null, "", location.pathname);
    this.changed();
  }

  /** @param {KeptNote} note */
  passes(note) {
    const { place } = this.values;
    return this.wanted(note) && (!place || this.notes.placeOf(note) === place);
  }

  /**
   * Whether the note passes in all but its place: of a group that stands in several, all are shown.
   * @param {KeptNote} note
   */
  wanted(note) {
    const { theme, source, hand, q } = this.values;
    return this.notes.placeOf(note) !== CLUE
      && (!theme || note.theme === theme)
      && (!source || note.source === source)
      && (!hand || note.by_hand.length > 0)
      && (!q || note.text.includes(q) || note.source.includes(q));
  }
}

/**
 * @param {string} id
 * @param {string} label
 * @param {HTMLElement} control
 */
const field = (id, label, control) => h("div", { class: "field" }, h("label", { for: id }, label), control);

/**
 * @param {HTMLSelectElement} select
 * @param {string} all
 * @param {string[]} given
 * @param {string} chosen
 */
function options(select, all, given, chosen) {
  const names = [...new Set([...given, chosen])].filter(Boolean).sort((a, b) => a.localeCompare(b, "zh"));
  fill(select, h("option", { value: "" }, all), names.map((name) => h("option", { value: name }, name)));
  select.value = chosen;
}
