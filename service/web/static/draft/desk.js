// The draft as this page knows it: what the service keeps of each item, and what stands on the page.

import { get } from "../core/api.js";
import { Offsets } from "../core/offsets.js";
import { moved } from "./moves.js";
import { bodyOf, fullBodyOf, leadOf, piecesOf, placesOf, sentencesOf } from "./places.js";

/** @typedef {import("../../types/api").KeptDraft} KeptDraft */
/** @typedef {import("../../types/api").KeptItem} KeptItem */
/** @typedef {import("../../types/api").KeptFlag} KeptFlag */
/** @typedef {import("../../types/api").Note & {set_aside?: string}} Note as the draft tells it, then as it stands */
/** @typedef {import("../../types/api").Item} Item */
/** @typedef {import("./places.js").Part} Part */
/** @typedef {{headline: string, text: string, owner: string, deadline: string}} Words */
/** @typedef {{chapter: number, section: number, position: number}} Spot */
/** @typedef {"saved" | "unsaved" | "saving" | "failed" | "refused" | "conflict"} Saving */
/** @typedef {{key: string, part: Part, start: number, end: number}} FlagPlace */
/** @typedef {{index: number, start: number, end: number}} SentencePlace */

/**
 * @typedef {object} Entry one item
 * @property {string} id
 * @property {Item} item as the service keeps it
 * @property {number} version of it that the page's words were made from
 * @property {Words} kept the words of that version, as they stood on a page
 * @property {Words} words as they stand on this page
 * @property {boolean} led the service keeps the headline once more, as the first sentence
 * @property {Spot} spot
 * @property {string} number what the paper prints before it
 * @property {FlagPlace[]} flags where they stand on the page
 * @property {SentencePlace[]} sentences likewise
 * @property {Saving} saving
 * @property {string} trouble why it is not saved
 */

/**
 * What the service is told of words: of each part that is another, and the lead with its headline.
 * @param {Entry} entry
 * @param {Words} words
 */
export function changesOf({ kept, led }, words) {
  const changed = PARTS.filter((part) => words[part] !== kept[part]);
  /** @type {Partial<Words>} */
  const changes = Object.fromEntries(changed.map((part) => [part, words[part]]));
  if (led && words.headline && (changed.includes("headline") || changed.includes("text"))) {
    changes.text = `${words.headline.replace(/[。；]$/, "")}。${words.text}`;
  }
  return changes;
}

export const PARTS = /** @type {const} */ (["headline", "text", "owner", "deadline"]);

/** @param {Item} item @returns {Words} */
export const wordsOf = (item) => ({
  headline: item.headline, text: bodyOf(item), owner: item.owner, deadline: item.deadline,
});

/**
 * What of an Entry follows from the item as the service keeps it.
 * @param {Item} item
 * @param {number} version
 */
function standing(item, version) {
  const words = wordsOf(item);
  return {
    item, version, kept: words, words: { ...words }, led: leadOf(item) !== "",
    flags: /** @type {FlagPlace[]} */ ([]), sentences: sentencesOf(item, true),
  };
}

/**
 * Whether two say the same; what only typesetting adds or takes does not count.
 * @param {Words} one
 * @param {Words} other
 */
export const same = (one, other) =>
  PARTS.every((part) => one[part].replace(/\s/g, "") === other[part].replace(/\s/g, ""));

/**
 * Tells of what changes, by the kinds: "loaded" (the paper was read anew), "drawn" (more of it stands
 * on the page), "edited" (an Entry's words), "saving" (an Entry's state), "kept" (an Entry was
 * saved), "flags" (the list of flags), "noted" (the notes).
 */
export class Desk extends EventTarget {
  /** @param {string} assignment */
  constructor(assignment) {
    super();
    this.assignment = assignment;
    /** @type {KeptDraft} */
    this.draft = /** @type {any} */ (null);
    /** @type {Map<string, Entry>} */
    this.entries = new Map();
    /** @type {Map<string, Note>} that the paper may stand on */
    this.notes = new Map();
    /** @type {KeptFlag[]} */
    this.flags = [];
    /** @type {Map<string, KeptFlag>} */
    this.flagsByKey = new Map();
    this.active = "";
  }

  /**
   * @param {"loaded" | "drawn" | "edited" | "saving" | "kept" | "flags" | "noted" | "active"} kind
   * @param {(entry: Entry) => void} hear
   */
  on(kind, hear) {
    this.addEventListener(kind, (event) => hear(/** @type {CustomEvent} */ (event).detail));
  }

  /**
   * @param {"loaded" | "drawn" | "edited" | "saving" | "kept" | "flags" | "noted" | "active"} kind
   * @param {Entry} [entry]
   */
  tell(kind, entry) {
    this.dispatchEvent(new CustomEvent(kind, { detail: entry }));
  }

  /** Reads the draft as it stands. Raises ApiError: 404 where there is none yet. */
  async load() {
    this.take(await get(`/assignments/${this.assignment}/draft`));
  }

  /**
   * Takes over what the service said. The words of an item that is not yet saved stay.
   * @param {KeptDraft} fresh
   */
  take(fresh) {
    // An answer that was overtaken by a later one would bring old flags back.
    if (this.draft && fresh.id === this.draft.id && fresh.version < this.draft.version) return;
    if (!this.draft) this.#takeNotes(fresh.draft.notes);
    this.draft = fresh;
    const before = this.entries;
    this.entries = new Map();
    const offsets = new Offsets(fresh.draft.text);
    fresh.draft.paper.chapters.forEach((chapter, c) => chapter.sections.forEach((section, s) => section.items.forEach((item, p) => {
      const printed = printedOf(fresh.draft.text, offsets, item);
      const entry = this.#entry(before.get(item.id), item, printed);
      entry.spot = { chapter: c, section: s, position: p };
      entry.flags = flagPlaces(fresh.flags, offsets, item, printed, entry);
      this.entries.set(item.id, entry);
    })));
    for (const [id, entry] of before) {
      // Removed elsewhere while somebody types here: its words stay until that person decides.
      if (!this.entries.has(id) && !same(entry.words, entry.kept)) this.entries.set(id, entry);
    }
    this.#takeFlags(fresh.flags);
    this.tell("loaded");
  }

