// What the screen shows: every note with the items that answer it, every item with its notes.

import { get } from "../core/api.js";
import { isDrafted } from "../core/shell.js";

/** @typedef {import("../../types/api").KeptNote} KeptNote */
/** @typedef {import("../../types/api").Coverage} Coverage */
/** @typedef {import("../../types/api").CoverageAnswer} CoverageAnswer */
/** @typedef {import("../../types/api").CoverageList} CoverageList */
/** @typedef {import("../../types/api").KeptDraft} KeptDraft */
/** @typedef {import("../../types/api").Item} Item */
/** @typedef {"missing" | "partly" | "set_aside" | "reflected"} Status */

/**
 * One place of the paper.
 * @typedef {object} Entry
 * @property {Item} item
 * @property {string} chapter
 * @property {string} aspect the heading of its section, "" without one
 * @property {string[]} notes the ids of the notes behind it
 */

/**
 * One note and what became of it.
 * @typedef {object} Answered
 * @property {KeptNote} note
 * @property {Status} status
 * @property {string} reason
 * @property {Entry[]} entries where the paper answers it
 * @property {CoverageAnswer | null} answer what a person said of it on this screen
 */

/**
 * @typedef {object} Matter
 * @property {KeptDraft} draft
 * @property {Answered[]} notes what is missing first
 * @property {Entry[]} entries in the order of the paper
 */

/** @type {Status[]} what needs somebody comes first */
export const STATUSES = ["missing", "partly", "set_aside", "reflected"];

/**
 * Reads an assignment's matter: a word for what it lacks instead, when there is none yet.
 * @param {string} assignment
 * @returns {Promise<Matter | "notes" | "draft">}
 */
export async function read(assignment) {
  const drafted = isDrafted(assignment);
  const ofDraft = async (/** @type {string} */ path) => ((await drafted) ? get(`/assignments/${assignment}${path}`) : null);
  const [notes, draft, covered] = await Promise.all([
    get(`/assignments/${assignment}/notes`),
    ofDraft("/draft"),
    ofDraft("/coverage"),
  ]);
  if (!notes.items.length) return "notes";
  return draft ? matterOf(notes.items, draft, covered) : "draft";
}

/**
 * @param {KeptNote[]} notes
 * @param {KeptDraft} draft
 * @param {CoverageList} covered
 * @returns {Matter}
 */
function matterOf(notes, draft, covered) {
  const entries = entriesOf(draft);
  const byItem = new Map(entries.map((entry) => [entry.item.id, entry]));
  const told = new Map(covered.items.map((entry) => [entry.note, entry]));
  const answers = new Map(covered.answers.map((answer) => [answer.note, answer]));
  const answered = notes.map((note) => answeredOf(note, told.get(note.id), answers.get(note.id), byItem));
  answered.sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
  return { draft, entries, notes: answered };
}

/**
 * @param {KeptNote} note
 * @param {Coverage | undefined} told
 * @param {CoverageAnswer | undefined} answer
 * @param {Map<string, Entry>} byItem
 * @returns {Answered}
 */
function answeredOf(note, told, answer, byItem) {
  const entries = (told?.items ?? []).map((id) => byItem.get(id)).filter((entry) => entry !== undefined);
  return {
    note,
    status: told?.status ?? "missing",
    reason: told?.reason ?? "起草之后才有的意见，文中还没有回应",
    entries: /** @type {Entry[]} */ (entries),
    answer: answer ?? null,
  };
}

/**
 * The items of the paper in its order, each with the notes that its sentences stand on.
 * @param {KeptDraft} draft
 * @returns {Entry[]}
 */
function entriesOf(draft) {
  /** @type {Entry[]} */
  const found = [];
  for (const chapter of draft.draft.paper.chapters) {
    for (const section of chapter.sections) {
      for (const item of section.items) {
        if (item.role === "other") continue;
        const notes = [...new Set(item.sentences.flatMap((sentence) => sentence.notes))];
        found.push({ item, chapter: chapter.title, aspect: section.title || section.aspect, notes });
      }
    }
  }
  return found;
}

/**
 * How many notes there are of each status.
 * @param {Answered[]} notes
 */
export function countsOf(notes) {
  /** @type {Record<string, number>} */
  const counts = { missing: 0, partly: 0, set_aside: 0, reflected: 0 };
  for (const { status } of notes) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** What a note's source is called. @param {KeptNote} note */
export const sourceOf = (note) => note.source.trim() || "未注明来源";
