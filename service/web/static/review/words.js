// What reviewers say: of the whole paper, or of one item of it.

import { moment } from "../core/dates.js";
import { h } from "../core/dom.js";
import { VERDICTS, word } from "../core/words.js";

/** @typedef {import("../../types/api").ReviewWord} ReviewWord */
/** @typedef {import("../../types/api").Paper} Paper */
/** @typedef {import("../../types/api").Item} Item */

const LONGEST = 80;

/** @param {Paper} paper */
export const itemsOf = (paper) => paper.chapters.flatMap((chapter) => chapter.sections.flatMap((section) => section.items));

/** How an item is called. @param {Item} item */
export const nameOf = (item) => (item.headline || item.text).split("\n", 1).join("").slice(0, LONGEST);

/**
 * The words that speak of an item, wherever it stands by now.
 * @param {ReviewWord[]} words
 * @param {Item} item
 */
export const wordsOn = (words, item) => words.filter((one) => one.item === item.id);

/**
 * A word beside the item that it speaks of: named only where it was called something else then.
 * @param {ReviewWord} one
 * @param {Item} item
 */
export const wordBeside = (one, item) => wordBox(one.about === nameOf(item) ? { ...one, about: "" } : one);

/**
 * A word with who said it and when. What it is about is a link where `link` gives an address.
 * @param {ReviewWord} one
 * @param {(item: string) => string | null} [link]
 */
export function wordBox(one, link = () => null) {
  const { about, words: said } = one;
  const address = about && link(one.item);
  const named = about && h("p", { class: "about" }, "关于“", address ? h("a", { href: address }, about) : about, "”");
  return h("div", { class: `word of-${one.verdict}` },
    h("p", { class: "by" }, h("span", { class: `state ${one.verdict}` }, word(VERDICTS, one.verdict)), ` ${one.reviewer} ${moment(one.at)}`),
    named || null, said ? h("p", { class: "said" }, said) : null);
}
