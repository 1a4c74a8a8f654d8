// Where a stretch of the typeset paper stands in the blocks that a person edits. The paper prints a
// number before an item, stops after its sentences and duties behind it; the blocks hold none of that.

/** @typedef {import("../../types/api").Item} Item */
/** @typedef {"headline" | "text"} Part */
/** @typedef {{part: Part, start: number, end: number}} Place */
/** @typedef {{part: Part, printed: number, at: number, length: number}} Piece */

const END = /[。；]$/;

/**
 * The first sentence, where it is the headline said again: the paper prints it once, as headline,
 * and so does the page. "" where it is not.
 * @param {Item} item
 */
export function leadOf({ headline, sentences }) {
  const first = sentences[0]?.text ?? "";
  return headline && first.trim().replace(END, "") === headline.replace(END, "") ? first : "";
}

/** What an item says after its headline. @param {Item} item */
export const bodyOf = (item) => fullBodyOf(item).slice(leadOf(item).length);

/** The same as the service keeps it. @param {Item} item */
export const fullBodyOf = (item) => item.sentences.map((sentence) => sentence.text).join("") || item.text;

/**
 * The words of the blocks, each with where they are printed.
 * @param {Item} item
 * @param {string} printed the item as typeset
 * @returns {Piece[]}
 */
export function piecesOf(item, printed) {
  /** @type {Piece[]} */
  const pieces = [];
  const lead = leadOf(item);
  let from = 0;
  const headline = item.headline ? printed.indexOf(item.headline) : -1;
  if (headline >= 0) {
    pieces.push({ part: "headline", printed: headline, at: 0, length: item.headline.length });
    from = headline + item.headline.length;
  }
  let at = 0;
  for (const sentence of lead ? item.sentences.slice(1) : item.sentences) {
    const words = sentence.text.trim();
    const place = words ? printed.indexOf(words, from) : -1;
    if (place >= 0) {
      pieces.push({ part: "text", printed: place, at: at + sentence.text.indexOf(words), length: words.length });
      from = place + words.length;
    }
    at += sentence.text.length;
  }
  if (!item.sentences.length && item.text) {
    const place = Math.max(0, printed.indexOf(item.text));
    pieces.push({ part: "text", printed: place, at: 0, length: item.text.length });
  }
  return pieces;
}

/**
 * The places in the blocks of a stretch of the printed item: one, or two where it goes from the
 * headline into the text; none where it is only in what the paper adds.
 * @param {Piece[]} pieces
 * @param {number} start
 * @param {number} end
 * @returns {Place[]}
 */
export function placesOf(pieces, start, end) {
  /** @type {Place[]} */
  const found = [];
  for (const piece of pieces) {
    const from = Math.max(start, piece.printed);
    const to = Math.min(end, piece.printed + piece.length);
    if (from >= to) continue;
    const place = { part: piece.part, start: piece.at + from - piece.printed, end: piece.at + to - piece.printed };
    const last = found[found.length - 1];
    if (last && last.part === place.part) last.end = place.end;
    else found.push(place);
  }
  return found;
}

/**
 * Where each sentence of an item stands in `body`, what the service keeps of it or that without its
 * lead; the lead itself stands in the headline.
 * @param {Item} item
 * @param {boolean} led whether `body` is without the lead
 * @returns {{start: number, end: number, index: number}[]}
 */
export function sentencesOf(item, led) {
  const lead = led ? leadOf(item) : "";
  let at = -lead.length;
  return item.sentences.map((sentence, index) => {
    const start = at;
    at += sentence.text.length;
    return { start, end: at, index };
  }).filter(({ start }) => start >= 0);
}