  /** Reads the notes as they stand: the draft tells those that it was written from. Raises ApiError. */
  async loadNotes() {
    this.#takeNotes((await get(`/assignments/${this.assignment}/notes`)).items);
    this.tell("noted");
  }

  /** @param {Note[]} notes */
  #takeNotes(notes) {
    this.notes = new Map(notes.map((note) => [note.id, note]));
  }

  /** @param {KeptFlag[]} flags */
  #takeFlags(flags) {
    this.flags = flags;
    this.flagsByKey = new Map(flags.map((kept) => [kept.key, kept]));
    this.tell("flags");
  }

  /** A flag that a person said something of. @param {KeptFlag} said */
  takeFlag(said) {
    this.#takeFlags(this.flags.map((kept) => (kept.key === said.key ? { ...kept, state: said.state } : kept)));
  }

  /**
   * @param {Entry | undefined} known
   * @param {Item} item
   * @param {string} printed
   * @returns {Entry}
   */
  #entry(known, item, printed) {
    const version = this.draft.versions[item.id] ?? 1;
    const number = numberOf(item, printed);
    if (known && known.version > version) {
      // Saved while the answer was on its way.
      this.draft.versions[item.id] = known.version;
      return Object.assign(known, { number });
    }
    // The links of an item change without a version of its own, when a problem is removed.
    if (known && known.version === version) return Object.assign(known, { number, item });
    if (known && !same(known.words, known.kept)) return Object.assign(known, { number });
    const fresh = {
      id: item.id, number, spot: { chapter: 0, section: 0, position: 0 },
      saving: /** @type {Saving} */ ("saved"), trouble: "", ...standing(item, version),
    };
    return known ? Object.assign(known, fresh) : fresh;
  }

  /**
   * A person's words in one block.
   * @param {Entry} entry
   * @param {keyof Words} part
   * @param {string} text
   */
  edit(entry, part, text) {
    const before = entry.words[part];
    if (before === text) return;
    entry.words[part] = text;
    const there = entry.flags.filter((flag) => flag.part === part);
    entry.flags = [...entry.flags.filter((flag) => flag.part !== part), ...moved(there, before, text)];
    if (part === "text") entry.sentences = moved(entry.sentences, before, text);
    this.tell("edited", entry);
  }

  /**
   * What the service kept of a save.
   * @param {Entry} entry
   * @param {KeptItem} kept
   * @param {Words} sent the words that it was given
   */
  keep(entry, kept, sent) {
    entry.item = kept.item;
    entry.version = kept.version;
    entry.kept = sent;
    this.draft.versions[entry.id] = kept.version;
    const led = entry.led && leadOf(kept.item) !== "";
    entry.sentences = moved(sentencesOf(kept.item, led), led ? bodyOf(kept.item) : fullBodyOf(kept.item), entry.words.text);
    this.tell("kept", entry);
  }

  /**
   * The service's words in place of the page's: the last version, or theirs of a conflict.
   * @param {Entry} entry
   * @param {KeptItem} kept
   */
  replace(entry, kept) {
    Object.assign(entry, standing(kept.item, kept.version));
    this.draft.versions[entry.id] = kept.version;
    this.tell("kept", entry);
  }

  /** The entries in reading order. */
  inOrder() {
    return [...this.entries.values()].sort((a, b) =>
      a.spot.chapter - b.spot.chapter || a.spot.section - b.spot.section || a.spot.position - b.spot.position);
  }

  /** How an item is spoken of. @param {Entry} entry */
  nameOf(entry) {
    const said = entry.words.headline || entry.words.text;
    return `${entry.number}${said.length > 22 ? `${said.slice(0, 22)}…` : said}` || "（空白）";
  }
}

/**
 * @param {string} text
 * @param {Offsets} offsets
 * @param {Item} item
 */
const printedOf = (text, offsets, item) => text.slice(offsets.toBrowser(item.start), offsets.toBrowser(item.end));

/**
 * @param {Item} item
 * @param {string} printed
 */
function numberOf(item, printed) {
  if (item.role === "other") return "";
  const first = piecesOf(item, printed)[0];
  return first ? printed.slice(0, first.printed) : printed;
}

/**
 * @param {KeptFlag[]} flags
 * @param {Offsets} offsets
 * @param {Item} item
 * @param {string} printed
 * @param {Entry} entry
 * @returns {FlagPlace[]}
 */
function flagPlaces(flags, offsets, item, printed, entry) {
  const pieces = piecesOf(item, printed);
  const service = wordsOf(item);
  const start = offsets.toBrowser(item.start);
  const found = flags.filter(({ flag }) => flag.start >= item.start && flag.end <= item.end && flag.start < flag.end)
    .flatMap(({ key, flag }) =>
      placesOf(pieces, offsets.toBrowser(flag.start) - start, offsets.toBrowser(flag.end) - start).map((place) => ({ key, ...place })));
  return /** @type {const} */ (["headline", "text"]).flatMap((part) =>
    moved(found.filter((flag) => flag.part === part), service[part], entry.words[part]));
}
