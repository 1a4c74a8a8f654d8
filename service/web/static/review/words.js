// What reviewers say: of the whole paper, or of one item, which their first line then names.

import { moment } from "../core/dates.js";
import { h } from "../core/dom.js";
import { VERDICTS, word } from "../core/words.js";

/** @typedef {import("../../types/api").ReviewWord} ReviewWord */
/** @typedef {import("../../types/api").Paper} Paper */
/** @typedef {import("../../types/api").Item} Item */

const ABOUT = /^关于“(.+)”：\n/;
const LONGEST = 80;

/** @param {Paper} paper */
export const itemsOf = (paper) => paper.chapters.flatMap((chapter) => chapter.sections.flatMap((section) => section.items));

/** How an item is called. @param {Item} item */
export const nameOf = (item) => (item.headline || item.text).split("\n", 1).join("").slice(0, LONGEST);

/** @param {Item} item @param {string} words */
export const aboutItem = (item, words) => `关于“${nameOf(item)}”：\n${words}`;

/**
 * Which item a word speaks of, and what it says; the item's name is "" for the whole paper.
 * @param {string} words
 */
export function parted(words) {
  const found = ABOUT.exec(words);
  return found ? { about: found[1] ?? "", said: words.slice(found[0].length) } : { about: "", said: words };
}

/**
 * The words that speak of an item, wherever it stands by now.
 * @param {ReviewWord[]} words
 * @param {Item} item
 */
export const wordsOn = (words, item) => words.filter((one) => parted(one.words).about === nameOf(item));

/**
 * A word with who said it and when. What it is about is a link where `link` gives an address.
 * @param {ReviewWord} one
 * @param {(about: string) => string | null} [link]
 */
export function wordBox(one, link = () => null) {
  const { about, said } = parted(one.words);
  const address = about && link(about);
  const named = about && h("p", { class: "about" }, "关于“", address ? h("a", { href: address }, about) : about, "”");
  return h("div", { class: `word of-${one.verdict}` },
    h("p", { class: "by" }, h("span", { class: `state ${one.verdict}` }, word(VERDICTS, one.verdict)), ` ${one.reviewer} ${moment(one.at)}`),
    named || null, said ? h("p", { class: "said" }, said) : null);
}
