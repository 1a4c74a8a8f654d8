// Words that a refresh or a crash kept from being saved are offered back.

import { button, byId, fill, h } from "../core/dom.js";
import { same } from "./desk.js";
import { differences, shown } from "../core/differences.js";
import { forget } from "./unsaved.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./desk.js").Entry} Entry */
/** @typedef {import("./paper.js").PaperView} PaperView */
/** @typedef {import("./unsaved.js").Unsaved} Unsaved */

/**
 * Shows what was typed and never saved, with the choice to put it back or to let it go.
 * @param {Desk} desk
 * @param {PaperView} paper
 * @param {Unsaved[]} found what the browser remembers of this draft
 */
export function offerBack(desk, paper, found) {
  const { id } = desk.draft;
  const lost = found.filter((unsaved) => {
    const entry = desk.entries.get(unsaved.id);
    if (!entry || !same(entry.words, unsaved.words)) return true;
    forget(id, unsaved.id);
    return false;
  });
  const place = byId("recovered");
  if (!lost.length) return fill(place);
  return fill(place, h("section", { class: "panel recovered", role: "alert" },
    h("h2", {}, `上次有 ${lost.length} 条改动没有保存上`), h("p", {}, "页面关闭或中断前写的字还在："),
    h("ul", {}, lost.map((unsaved) => h("li", {}, compared(desk, unsaved)))),
    h("div", { class: "row" },
      button("放回稿子里", () => { putBack(desk, paper, lost); fill(place); }, { class: "main" }),
      button("不要了", () => { for (const one of lost) forget(id, one.id); fill(place); }))));
}

/**
 * @param {Desk} desk
 * @param {Unsaved} unsaved
 */
function compared(desk, { id, words }) {
  const entry = desk.entries.get(id);
  const now = entry ? `${entry.words.headline}\n${entry.words.text}` : "";
  return shown(differences(now, `${words.headline}\n${words.text}`));
}

/**
 * Puts words back as if they had just been typed: they are saved, and where somebody else wrote
 * meanwhile, both are shown.
 * @param {Desk} desk
 * @param {PaperView} paper
 * @param {Unsaved[]} lost
 */
function putBack(desk, paper, lost) {
  for (const { id, words, version } of lost) {
    const entry = desk.entries.get(id);
    if (!entry) continue;
    entry.version = Math.min(entry.version, version);
    for (const part of /** @type {const} */ (["headline", "text", "owner", "deadline"])) desk.edit(entry, part, words[part]);
    paper.viewOf(id)?.refresh();
  }
}
