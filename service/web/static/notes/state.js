// The notes of the assignment as the page knows them: read, changed one by one, never in two forms.

import { get } from "../core/api.js";
import { pairsIn } from "./minority.js";
import { CLUE, EMPTY, NONE, placeOf, placesOf } from "./places.js";

/** @typedef {import("../../types/api").Assignment} Assignment */
/** @typedef {import("../../types/api").KeptNote} KeptNote */
/** @typedef {import("../../types/api").KeptRawNote} KeptRawNote */
/** @typedef {import("../../types/api").Kind} Kind */

/** @typedef {{notes: KeptNote[], lines: KeptRawNote[]}} Read sorted, and as they were handed in */
/** @typedef {{sha256: string, file: string}[]} Originals */

/** @param {string} assignment */
const pathOf = (assignment) => `/assignments/${assignment}/notes`;

/**
 * @param {string} assignment
 * @returns {Promise<Read>}
 */
export async function readNotes(assignment) {
  const [notes, lines] = await Promise.all([get(pathOf(assignment)), get(`${pathOf(assignment)}/raw`)]);
  return { notes: notes.items, lines: lines.items };
}

/** @param {string} unit @returns {Promise<Originals>} the files that were handed in for it */
export const originalsOf = async (unit) => (await get(`/units/${unit}/originals`)).items;

/** What the page knows, and what is chosen in it. */
export class Notes {
  /**
   * @param {Assignment} assignment
   * @param {Kind | undefined} kind
   */
  constructor(assignment, kind) {
    this.assignment = assignment;
    this.places = placesOf(kind);
    /** @type {KeptNote[]} in their order */
    this.all = [];
    /** @type {Map<string, KeptRawNote>} what was handed in, by the line's id */
    this.lines = new Map();
    /** @type {Map<string, string>} names of the files by digest */
    this.files = new Map();
    /** @type {Set<string>} ids of the notes that are chosen */
    this.chosen = new Set();
    /** @type {string} id of the note that stands open */
    this.open = "";
    /** @type {Map<string, KeptNote[]>} */
    this.groups = new Map();
    /** @type {Map<string, {sign: string, pairs: Map<string, number>}>} what the texts of a group share */
    this.shared = new Map();
  }

  /** Below this address everything of the notes is asked for. */
  get path() {
    return pathOf(this.assignment.id);
  }

  async load() {
    this.take(...await Promise.all([readNotes(this.assignment.id), originalsOf(this.assignment.unit)]));
  }

  /**
   * @param {Read} read
   * @param {Originals} originals
   */
  take({ notes, lines }, originals) {
    this.lines = new Map(lines.map((line) => [line.id, line]));
    this.files = new Map(originals.map((one) => [one.sha256, one.file]));
    this.all = notes;
    this.regroup();
    const there = new Set(notes.map((note) => note.id));
    for (const id of this.chosen) if (!there.has(id)) this.chosen.delete(id);
  }

  /**
   * The note of that id, if it is still there.
   * @param {string} id
   */
  note(id) {
    return this.all.find((note) => note.id === id);
  }

  /**
   * Takes over what the service answered.
   * @param {KeptNote[]} changed
   */
  put(changed) {
    const fresh = new Map(changed.map((note) => [note.id, note]));
    this.all = this.all.map((note) => fresh.get(note.id) ?? note);
    this.regroup();
  }

  regroup() {
    this.groups = new Map();
    for (const note of this.all) {
      const members = note.group ? this.groups.get(note.group) : undefined;
      if (members) members.push(note);
      else if (note.group) this.groups.set(note.group, [note]);
    }
    // As the service has it: nobody is in a group alone.
    const alone = new Set([...this.groups].filter(([, members]) => members.length === 1).map(([group]) => group));
    for (const group of alone) this.groups.delete(group);
    this.all = this.all.map((note) => (note.group && alone.has(note.group) ? { ...note, group: null } : note));
  }

  /**
   * Those that say the same as this note, itself among them.
   * @param {KeptNote} note
   */
  membersOf(note) {
    return (note.group && this.groups.get(note.group)) || [note];
  }

  /**
   * Who is in the group, as one text: while it stays the same, so do the marks in its rows.
   * @param {string} group
   */
  signOf(group) {
    return (this.groups.get(group) ?? []).map(({ id }) => id).join(" ");
  }

  /**
   * In how many texts of the group each pair of signs stands; counted once for all its rows.
   * @param {string} group
   */
  pairsOf(group) {
    const sign = this.signOf(group);
    let known = this.shared.get(group);
    if (known?.sign !== sign) {
      known = { sign, pairs: pairsIn((this.groups.get(group) ?? []).map(({ text }) => text)) };
      this.shared.set(group, known);
    }
    return known.pairs;
  }

  /** How many notes each place holds. */
  get filed() {
    /** @type {Map<string, number>} */
    const filed = new Map();
    for (const note of this.all) filed.set(this.placeOf(note), (filed.get(this.placeOf(note)) ?? 0) + 1);
    return filed;
  }

  /**
   * The place of a note on this page: one whose aspect the kind does not have is filed nowhere.
   * @param {KeptNote} note
   */
  placeOf(note) {
    const place = placeOf(note);
    return place === CLUE || this.places.some(({ id }) => id === place) ? place : NONE;
  }

  /** The lines that no sorting has seen yet. */
  get unsorted() {
    const seen = new Set(this.all.map((note) => note.source_id));
    return [...this.lines.keys()].filter((id) => !seen.has(id)).length;
  }

  get clues() {
    return this.all.filter((note) => this.placeOf(note) === CLUE);
  }

  /** What can be chosen, corrected and moved: everything but clues. */
  get listed() {
    return this.all.filter((note) => this.placeOf(note) !== CLUE);
  }

  /** Lines of which nothing has any content. */
  get emptyLines() {
    const kept = new Set(this.all.filter((note) => this.placeOf(note) !== EMPTY).map((note) => note.source_id));
    return new Set(this.all.map((note) => note.source_id).filter((id) => this.lines.has(id) && !kept.has(id))).size;
  }
}
