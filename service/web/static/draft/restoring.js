// Bringing back what was: an item as it was, or one that was removed.

import { call, get } from "../core/api.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../../types/api").KeptItem} KeptItem */

/**
 * @param {Desk} desk
 * @param {string} id
 */
const pathOf = (desk, id) => `/drafts/${desk.draft.id}/items/${encodeURIComponent(id)}`;

/**
 * @param {Desk} desk
 * @param {string} id
 * @returns {Promise<import("../../types/api").ItemChange[]>} the oldest first
 */
export const historyOf = async (desk, id) => (await get(`${pathOf(desk, id)}/history`)).items;

/**
 * Brings an item back as it was; without `to` a removed one as it last stood.
 * @param {Desk} desk
 * @param {string} id
 * @param {number} [to]
 * @returns {Promise<KeptItem>}
 */
export async function restore(desk, id, to) {
  const versions = await historyOf(desk, id);
  const last = versions[versions.length - 1]?.version.version ?? 1;
  const stands = to === undefined ? last : desk.draft.versions[id] ?? last;
  return (await call("POST", `${pathOf(desk, id)}/restore`, { body: { to: to ?? last }, version: stands })).value;
}
