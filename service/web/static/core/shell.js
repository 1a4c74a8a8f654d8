// What stands around every screen: signing out and in again, the state of the line, whose paper it is.

import { get, onSignedOut, patch, post, signIn } from "./api.js";
import { day, daysLeft } from "./dates.js";
import { ask } from "./dialog.js";
import { button, byId, h } from "./dom.js";
import "./keys.js";
import { guarded, say } from "./notice.js";
import { hadDraft, inAddress, me } from "./session.js";
import { ASSIGNMENT_STATES, word } from "./words.js";

/** @typedef {import("../../types/api").Assignment} Assignment */

/** @type {Promise<void> | null} */
let asking = null;

// The page stays as it is, with everything typed in it, while somebody signs in again.
onSignedOut(() => {
  asking ??= ask({
    title: "请重新登录",
    body: "登录已过期。登录后接着做，页面上的内容都还在。",
    must: true,
    confirm: "登录",
    fields: [
      { name: "login", label: "登录名", required: true, autocomplete: "username" },
      { name: "password", label: "密码", type: "password", required: true, autocomplete: "current-password" },
    ],
    act: async ({ login = "", password = "" }) => {
      const before = me();
      const now = await signIn(login, password);
      // Somebody else's page must not stay open under a new name.
      if (before && now.person !== before.person) location.reload();
    },
  }).then(() => { asking = null; });
  return asking;
});

document.getElementById("sign-out")?.addEventListener("click", () => guarded(async () => {
  await post("/sign-out");
  location.assign("/sign-in");
}));

const line = document.getElementById("line");
function tellLine() {
  if (line) line.textContent = navigator.onLine ? "" : "网络已断开，恢复后会继续保存";
}
addEventListener("online", tellLine);
addEventListener("offline", tellLine);
tellLine();

/**
 * The assignment that the page's address names, shown above its tabs.
 * @returns {Promise<Assignment>}
 */
export async function theAssignment() {
  const [id] = inAddress();
  /** @type {Assignment} */
  const found = await get(`/assignments/${id}`);
  document.title = `${document.title.split(" · ")[0]} · ${found.title}`;
  const place = byId("assignment-title");
  place.replaceChildren(
    h("span", { class: "named", title: found.title }, found.title),
    h("span", { class: `state ${found.state}` }, word(ASSIGNMENT_STATES, found.state)),
  );
  if (found.deadline) place.append(h("span", { class: "mute" }, `${day(found.deadline)}截止 ${daysLeft(found.deadline)}`));
  if (found.state === "closed") onlyRead(found);
  return found;
}

/**
 * Whether the assignment has a draft. What the page was drawn with may be old, as after going back,
 * but a draft that was there stays; asked for without one, a browser tells an error of the page.
 * @param {string} assignment
 * @returns {Promise<boolean>}
 */
export const isDrafted = async (assignment) =>
  hadDraft() || (await get("/assignments/progress", { assignment })).items[0]?.drafted === true;

const CLOSED = "任务已经办结，只能看；要改请先重新打开";

/**
 * Says that a closed assignment is only read, and keeps words out of its paper: the service would
 * refuse them.
 * @param {Assignment} assignment
 */
function onlyRead(assignment) {
  const reopen = button("重新打开", () => guarded(async () => {
    await patch(`/assignments/${assignment.id}`, { state: "open" }, assignment.version);
    location.reload();
  }));
  const main = byId("main");
  main.prepend(h("div", { class: "panel row noprint", role: "note" }, h("strong", {}, CLOSED), reopen));
  main.addEventListener("beforeinput", (event) => {
    if (!(event.target instanceof HTMLElement) || !event.target.isContentEditable) return;
    event.preventDefault();
    if (!byId("notices").textContent?.includes(CLOSED)) say(CLOSED);
  }, { capture: true });
}

/**
 * Runs a screen's beginning; where it fails, the page says why and offers to try again.
 * @param {() => Promise<unknown>} begin
 */
export async function screen(begin) {
  const place = byId("main");
  place.setAttribute("aria-busy", "true");
  await guarded(begin);
  place.removeAttribute("aria-busy");
  document.documentElement.dataset.ready = "1";
}
