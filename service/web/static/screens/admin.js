// 管理: the parts as tabs of one page; each has an address of its own (#units, #people, …).

import { byId } from "../core/dom.js";
import { guarded } from "../core/notice.js";
import { part } from "../core/part.js";
import { screen } from "../core/shell.js";
import { showUnits } from "../admin/units.js";
import { house, readUnits, tree } from "../admin/units_known.js";

/** @type {Record<string, () => Promise<(about: string) => Promise<unknown>>>} loads what fills each part, each time it is opened */
const PARTS = {
  units: async () => showUnits,
  people: part(() => import("../admin/people.js"), ({ showPeople }) => showPeople),
  keys: part(() => import("../admin/keys.js"), ({ showKeys }) => showKeys),
  kinds: part(() => import("../admin/kinds.js"), ({ showKinds }) => showKinds),
  rules: part(() => import("../admin/rules.js"), ({ showRules }) => showRules),
  model: part(() => import("../admin/model.js"), ({ showModel }) => showModel),
  audit: part(() => import("../admin/audit.js"), ({ showAudit }) => showAudit),
  backups: part(() => import("../admin/backups.js"), ({ showBackups }) => showBackups),
};

const all = /** @type {HTMLElement[]} */ ([...byId("parts").querySelectorAll("[role=tab]")]);
const offered = () => all.filter((tab) => !tab.hidden);
const partOf = (/** @type {HTMLElement} */ tab) => tab.dataset.part ?? "units";

/** The part and what in it the address asks for: #people:<unit>. */
function asked() {
  const [name = "", about = ""] = location.hash.slice(1).split(":");
  const there = offered().some((tab) => partOf(tab) === name);
  return { name: there ? name : "units", about: there ? about : "" };
}

async function open() {
  const { name, about } = asked();
  for (const tab of all) {
    const here = partOf(tab) === name;
    tab.setAttribute("aria-selected", String(here));
    tab.tabIndex = here ? 0 : -1;
    byId(tab.getAttribute("aria-controls") ?? "").hidden = !here;
    if (here) {
      tab.scrollIntoView({ block: "nearest", inline: "nearest" });
      document.title = `${tab.textContent} · 管理 · 对照`;
    }
  }
  const show = await PARTS[name]?.();
  await show?.(about);
}

/** @param {KeyboardEvent} event */
function along(event) {
  const tabs = offered();
  const at = tabs.indexOf(/** @type {HTMLElement} */ (event.target));
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
  if (!next) return;
  event.preventDefault();
  next.focus();
  location.hash = partOf(next);
}

byId("parts").addEventListener("keydown", along);
byId("parts").addEventListener("click", (event) => {
  const tab = event.target instanceof HTMLElement ? event.target.closest("[role=tab]") : null;
  if (!(tab instanceof HTMLElement)) return;
  // Once more on the tab that is open: it is read anew, also where it could not be loaded before.
  if (location.hash === `#${partOf(tab)}`) guarded(open);
  else location.hash = partOf(tab);
});
addEventListener("hashchange", () => guarded(open));

screen(async () => {
  for (const tab of all) tab.hidden = "house" in tab.dataset && !house();
  await Promise.all([readUnits(), PARTS[asked().name]?.()]);
  const tops = tree().filter(({ depth }) => depth === 0).map(({ unit }) => unit.name);
  byId("reach").textContent = house() ? "您管理全系统" : `您管理：${tops.join("、")}${tree().length > tops.length ? "及其下级" : ""}`;
  await open();
});
