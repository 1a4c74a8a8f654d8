// Files that a screen asks for in words: what goes wrong is told on the page, not in place of it.

import { call } from "./api.js";
import { h } from "./dom.js";

/**
 * Gives what the service answers to the person, as a file.
 * @param {string} method
 * @param {string} path
 * @param {string} name what the file is called
 * @param {unknown} [body]
 */
export async function download(method, path, name, body) {
  saveAs((await call(method, path, { body })).value, name);
}

/**
 * Gives a content to the person, as a file.
 * @param {Blob} content
 * @param {string} name
 */
export function saveAs(content, name) {
  const address = URL.createObjectURL(content);
  h("a", { href: address, download: name }).click();
  // Taken back later: the download reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
