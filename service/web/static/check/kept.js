// A check that a unit keeps: a job, found again by its address after a refresh.

import { addressOf, call, get, post } from "../core/api.js";
import { watched } from "../core/job.js";
import { me } from "../core/session.js";
import { formOf } from "./source.js";
import { sent } from "./sending.js";

/** @typedef {import("../../types/api").Job} Job */
/** @typedef {import("../../types/api").Unit} Unit */
/** @typedef {import("../../types/api").KeptOriginal} KeptOriginal */
/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./source.js").Terms} Terms */

/**
 * Which check the address names, and since which earlier one.
 * @typedef {object} Place
 * @property {string} unit
 * @property {string} job
 * @property {number} paper
 * @property {string} since "" for none
 * @property {number} of which paper of the earlier check
 */

/** @returns {Place | null} */
export function placeInAddress() {
  const asked = new URLSearchParams(location.search);
  const [unit, job] = [asked.get("unit") ?? "", asked.get("job") ?? ""];
  if (!unit || !job) return null;
  return { unit, job, paper: Number(asked.get("paper")) || 1, since: asked.get("since") ?? "", of: Number(asked.get("of")) || 1 };
}

/** @param {Place} place */
export function addressOfPlace({ unit, job, paper, since, of }) {
  const asked = new URLSearchParams({ unit, job, paper: String(paper) });
  if (since) { asked.set("since", since); asked.set("of", String(of)); }
  return `/check?${asked}`;
}

/**
 * Hands papers in to be checked; the job's address stands in the page from then on.
 * @param {HTMLElement} place where progress is shown
 * @param {Unit} unit
 * @param {File[]} files
 * @param {Terms} terms
 * @returns {Promise<Job | null>}
 */
export const submit = (place, unit, files, terms) =>
  sent(place, `/units/${unit.id}/checks`, formOf("files", files, terms), { doing: "已收到，正在排队…" });

/**
 * Waits for a job where the person can see it; what it ended as.
 * @param {HTMLElement} place
 * @param {Job} job
 * @returns {Promise<Job>}
 */
export function ended(place, job) {
  if (job.state === "done") return Promise.resolve(job);
  return new Promise((resolve, reject) => {
    // A job that failed may be resumed: only its last end counts.
    const { element, done } = watched(job, (event) => {
      if (event.kind === "done") get(`/jobs/${job.id}`).then(resolve, reject);
    });
    place.prepend(element);
    done.then((now) => { if (now.state === "cancelled") resolve(now); }, reject);
  });
}

/**
 * @param {Unit} unit
 * @param {Job} job a check that is done
 * @param {Place} place
 * @param {(number: number, file: File, terms: Terms) => Promise<void>} revised
 * @returns {Source}
 */
export function keptSource(unit, job, place, revised) {
  const path = `/units/${unit.id}/checks/${job.id}/papers`;
  return {
    names: (job.result?.files ?? []).map((/** @type {{file: string}} */ file) => file.file),
    failed: job.result?.failed ?? [],
    load: (number) => get(`${path}/${number}`, place.since && number === 1 ? { since: place.since, of: place.of } : {}),
    download: async (number) => location.assign(addressOf(`${path}/${number}/annotated.docx`)),
    revise: async (number, file) => revised(number, file, await termsOf(unit, job)),
    dismiss: async (flag, reason) => {
      const word = { unit: unit.name, rule: flag.rule, fingerprint: flag.fingerprint, text: flag.text, reason, who: me()?.name || "本机" };
      return (await post("/dismissals", word)).number;
    },
    reopen: async (number) => void (await call("DELETE", `/dismissals/${number}`, { query: { unit: unit.name } })),
  };
}

/**
 * What was said at the first check, so that the second is like it.
 * @param {Unit} unit
 * @param {Job} job
 * @returns {Promise<Terms>}
 */
async function termsOf(unit, job) {
  const { kind = "", year = "", notes = [] } = job.request;
  const [sha256] = notes;
  return { kind, year: String(year), notes: sha256 ? await originalOf(unit, typeof sha256 === "string" ? sha256 : sha256.sha256) : null };
}

/**
 * @param {Unit} unit
 * @param {string} sha256
 */
async function originalOf(unit, sha256) {
  const { items } = await get(`/units/${unit.id}/originals`);
  const name = items.find((/** @type {KeptOriginal} */ one) => one.sha256 === sha256)?.file ?? "notes.txt";
  return new File([await get(`/units/${unit.id}/originals/${sha256}`)], name);
}
