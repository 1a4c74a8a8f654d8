// What somebody has filled in for a new assignment: kept in this tab, so that a refresh loses nothing.

/** @typedef {import("../../types/api").Kind} Kind */
/** @typedef {{title: string, before: string, quote: string, after: string}} Aspect an aspect as it was read, with the words of the notice and what stands around them there */
/**
 * @typedef {object} Wish
 * @property {string} unit
 * @property {"known" | "notice"} way
 * @property {string} kind the id of a known kind
 * @property {string} notice the notice's text
 * @property {Reading | null} reading what was read in it, as the person has corrected it
 * @property {string} title "" as long as the proposed one stands
 * @property {string} deadline
 */
/**
 * @typedef {object} Reading
 * @property {Kind} kind as it was proposed; the fields below stand in the place of its own
 * @property {string} name
 * @property {Kind["scope"]} scope
 * @property {number} year
 * @property {Aspect[]} aspects
 * @property {string[]} unsure
 * @property {string[]} deadlines clauses that set a date
 */

const KEY = "duizhao:new-assignment";
/** @returns {Wish} */
const fresh = () => ({ unit: "", way: "known", kind: "", notice: "", reading: null, title: "", deadline: "" });

/** @returns {Wish} */
export function keptWish() {
  try {
    return { ...fresh(), ...JSON.parse(sessionStorage.getItem(KEY) ?? "{}") };
  } catch {
    return fresh();
  }
}

/** @param {Wish} wish */
export function keep(wish) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(wish));
  } catch {
    // A browser that keeps nothing: the page itself still has it.
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}

/**
 * The kind of a reading, as the person has corrected it.
 * @param {Reading} reading
 * @param {Set<string>} taken ids that other kinds of the unit have
 * @returns {Kind}
 */
export function kindOf(reading, taken) {
  const wanted = `${reading.scope}-${reading.year}-own`;
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`;
  const aspects = reading.aspects.map(({ title }) => title.trim()).filter(Boolean).map((title, at) => {
    const known = reading.kind.aspects.find((aspect) => aspect.title === title);
    return { key: `aspect-${at + 1}`, title, short: known?.short ?? shortOf(title) };
  });
  return { ...reading.kind, id, name: reading.name.trim(), scope: reading.scope, year: reading.year, aspects };
}

/**
 * What people call an aspect: its first clause, without 带头 and 对照.
 * @param {string} title
 */
const shortOf = (title) => (title.replace(/^(带头|对照)/, "").split(/[、，,]/)[0] ?? "").slice(0, 12) || title.slice(0, 12);

/**
 * The title that a paper of this kind usually has.
 * @param {{year: number, meeting: string, paper_name: string}} kind
 */
export const titleOf = (kind) => `${kind.year}年度${kind.meeting}${kind.paper_name}`;

/**
 * The days that the clauses of a notice name, as a date field takes them, each once.
 * @param {string[]} clauses
 */
export function daysIn(clauses) {
  const found = [...clauses.join("\n").matchAll(/(20\d\d)年(\d{1,2})月(\d{1,2})日/g)];
  return [...new Set(found.map(([, year, month = "", date = ""]) => `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`))];
}
