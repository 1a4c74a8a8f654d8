// Which unit a screen is about, for people who work in one or in several.

import { get } from "./api.js";
import { fill, h } from "./dom.js";
import { me } from "./session.js";

/** @typedef {import("../../types/api").Unit} Unit */

/**
 * The units that the person writes for, by name.
 * @returns {Promise<Unit[]>}
 */
export async function ownUnits() {
  const writes = new Set(me()?.writes ?? []);
  const { items } = await get("/units");
  return items.filter((/** @type {Unit} */ unit) => writes.has(unit.id));
}

/**
 * Shows where to choose a unit, and only to who has a choice; gives the one chosen now: that of the
 * address (`?unit=`), else the first.
 * @param {HTMLElement} place an empty element
 * @param {Unit[]} units
 * @param {(unit: Unit) => unknown} onChange
 * @returns {Unit | undefined}
 */
export function unitChoice(place, units, onChange) {
  const asked = new URLSearchParams(location.search).get("unit");
  const now = units.find((unit) => unit.id === asked) ?? units[0];
  place.hidden = units.length < 2;
  const select = h("select", { id: "unit-choice" }, units.map((unit) => h("option", { value: unit.id }, unit.name)));
  if (now) select.value = now.id;
  select.addEventListener("change", () => {
    const unit = units.find((one) => one.id === select.value);
    if (!unit) return;
    history.replaceState(null, "", `${location.pathname}?unit=${unit.id}`);
    onChange(unit);
  });
  fill(place, h("label", { for: "unit-choice" }, "单位"), select);
  return now;
}
