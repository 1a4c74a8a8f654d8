// A check that nobody keeps: the files stay in this page, and are gone with it.

import { saveAs } from "../core/download.js";
import { annotatedName, formOf } from "./source.js";
import { sent } from "./sending.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./source.js").Terms} Terms */
/** @typedef {import("../../types/api").CheckedPaper} CheckedPaper */

const PATH = "/checks/paper";

/**
 * Checks papers one after another.
 * @param {HTMLElement} place where progress is shown
 * @param {File[]} files
 * @param {Terms} terms
 * @param {File | null} earlier the file before it was revised
 * @param {(number: number, file: File, terms: Terms, before: File) => Promise<void>} revised
 * @returns {Promise<Source | null>} null when none was checked
 */
export async function onceSource(place, files, terms, earlier, revised) {
  /** @type {{file: File, paper: CheckedPaper}[]} */
  const done = [];
  for (const file of files) {
    const form = formOf("file", [file], terms);
    if (earlier) form.set("earlier", earlier, earlier.name);
    const paper = await sent(place, PATH, form, { doing: `正在核对 ${file.name}…` });
    if (paper) done.push({ file, paper });
  }
  if (!done.length) return null;
  const at = (/** @type {number} */ number) => /** @type {{file: File, paper: CheckedPaper}} */ (done[number - 1]);
  return {
    names: done.map(({ file }) => file.name),
    failed: [],
    load: async (number) => at(number).paper,
    download: async (number) => {
      const { file } = at(number);
      const form = formOf("file", [file], terms);
      form.set("form", "docx");
      const content = await sent(place, PATH, form, { doing: "正在写批注…", as: "blob" });
      if (content) saveAs(content, annotatedName(file.name));
    },
    revise: (number, file) => revised(number, file, terms, at(number).file),
    dismiss: null,
    reopen: null,
  };
}
