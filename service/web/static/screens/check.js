// 核对: any paper in, its flags on the page and in Word; the revised paper in, what was mended.

import { get } from "../core/api.js";
import { byId, fill } from "../core/dom.js";
import { dropZone } from "../core/drop.js";
import { rowKeys, shortcuts } from "../core/keys.js";
import { complain, guarded } from "../core/notice.js";
import { screen } from "../core/shell.js";
import { ownUnits } from "../core/unit.js";
import { addressOfPlace, ended, keptSource, placeInAddress, submit } from "../check/kept.js";
import { onceSource } from "../check/once.js";
import { ACCEPT, showPaper, showPapers } from "../check/shown.js";
import { chosenUnit, showUnits, termsNow } from "../check/start.js";
import { Walking } from "../check/walking.js";

/** @typedef {import("../../types/api").Unit} Unit */
/** @typedef {import("../../types/api").Job} Job */
/** @typedef {import("../check/kept.js").Place} Place */
/** @typedef {import("../check/source.js").Source} Source */
/** @typedef {import("../check/source.js").Terms} Terms */

const work = byId("work");
const walking = new Walking(byId("sheet"), byId("side"));
/** @type {Unit[]} */
let units = [];

/** @param {"start" | "work" | "result"} part */
function show(part) {
  byId("start").hidden = part !== "start";
  byId("result").hidden = part !== "result";
  byId("another").hidden = part === "start";
}

/**
 * @param {Source} source
 * @param {number} number
 * @param {(number: number) => unknown} [onChoose]
 */
async function showSource(source, number, onChoose = () => {}) {
  const choose = (/** @type {number} */ to) => guarded(async () => {
    await showPaper(source, to, walking);
    showPapers(source, to, choose);
    byId("sheet").scrollTop = byId("side").scrollTop = 0;
    onChoose(to);
  });
  await showPaper(source, number, walking);
  showPapers(source, number, choose);
  show("result");
  byId("sheet").scrollTop = byId("side").scrollTop = 0;
  scrollTo(0, 0);
  byId("paper-name").focus({ preventScroll: true });
}

/** Checks what was dropped. @param {File[]} files */
async function take(files) {
  const unit = chosenUnit(units);
  const terms = termsNow();
  await (unit ? takeFor(unit, files, terms, "", 1) : takeOnce(files, terms, null));
}

/**
 * @param {File[]} files
 * @param {Terms} terms
 * @param {File | null} earlier
 */
async function takeOnce(files, terms, earlier) {
  const source = await onceSource(work, files, terms, earlier, (_, file, same, before) => takeOnce([file], same, before));
  if (source) await showSource(source, 1);
}

/**
 * @param {Unit} unit
 * @param {File[]} files
 * @param {Terms} terms
 * @param {string} since
 * @param {number} of
 */
async function takeFor(unit, files, terms, since, of) {
  const job = await submit(work, unit, files, terms);
  if (!job) return;
  const place = { unit: unit.id, job: job.id, paper: 1, since, of };
  // From here on a refresh finds it.
  history.pushState(null, "", addressOfPlace(place));
  show("work");
  await showJob(unit, job, place);
}

/**
 * @param {Unit} unit
 * @param {Job} job
 * @param {Place} place
 */
async function showJob(unit, job, place) {
  const done = await ended(work, job);
  if (location.search !== new URL(addressOfPlace(place), location.href).search) return;
  if (done.state !== "done") return leave();
  const source = keptSource(unit, done, place, (number, file, terms) => takeFor(unit, [file], terms, done.id, number));
  await showSource(source, Math.min(place.paper, source.names.length), (paper) => {
    place.paper = paper;
    history.replaceState(null, "", addressOfPlace(place));
  });
}

/** Back to the beginning, for the same unit. */
async function leave() {
  const unit = placeInAddress()?.unit;
  history.pushState(null, "", unit ? `/check?unit=${unit}` : "/check");
  await showWanted();
}

/** Shows what the address names. */
async function showWanted() {
  const place = placeInAddress();
  const unit = units.find((one) => one.id === place?.unit);
  fill(work);
  if (!place || !unit) {
    if (place) complain("没有这个单位，或您不在其中工作");
    await showUnits(units, new URLSearchParams(location.search).get("unit") ?? "");
    return show("start");
  }
  const job = await get(`/jobs/${place.job}`);
  if (job.task !== "check") return leave();
  show("work");
  byId("reading").hidden = true;
  // Waiting is not part of getting ready: the page is usable meanwhile.
  if (job.state === "done") return showJob(unit, job, place);
  void guarded(() => showJob(unit, job, place));
}

byId("drop").append(dropZone({
  label: "把要核对的文件拖到这里，或点这里选择",
  hint: "Word、PDF 或文本文件，可以一次放多份",
  accept: ACCEPT,
  take: (files) => guarded(() => take(files)),
}));
byId("another").addEventListener("click", () => guarded(leave));
addEventListener("popstate", () => guarded(showWanted));
rowKeys(byId("side"), ".card");
shortcuts(
  { keys: "F8", does: "下一处提示", run: () => walking.step(1) },
  { keys: "Shift+F8", does: "上一处提示", run: () => walking.step(-1) },
);

screen(async () => {
  units = await ownUnits();
  try {
    await showWanted();
  } catch (error) {
    // A check that is gone leaves the person at the beginning, not before an empty page.
    await showUnits(units, "");
    show("start");
    throw error;
  } finally {
    byId("reading").hidden = true;
  }
});
