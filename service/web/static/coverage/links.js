// Both ways between this screen, the notes and the draft.

import { h } from "../core/dom.js";
import { ITEM_ROLES, word } from "../core/words.js";

/** @typedef {import("./data.js").Entry} Entry */
/** @typedef {import("./data.js").KeptNote} KeptNote */

const SHORT = 40;

/** @param {string} text @param {number} [most] */
export const short = (text, most = SHORT) => ([...text].length > most ? `${[...text].slice(0, most).join("")}…` : text);

/** What an item is called in a list. @param {Entry} entry */
export const titleOf = ({ item }) => short(item.headline || item.text || "（还没有标题）");

/** Where it stands in the paper. @param {Entry} entry */
export const placeOf = ({ item, chapter, aspect }) => [word(ITEM_ROLES, item.role), aspect || chapter].filter(Boolean).join(" · ");

/** @param {string} assignment @param {Entry} entry */
export const toItem = (assignment, entry) =>
  h("a", { href: `/assignments/${assignment}/draft#item-${encodeURIComponent(entry.item.id)}` }, titleOf(entry));

/**
 * To the note itself, where it can be corrected.
 * @param {string} assignment
 * @param {KeptNote} note
 * @param {string} [text]
 */
export const toNote = (assignment, note, text = "到“意见”页看这条") =>
  h("a", { href: `/assignments/${assignment}/notes#note-${encodeURIComponent(note.id)}` }, text);

/** A note's words; a clue's are not spread. @param {KeptNote} note */
export const wordsOfNote = (note) => (note.route === "clue" ? "（问题线索，原文见“意见”页的线索栏）" : note.text);

/** How messages name a note. @param {KeptNote} note */
export const nameOf = (note) => `“${short(wordsOfNote(note), 16)}”`;
