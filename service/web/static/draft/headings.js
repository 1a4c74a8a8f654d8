// Other words for the title or a heading: asked for in a dialog, the number stays the typesetter's.

import { ApiError, get, patch } from "../core/api.js";
import { moment } from "../core/dates.js";
import { ask } from "../core/dialog.js";
import { button, byId, h } from "../core/dom.js";
import { guarded, say } from "../core/notice.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../../types/api").HeadingVersion} HeadingVersion */
/** @typedef {import("../../types/api").KeptHeading} KeptHeading */

/**
 * Asks for the words of a heading and saves them.
 * @param {Desk} desk
 * @param {string} name of the heading, as the service names it: title, chapter-0, section-0-1
 */
export async function changeHeading(desk, name) {
  const before = placeOf(desk, name).title;
  let version = desk.draft.headings[name] ?? 0;
  const earlier = await earlierWords(desk, name, before);
  const done = await ask({
    title: name === "title" ? "改材料的标题" : "改标题",
    confirm: "保存",
    body: earlier ? [earlier] : undefined,
    fields: [{
      name: "text", label: "标题", value: before, required: true, maxlength: 200,
      hint: name === "title" ? "" : "序号由系统编排，不用写",
    }],
    act: async ({ text = "" }) => {
      try {
        keep(desk, name, await patch(pathOf(desk, name), { text }, version));
      } catch (error) {
        if (!(error instanceof ApiError) || !error.stale) throw error;
        // Saving again is a decision then: both texts have been seen.
        version = error.problem.version ?? version;
        throw `别人刚把这个标题改成了“${error.problem.current}”。您写的还在上面：再按“保存”就用您的，按“取消”就用别人的`;
      }
    },
  });
  await shownAnew(desk);
  if (done) say("标题已改", { undo: () => putBack(desk, name, before) });
}

/**
 * What the heading said before, each to be taken again with a press; null where it never changed.
 * @param {Desk} desk
 * @param {string} name
 * @param {string} now
 */
async function earlierWords(desk, name, now) {
  if (!desk.draft.headings[name]) return null;
  const { items } = (await guarded(() => get(`${pathOf(desk, name)}/history`))) ?? { items: [] };
  /** @type {HeadingVersion[]} */
  const versions = items.filter((/** @type {HeadingVersion} */ one) => one.text !== now).reverse();
  if (!versions.length) return null;
  return h("details", {}, h("summary", {}, `以前的写法 ${versions.length} 个`),
    h("ul", { class: "versions" }, versions.map((one) => h("li", { class: "spread" },
      h("span", {}, one.text, " ", h("span", { class: "hint" }, `${one.author} · ${moment(one.at)}`)),
      button("用这个", (event) => take(event, one.text), { "aria-label": `用“${one.text}”` })))));
}

/**
 * Puts words into the dialog's field; nothing is saved before its own button is pressed.
 * @param {Event} event
 * @param {string} text
 */
function take(event, text) {
  const field = /** @type {HTMLElement} */ (event.target).closest("dialog")?.querySelector("input");
  if (!field) return;
  field.value = text;
  field.focus();
}

/**
 * @param {Desk} desk
 * @param {string} name
 * @param {string} text
 */
async function putBack(desk, name, text) {
  keep(desk, name, await patch(pathOf(desk, name), { text }, desk.draft.headings[name]));
  await shownAnew(desk);
}

/**
 * What the service kept is known at once: who opens the dialog again before the paper is there anew
 * would meet one's own words as somebody else's.
 * @param {Desk} desk
 * @param {string} name
 * @param {KeptHeading} kept
 */
function keep(desk, name, { text, version }) {
  desk.draft.headings[name] = version;
  placeOf(desk, name).title = text;
}

/** The paper as it stands now; where it changed, it is checked at once. @param {Desk} desk */
async function shownAnew(desk) {
  const before = desk.draft.version;
  await desk.load();
  if (desk.draft.version !== before) byId("check-now").click();
}

/**
 * @param {Desk} desk
 * @param {string} name
 */
const pathOf = (desk, name) => `/drafts/${desk.draft.id}/headings/${name}`;

/**
 * What holds the words of a heading, without its number, as its `title`.
 * @param {Desk} desk
 * @param {string} name
 * @returns {{title: string}}
 */
function placeOf(desk, name) {
  const { paper } = desk.draft.draft;
  const [chapter, section] = name.split("-").slice(1).map(Number);
  if (chapter === undefined) return paper;
  const found = section === undefined ? paper.chapters[chapter] : paper.chapters[chapter]?.sections[section];
  return found ?? { title: "" };
}
