// Which words of a passage are those that were asked for.

const SHORTEST = 2;
const LONGEST = 400;
const BEFORE = 60;

/**
 * A passage in pieces, the asked words marked: at least two characters that stand together in both.
 * A long one is cut around the first of them.
 * @param {string} text
 * @param {string} asked
 * @returns {{text: string, common: boolean}[]}
 */
export function commonPieces(text, asked) {
  const found = pieces([...text], asked);
  const first = found.findIndex((piece) => piece.common);
  const before = found.slice(0, Math.max(0, first)).reduce((sum, piece) => sum + piece.text.length, 0);
  if (text.length <= LONGEST) return found;
  const start = Math.max(0, before - BEFORE);
  const cut = pieces([...text.slice(start, start + LONGEST)], asked);
  const more = { text: "…", common: false };
  return [...(start ? [more] : []), ...cut, ...(start + LONGEST < text.length ? [more] : [])];
}

/**
 * @param {string[]} signs
 * @param {string} asked
 */
function pieces(signs, asked) {
  /** @type {{text: string, common: boolean}[]} */
  const found = [];
  let plain = "";
  for (let at = 0; at < signs.length;) {
    const common = longest(signs, at, asked);
    if (common.length >= SHORTEST) {
      if (plain) found.push({ text: plain, common: false });
      found.push({ text: common, common: true });
      plain = "";
      at += [...common].length;
    } else {
      plain += signs[at];
      at += 1;
    }
  }
  return plain ? [...found, { text: plain, common: false }] : found;
}

/**
 * The longest stretch from `at` that was asked for.
 * @param {string[]} signs
 * @param {number} at
 * @param {string} asked
 */
function longest(signs, at, asked) {
  let found = "";
  for (let to = at; to < signs.length && /\S/.test(signs[to] ?? " "); to += 1) {
    const longer = found + signs[to];
    if (!asked.includes(longer)) break;
    found = longer;
  }
  return found;
}
