// What is done to a unit: each act can be taken back as long as its notice stands.

import { ApiError, patch, post } from "../core/api.js";
import { ask } from "../core/dialog.js";
import { say } from "../core/notice.js";
import { house, nameOf, readUnits, unitOf, unitOptions, withBelow } from "./units_known.js";

/** @typedef {import("../../types/api").Unit} Unit */
/** @typedef {() => Promise<unknown>} Redraw */

const TOP = "";

/**
 * @param {string | null} parent
 * @param {Redraw} redraw
 */
export async function addUnit(parent, redraw) {
  const top = house() ? [{ value: TOP, label: "（不在谁之下，最上一级）" }] : [];
  const options = unitOptions(top);
  await ask({
    title: "新建单位",
    confirm: "新建",
    fields: [
      { name: "name", label: "单位全称", required: true, maxlength: 200, hint: "照印章写，例如：青岚县水利局党组" },
      { name: "parent", label: "上级单位", type: "select", options, value: parent ?? options[0]?.value },
    ],
    act: async ({ name = "", parent: above = TOP }) => {
      const made = await post("/units", { name: name.trim(), parent: above || null });
      await redraw();
      say(`已新建“${made.name}”。接着可以到“人员”里给它建账号`);
    },
  });
}

/**
 * @param {string} id
 * @param {Redraw} redraw
 */
export async function renameUnit(id, redraw) {
  const before = nameOf(id);
  await ask({
    title: `给“${before}”改名`,
    body: "意见、材料、人员都跟着走，以前报送的材料不变。",
    confirm: "改名",
    fields: [{ name: "name", label: "新的全称", required: true, maxlength: 200, value: before }],
    act: async ({ name = "" }) => {
      await change(id, { name: name.trim() }, redraw);
      say(`已改名为“${name.trim()}”`, { undo: () => change(id, { name: before }, redraw) });
    },
  });
}

/**
 * @param {string} id
 * @param {Redraw} redraw
 */
export async function moveUnit(id, redraw) {
  const before = unitOf(id)?.parent ?? null;
  const below = withBelow(id);
  const top = house() ? [{ value: TOP, label: "（不在谁之下，最上一级）" }] : [];
  const options = unitOptions(top, (unit) => !below.has(unit.id));
  await ask({
    title: `移动“${nameOf(id)}”`,
    body: "连同它的下级一起移动。新的上级的审核人从此看得到它报送的材料，原来上级的看不到了。",
    confirm: "移动",
    fields: [{
      name: "parent", label: "移到哪个单位之下", type: "select", options,
      value: before ?? TOP, hint: "自己和自己的下级不在其中：移到那里就成了圈。",
    }],
    act: async ({ parent = TOP }) => {
      if ((parent || null) === before) return;
      await change(id, { parent: parent || null }, redraw);
      say(parent ? `已移到“${nameOf(parent)}”之下` : "已移到最上一级", { undo: () => change(id, { parent: before }, redraw) });
    },
  });
}

/**
 * @param {string} id
 * @param {Redraw} redraw
 */
export async function limitUnit(id, redraw) {
  const before = unitOf(id)?.token_budget ?? null;
  await ask({
    title: `“${nameOf(id)}”每月最多用多少`,
    body: "按词元算，一个汉字约合一个词元；起草一份材料连读带写约几万。用完以后，当月由程序按规则起草，不会中断。",
    confirm: "保存",
    fields: [{ name: "limit", label: "每月上限（词元），空着就不限", type: "number", value: before === null ? "" : String(before) }],
    act: async ({ limit = "" }) => {
      const wanted = limit.trim() === "" ? null : Number(limit);
      if (wanted !== null && (!Number.isInteger(wanted) || wanted < 0)) throw "请填不小于零的整数，或空着";
      await change(id, { token_budget: wanted }, redraw);
      say(wanted === null ? "已不设上限" : `上限已定为 ${wanted.toLocaleString("zh-CN")}`, { undo: () => change(id, { token_budget: before }, redraw) });
    },
  });
}

/**
 * @param {string} id
 * @param {Record<string, unknown>} fields
 * @param {Redraw} redraw
 */
async function change(id, fields, redraw) {
  try {
    await patch(`/units/${id}`, fields, unitOf(id)?.version ?? 0);
  } catch (error) {
    // The next try is made from what stands now.
    if (error instanceof ApiError && error.stale) await readUnits();
    throw error;
  }
  await redraw();
}
