// Writing a kind: from a notice, after the pattern of another one, or the text of one that is kept.

import { ApiError, call, get, post } from "../core/api.js";
import { sure } from "../core/dialog.js";
import { byId, fill, h } from "../core/dom.js";
import { guarded, say } from "../core/notice.js";
import { noticeEntry } from "../assignments/notice.js";
import { yaml } from "../assignments/yaml.js";
import { isDirty, textEditor } from "./text_editor.js";
import { house, unitOptions } from "./units_known.js";

/** @typedef {import("../../types/api").Kind} Kind */
/** @typedef {import("../../types/api").KeptKind} KeptKind */
/** @typedef {import("../../types/api").ProposedKind} ProposedKind */
/** @typedef {() => Promise<unknown>} Redraw */

const HOUSE = "house";
const HINT = "一行一项。id 是它的编号，和自带的相同就取代自带的；aspects 是对照的方面，照通知逐字抄；chapters 是分章。";
const place = byId("kind-editor");
const close = () => fill(place);

/** @param {Redraw} redraw */
export function kindFromNotice(redraw) {
  const wish = { unit: "", way: /** @type {const} */ ("notice"), kind: "", notice: "", reading: null, title: "", deadline: "" };
  const entry = noticeEntry(wish, { typed: () => undefined, read: (proposed) => write(textOf(proposed.kind), unsureOf(proposed), redraw) });
  show("由通知新建文种", entry);
}

/** @param {Redraw} redraw */
export const newKind = (redraw) => guarded(async () => {
  /** @type {Kind[]} */
  const kinds = Object.values(await get("/kinds"));
  const select = h("select", { id: "kind-pattern" }, h("option", { value: "" }, "请选择"), kinds.map((kind) => h("option", { value: kind.id }, kind.name)));
  select.addEventListener("change", () => {
    const chosen = kinds.find((kind) => kind.id === select.value);
    if (chosen) write(textOf({ ...chosen, id: `${chosen.id}-own` }), [], redraw);
  });
  await show("照样子新建文种", h("div", { class: "field" }, h("label", { for: "kind-pattern" }, "照哪一个的样子"), select));
  select.focus();
});

/**
 * @param {KeptKind} kept
 * @param {Redraw} redraw
 */
export function editKind(kept, redraw) {
  let version = kept.version;
  show(`修改文种 ${kept.kind}`, textEditor({
    label: "文种的写法", text: kept.body, hint: HINT, close,
    save: async (body) => {
      try {
        version = (await call("PUT", `/own-kinds/${kept.id}`, { body: { body }, version })).value.version;
      } catch (error) {
        // Told of the other's text, the next try is made from that.
        if (error instanceof ApiError && error.stale) version = error.problem.version ?? version;
        throw error;
      }
      await redraw();
      say("文种已保存，以后新建、核对都按新的办");
    },
  }));
}

/**
 * The text of a new kind, to be looked through before it is kept.
 * @param {string} text
 * @param {string[]} unsure
 * @param {Redraw} redraw
 */
function write(text, unsure, redraw) {
  const options = unitOptions(house() ? [{ value: HOUSE, label: "全系统" }] : []);
  const unit = h("select", { id: "kind-unit" }, options.map(({ value, label }) => h("option", { value }, label)));
  /** @type {KeptKind | null} */
  let kept = null;
  const editor = textEditor({
    label: "文种的写法", text, hint: HINT, close,
    save: async (body) => {
      kept = kept
        ? (await call("PUT", `/own-kinds/${kept.id}`, { body: { body }, version: kept.version })).value
        : await post("/own-kinds", { unit: unit.value === HOUSE ? null : unit.value, body });
      unit.disabled = true;
      await redraw();
      say("文种已保存，新建任务时就能选");
    },
  });
  show("新的文种", h("div", {},
    unsure.length ? h("div", { class: "unsure" }, h("strong", {}, "请对照通知确认："), h("ul", {}, unsure.map((line) => h("li", {}, line)))) : null,
    h("div", { class: "field" }, h("label", { for: "kind-unit" }, "哪个单位用（下级也能用）"), unit), editor));
}

/**
 * @param {string} title
 * @param {HTMLElement} content
 */
async function show(title, content) {
  const open = place.querySelector(".text-editor");
  if (open && isDirty(open) && !(await sure("不要正在写的文种了？", "写的还没有保存，离开就没有了。", "不要了"))) return;
  const heading = h("h3", { tabindex: -1 }, title);
  fill(place, h("section", { class: "panel", "aria-label": title }, heading, content));
  heading.focus();
}

/** @param {Kind} kind */
const textOf = (kind) => yaml(/** @type {Record<string, unknown>} */ (/** @type {unknown} */ (kind)));

/** @param {ProposedKind} proposed */
const unsureOf = (proposed) => proposed.unsure.map((line) => line.replace(/（[a-z_]+）$/, ""));
