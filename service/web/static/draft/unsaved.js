// Words that are not yet saved, kept in the browser beside the page: a refresh or a crash loses none.
// They are this tab's own and are gone as soon as the service has them.

import { me } from "../core/session.js";

/** @typedef {import("./desk.js").Words} Words */
/** @typedef {{id: string, words: Words, version: number}} Unsaved */

/** @param {string} draft */
const prefix = (draft) => `unsaved/${me()?.person ?? ""}/${draft}/`;

/**
 * @param {string} draft
 * @param {Unsaved} unsaved
 */
export function remember(draft, unsaved) {
  try {
    sessionStorage.setItem(prefix(draft) + unsaved.id, JSON.stringify(unsaved));
  } catch {
    // No room, or storage is forbidden: the page itself still holds the words and goes on saving.
  }
}

/**
 * @param {string} draft
 * @param {string} id
 */
export function forget(draft, id) {
  sessionStorage.removeItem(prefix(draft) + id);
}

/**
 * @param {string} draft
 * @returns {Unsaved[]}
 */
export function remembered(draft) {
  const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(prefix(draft)));
  return keys.map((key) => JSON.parse(sessionStorage.getItem(key) ?? "null")).filter(Boolean);
}
