// Other words for the title or a heading: asked for in a dialog, the number stays the typesetter's.

import { ApiError, patch } from "../core/api.js";
import { ask } from "../core/dialog.js";
import { byId } from "../core/dom.js";
import { say } from "../core/notice.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../../types/api").KeptHeading} KeptHeading */

/**
 * Asks for the words of a heading and saves them.
 * @param {Desk} desk
 * @param {string} name of the heading, as the service names it: title, chapter-0, section-0-1
 */
export async function changeHeading(desk, name) {
  const before = headingOf(desk, name);
  let version = desk.draft.headings[name] ?? 0;
  const done = await ask({
    title: name === "title" ? "改材料的标题" : "改标题",
    confirm: "保存",
    fields: [{
      name: "text", label: "标题", value: before, required: true, maxlength: 200,
      hint: name === "title" ? "" : "序号由系统编排，不用写",
    }],
    act: async ({ text = "" }) => {
      try {
        await patch(pathOf(desk, name), { text }, version);
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
 * @param {Desk} desk
 * @param {string} name
 * @param {string} text
 */
async function putBack(desk, name, text) {
  await patch(pathOf(desk, name), { text }, desk.draft.headings[name]);
  await shownAnew(desk);
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
 * The words of a heading without its number.
 * @param {Desk} desk
 * @param {string} name
 */
function headingOf(desk, name) {
  const { paper } = desk.draft.draft;
  const [chapter, section] = name.split("-").slice(1).map(Number);
  if (chapter === undefined) return paper.title;
  const found = section === undefined ? paper.chapters[chapter] : paper.chapters[chapter]?.sections[section];
  return found?.title ?? "";
}
