// What one note of a group says and the others do not: the detail that merging must not lose.

const SHORTEST = 4;
const MOST_SHARE = 0.6;

/**
 * In how many of the texts each pair of neighbouring signs stands.
 * @param {string[]} texts
 * @returns {Map<string, number>}
 */
export function pairsIn(texts) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const text of texts) for (const pair of new Set(pairs(text))) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return counts;
}

/**
 * The stretches of `text` that stand in no other text of its group, as [start, end) in it. Where
 * nearly everything differs, nothing but the figures is told: marks everywhere mark nothing.
 * @param {string} text
 * @param {Map<string, number>} counts `pairsIn` of the group
 * @returns {[number, number][]}
 */
export function ownDetails(text, counts) {
  const own = pairs(text).map((pair) => (counts.get(pair) ?? 0) < 2);
  /** @type {[number, number][]} */
  const found = [];
  let start = -1;
  for (let at = 0; at <= own.length; at += 1) {
    if (own[at] && start < 0) start = at;
    if (!own[at] && start >= 0) { found.push(trimmed(text, start + (start > 0 ? 1 : 0), at === own.length ? text.length : at)); start = -1; }
  }
  const long = found.filter(([from, to]) => to - from >= (hasFigure(text.slice(from, to)) ? 2 : SHORTEST));
  const marked = long.reduce((sum, [from, to]) => sum + to - from, 0);
  return marked > text.length * MOST_SHARE ? figuresIn(text) : long;
}

/** @param {string} text */
const pairs = (text) => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));

/**
 * @param {string} text
 * @returns {[number, number][]}
 */
const figuresIn = (text) => [...text.matchAll(/[0-9０-９]+(?:[.．][0-9０-９]+)?[年月日号次条个人天项份件场期万亿元吨米公里小时分钟%％]*/g)].map((found) => [found.index ?? 0, (found.index ?? 0) + found[0].length]);

/** @param {string} text */
const hasFigure = (text) => /[0-9０-９〇一二三四五六七八九十百千]/.test(text);

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]}
 */
function trimmed(text, start, end) {
  const mark = /[\s，。；、：！？“”（）,.;:!?()]/;
  while (start < end && mark.test(text.charAt(start))) start += 1;
  while (end > start && mark.test(text.charAt(end - 1))) end -= 1;
  return [start, end];
}
