// 资料库: past papers, others' papers and guidance: put in, searched, read, removed.

import { all, get, remove } from "../core/api.js";
import { byId, fill, h } from "../core/dom.js";
import { sure } from "../core/dialog.js";
import { dropZone } from "../core/drop.js";
import { rowKeys, shortcuts } from "../core/keys.js";
import { guarded, say } from "../core/notice.js";
import { screen } from "../core/shell.js";
import { ownUnits, unitChoice } from "../core/unit.js";
import { find, showFilters } from "../library/finding.js";
import { showHeld } from "../library/held.js";
import { showPaper } from "../library/paper.js";
import { Uploads } from "../library/uploads.js";
import { chosenUse, showUses } from "../library/uses.js";

/** @typedef {import("../../types/api").Unit} Unit */
/** @typedef {import("../../types/api").Kind} Kind */
/** @typedef {import("../../types/api").KeptMaterial} KeptMaterial */
/** @typedef {import("../../types/api").KeptOriginal} KeptOriginal */
/** @typedef {import("../library/paper.js").Wanted} Wanted */

const ACCEPT = ".docx,.doc,.wps,.pdf,.txt,.md";
/** @type {Unit | undefined} */
let unit;
/** @type {Map<string, Kind>} */
let kinds = new Map();

const uploads = new Uploads(byId("uploads"), () => guarded(reread));

async function reread() {
  if (!unit) return;
  const at = unit.id;
  const [held, originals] = await Promise.all([get(`/units/${at}/library`), get(`/units/${at}/originals`)]);
  if (unit.id !== at) return;
  /** @type {KeptMaterial[]} */
  const materials = held.items;
  const sizes = new Map(originals.items.map((/** @type {KeptOriginal} */ one) => [one.sha256, one.size]));
  byId("find").hidden = !materials.length;
  byId("held-count").textContent = materials.length
    ? `共${materials.length}份`
    : "还没有资料。先把上一年的对照检查材料放进来：起草时会对照上一年的整改承诺，核对时能发现照抄。";
  showFilters(materials);
  showHeld(byId("held"), { unit: at, materials, sizes, kinds, open: (material) => open({ sha256: material.sha256, start: 0, end: 0 }), remove: takeOut });
  const first = byId("held").querySelector("tbody > tr");
  if (first instanceof HTMLElement) first.tabIndex = 0;
}

/** @param {KeptMaterial} material */
async function takeOut(material) {
  if (!unit) return;
  const yes = await sure("删除这份资料？", `“${material.file}”的原件、文字和检索内容都会删去，不能恢复。已经写成的草稿不受影响。`, "删除");
  if (!yes) return;
  await guarded(async () => {
    await remove(`/units/${unit?.id}/library/${material.sha256}`);
    say(`已删除 ${material.file}`);
    await reread();
    fill(byId("found"));
    byId("held-title").focus();
  });
}

/** The paper that the address names, null for the library itself. @returns {Wanted | null} */
function wantedPaper() {
  const asked = new URLSearchParams(location.search);
  const sha256 = asked.get("paper") ?? "";
  return /^[0-9a-f]{64}$/.test(sha256) ? { sha256, start: Number(asked.get("from")) || 0, end: Number(asked.get("to")) || 0 } : null;
}

/** @param {Wanted} wanted */
async function open(wanted) {
  const passage = wanted.end > wanted.start ? `&from=${wanted.start}&to=${wanted.end}` : "";
  history.pushState({ from: "library" }, "", `/library?unit=${unit?.id}&paper=${wanted.sha256}${passage}`);
  await showWanted();
}

/** Back to where the person came from, also when the paper was opened by its address. */
function leave() {
  if (history.state?.from === "library") return history.back();
  history.replaceState(null, "", `/library?unit=${unit?.id}`);
  return showWanted();
}

let scrolled = 0;

/** Shows the library or one paper of it, as the address says. */
async function showWanted() {
  const wanted = wantedPaper();
  const place = byId("paper");
  if (wanted && unit) {
    if (place.hidden) scrolled = scrollY;
    byId("content").hidden = true;
    await guarded(() => showPaper(place, unit?.id ?? "", wanted, leave));
    if (place.hidden) byId("content").hidden = false;
  } else {
    place.hidden = true;
    byId("content").hidden = false;
    scrollTo(0, scrolled);
  }
}

/** What is still being taken in, from before the page was opened. */
async function watchUnderWay() {
  const jobs = await all("/jobs", { unit: unit?.id, state: ["queued", "running", "waiting"] }, 200);
  for (const job of jobs) if (job.task === "ingest") uploads.watch(job);
}

async function begin() {
  if (!unit) return;
  fill(byId("uploads"));
  fill(byId("found"));
  kinds = new Map(Object.entries((await get(`/units/${unit.id}/kinds`)).items.reduce(byName, {})));
  await reread();
  byId("reading").hidden = true;
  await showWanted();
  await watchUnderWay();
}

/** @param {Record<string, Kind>} found @param {Kind} kind */
const byName = (found, kind) => ({ ...found, [kind.id]: kind });

function showNoUnit() {
  byId("reading").hidden = true;
  byId("empty").hidden = false;
  fill(byId("empty"), h("h2", {}, "还没有单位"), h("p", {}, "资料库是单位的。请先在“任务”里建一个单位，或请管理员把您加到单位里。"),
    h("p", {}, h("a", { class: "button main", href: "/" }, "去“任务”")));
}

const uses = byId("uses");
showUses(uses);
byId("drop").append(dropZone({
  label: "把文件拖到这里，或点这里选择",
  hint: "Word、PDF 或文本文件，可以一次放多份",
  accept: ACCEPT,
  take: (files) => { if (unit) uploads.take(unit.id, files, chosenUse(uses)); },
}));
byId("held-title").tabIndex = -1;
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  guarded(() => find(unit?.id ?? "", (passage) => open({ sha256: passage.material, start: passage.start, end: passage.end })));
});
for (const id of ["of-use", "of-role", "of-year"]) byId(id).addEventListener("change", () => /** @type {HTMLFormElement} */ (byId("search")).requestSubmit());
rowKeys(byId("held"), "tbody > tr");
addEventListener("popstate", () => guarded(showWanted));
shortcuts(
  { keys: "/", does: "到查找框", run: () => byId("asked").focus() },
  { keys: "Escape", does: "从材料返回资料库", run: () => { if (!byId("paper").hidden) leave(); } },
);

screen(async () => {
  const units = await ownUnits();
  unit = unitChoice(byId("unit"), units, (chosen) => { unit = chosen; return guarded(begin); });
  if (!unit) return showNoUnit();
  await begin();
});
