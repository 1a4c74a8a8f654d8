// Where checked papers come from: a check that a unit keeps, or one that nobody keeps.

/** @typedef {import("../../types/api").CheckedPaper} CheckedPaper */
/** @typedef {import("../../types/api").Flag} Flag */
/** @typedef {import("../../types/api").SettledFlag} SettledFlag */

/**
 * What was said of a paper, for the next round as well.
 * @typedef {object} Terms
 * @property {string} kind "" to guess it
 * @property {string} year "" to guess it
 * @property {File | null} notes
 */

/**
 * One round of checking: its papers, counted from 1.
 * @typedef {object} Source
 * @property {string[]} names
 * @property {string[]} failed what could not be read, in words
 * @property {(number: number) => Promise<CheckedPaper>} load
 * @property {(number: number) => Promise<void>} download the same file with comments
 * @property {(number: number, file: File) => Promise<void>} revise checks the revised file against this one
 * @property {((flag: Flag, reason: string) => Promise<number>) | null} dismiss gives its number
 * @property {((number: number) => Promise<void>) | null} reopen
 */

/**
 * A form with a paper and its terms.
 * @param {string} field
 * @param {File[]} files
 * @param {Terms} terms
 */
export function formOf(field, files, terms) {
  const form = new FormData();
  for (const file of files) form.append(field, file, file.name);
  if (terms.kind) form.set("kind", terms.kind);
  if (terms.year) form.set("year", terms.year);
  if (terms.notes) form.set("notes", terms.notes, terms.notes.name);
  return form;
}

/** What the file with comments is called. @param {string} name */
export const annotatedName = (name) => `${name.replace(/\.[^.]*$/, "")}（批注）.docx`;
