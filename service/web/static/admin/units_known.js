// The units that the person looks after, as a tree, shared by all parts of the screen.

import { get } from "../core/api.js";
import { h } from "../core/dom.js";
import { me } from "../core/session.js";

/** @typedef {import("../../types/api").Unit} Unit */
/** @typedef {{unit: Unit, depth: number}} Placed */

/** @type {Unit[]} */
let known = [];

export async function readUnits() {
  known = (await get("/units")).items;
}

/** Whether the person is administrator of the whole house. */
export const house = () => me()?.house ?? false;

/** @param {string | null} id */
export const unitOf = (id) => known.find((unit) => unit.id === id);

/** @param {string | null} id */
export const nameOf = (id) => (id === null ? "全系统" : unitOf(id)?.name ?? "（看不到的单位）");

/** @param {Unit} unit */
function mine(unit) {
  const own = new Set(me()?.administers ?? []);
  const seen = new Set();
  // What was made since the page was drawn lies below what was there.
  for (let at = /** @type {Unit | undefined} */ (unit); at && !seen.has(at.id); at = unitOf(at.parent)) {
    if (own.has(at.id)) return true;
    seen.add(at.id);
  }
  return house();
}

/**
 * The administered units, each after the one above it.
 * @returns {Placed[]}
 */
export function tree() {
  const own = known.filter(mine);
  const there = new Set(own.map((unit) => unit.id));
  /** @type {(parent: string | null, depth: number) => Placed[]} */
  const below = (parent, depth) => own
    .filter((unit) => (parent === null ? !unit.parent || !there.has(unit.parent) : unit.parent === parent))
    .sort((a, b) => a.name.localeCompare(b.name, "zh-CN"))
    .flatMap((unit) => [{ unit, depth }, ...below(unit.id, depth + 1)]);
  return below(null, 0);
}

/**
 * The unit and everything below it.
 * @param {string} id
 * @returns {Set<string>}
 */
export function withBelow(id) {
  const found = new Set([id]);
  for (const { unit } of tree()) if (unit.parent && found.has(unit.parent)) found.add(unit.id);
  return found;
}

/**
 * Choices of units, indented as they stand.
 * @param {{value: string, label: string}[]} [first] choices before them
 * @param {(unit: Unit) => boolean} [offered]
 */
export function unitOptions(first = [], offered = () => true) {
  const units = tree().filter(({ unit }) => offered(unit)).map(({ unit, depth }) => ({ value: unit.id, label: "　".repeat(depth) + unit.name }));
  return [...first, ...units];
}

/**
 * Fills a select with units and keeps what was chosen.
 * @param {HTMLSelectElement} select
 * @param {{value: string, label: string}[]} [first]
 */
export function fillUnits(select, first = [{ value: "", label: "全部" }]) {
  const before = select.value;
  select.replaceChildren(...unitOptions(first).map(({ value, label }) => h("option", { value }, label)));
  if (select.querySelector(`option[value="${CSS.escape(before)}"]`)) select.value = before;
}
