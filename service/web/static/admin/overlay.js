// A unit's rules as the text that is kept (YAML), changed section by section: what stands in other
// sections stays as people wrote it, and so do comments and unchanged lines of the changed one.

/** @typedef {import("../../types/api").RuleParts} RuleParts */

const HAN = /^[一-龥]+$/;
const FLAT = /^ {2}\S/;
const REMARK = /^\s*#/;

/**
 * The text with the section `name` in a new form; without entries the section goes.
 * @param {string} text
 * @param {string} name levels, accept, data+, …
 * @param {string[]} entries its lines, indented
 * @returns {string}
 */
export function withSection(text, name, entries) {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const found = sectionIn(lines, name);
  const before = lines.slice(0, found.start);
  const after = lines.slice(found.end);
  const section = merged(lines.slice(found.start + 1, found.end), entries);
  const made = section.length ? [`${name}:`, ...section] : [];
  const all = [...before, ...made, ...after];
  return all.length ? `${all.join("\n")}\n` : "";
}

/**
 * Whether a section can be changed that way: it stands on lines of its own, or is not there at all.
 * @param {string} text
 * @param {string} name
 * @param {boolean} holds whether the service found entries of it
 */
export function canChange(text, name, holds) {
  const lines = text.split("\n");
  const { start, end } = sectionIn(lines, name);
  return start < lines.length ? start < end : !holds;
}

/**
 * @param {string[]} lines
 * @param {string} name
 */
function sectionIn(lines, name) {
  const head = lines.findIndex((line) => line.startsWith(`${name}:`) || line.startsWith(`"${name}":`) || line.startsWith(`'${name}':`));
  if (head < 0) return { start: lines.length, end: lines.length };
  let end = head + 1;
  // Indented lines, lists at the margin, closing brackets and what stands between them belong to it.
  while (end < lines.length && !/^[^\s#\-\]}]/.test(lines[end] ?? "")) end += 1;
  // Comments and blank lines at its end speak of what follows.
  while (end > head + 1 && /^(#.*|\s*)$/.test(lines[end - 1] ?? "")) end -= 1;
  return { start: head, end };
}

/**
 * The new entries; lines that were there already keep their place and their remarks.
 * @param {string[]} old
 * @param {string[]} entries
 */
function merged(old, entries) {
  const plain = (/** @type {string} */ line) => line.replace(/\s+#.*$/, "").replace(/["']/g, "").trim();
  const wanted = entries.map(plain);
  // Where the same line means different things in different places, only the order tells which.
  const flat = new Set(wanted).size === wanted.length && entries.every((line) => FLAT.test(line));
  const kept = old.filter((line) => REMARK.test(line) || (flat && wanted.includes(plain(line))));
  if (!entries.length) return kept.some((line) => !REMARK.test(line)) ? kept : [];
  const there = new Set(kept.map(plain));
  return [...kept, ...entries.filter((_, at) => !flat || !there.has(wanted[at] ?? ""))];
}

/** A text as YAML takes it. @param {string} text */
const quoted = (text) => (HAN.test(text) ? text : JSON.stringify(text));

/** @param {RuleParts["levels"]} levels */
export const levelLines = (levels) => Object.entries(levels).map(([rule, level]) => `  ${rule}: ${level}`);

/** @param {string[]} words */
export const wordLines = (words) => words.map((text) => `  - ${quoted(text)}`);

/** @param {RuleParts["roster"]} roster */
export const rosterLines = (roster) => roster.map(({ name, post }) => (post ? `  - {name: ${quoted(name)}, post: ${quoted(post)}}` : `  - ${quoted(name)}`));

/** @param {RuleParts["formulae"]} formulae */
export const formulaLines = (formulae) => formulae.map(({ phrase, since }) => (since ? `  - {phrase: ${quoted(phrase)}, since: ${JSON.stringify(since)}}` : `  - ${quoted(phrase)}`));

/** @param {RuleParts["add"]} lists by rule and name */
export const listLines = (lists) => Object.entries(lists).flatMap(([rule, named]) => {
  const inside = Object.entries(named).filter(([, entries]) => entries.length)
    .flatMap(([name, entries]) => [`    ${name}:`, ...entries.map((entry) => `      - ${JSON.stringify(entry)}`)]);
  return inside.length ? [`  ${rule}:`, ...inside] : [];
});
