// The choice among known kinds, grouped by who writes the paper; the chosen one shows its aspects.

import { h } from "../core/dom.js";

/** @typedef {import("../../types/api").Kind} Kind */

/** @type {[Kind["scope"], string][]} */
export const SCOPES = [["team", "班子"], ["individual", "个人"], ["branch", "支部"], ["plan", "整改方案"]];

/**
 * @param {Kind[]} kinds
 * @param {string} chosen
 * @param {(kind: Kind) => unknown} choose
 */
export function kindChoice(kinds, chosen, choose) {
  return h("div", { class: "kinds" }, SCOPES.map(([scope, name]) => {
    const offered = kinds.filter((kind) => kind.scope === scope).sort((a, b) => b.year - a.year);
    if (offered.length === 0) return null;
    return h("fieldset", {}, h("legend", {}, name), offered.map((kind) => choice(kind, kind.id === chosen, choose)));
  }));
}

/**
 * @param {Kind} kind
 * @param {boolean} checked
 * @param {(kind: Kind) => unknown} choose
 */
function choice(kind, checked, choose) {
  const id = `kind-${kind.id}`;
  const radio = h("input", { type: "radio", name: "kind", id, value: kind.id, checked, onchange: () => choose(kind) });
  const aspects = checked ? h("ol", { class: "aspects" }, kind.aspects.map((aspect) => h("li", {}, aspect.title))) : null;
  return h("div", { class: checked ? "kind chosen" : "kind" }, h("label", { for: id }, radio, " ", kind.name), aspects);
}
