// Files that a screen asks for in words: what goes wrong is told on the page, not in place of it.

import { call } from "../core/api.js";
import { h } from "../core/dom.js";

/**
 * Gives a file to the person.
 * @param {string} method
 * @param {string} path
 * @param {string} name what the file is called
 * @param {unknown} [body]
 */
export async function download(method, path, name, body) {
  const { value } = await call(method, path, { body });
  const address = URL.createObjectURL(value);
  h("a", { href: address, download: name }).click();
  // Taken back later: the download reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Gives a paper as it was sent up.
 * @param {{id: string, title: string}} submission
 */
export const paperInWord = ({ id, title }) => download("GET", `/submissions/${id}/paper.docx`, `${title}.docx`);
