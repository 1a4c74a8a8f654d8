// Several papers while they are reviewed: how far it is, given up, or begun again.

import { ApiError } from "../core/api.js";
import { attended } from "../core/attended.js";
import { button, fill, h } from "../core/dom.js";
import { wordsOf } from "../core/notice.js";

/** @typedef {import("../../types/api").Review} Review */

const GIVEN_UP = "已取消审阅，没有留下结果";
const LOST = "没有审阅完，和服务的连接断了。没有留下结果；选中的材料没有变，可以再审阅一次。";

/**
 * Reviews papers together, with what happens shown in `place`. Resolves to null when the person gave
 * it up, which ends the work in the service, too, and when it failed, which is told with a button.
 * @param {HTMLElement} place
 * @param {string[]} submissions
 * @param {() => unknown} again what the button does
 * @returns {Promise<Review | null>}
 */
export async function reviewedTogether(place, submissions, again) {
  const giveUp = new AbortController();
  try {
    const found = await attended("/submissions/review/events", { submissions }, shown(place, giveUp), giveUp.signal);
    fill(place);
    return found;
  } catch (error) {
    fill(place, giveUp.signal.aborted ? h("p", { class: "hint" }, GIVEN_UP) : failed(place, error, again));
    brought(place);
    return null;
  }
}

/**
 * Shows work that has begun.
 * @param {HTMLElement} place
 * @param {AbortController} giveUp
 * @returns {(progress: import("../core/attended.js").Progress) => void} shows how far it has come
 */
function shown(place, giveUp) {
  const bar = h("progress", { max: 1, "aria-label": "一起审阅的进度" });
  const text = h("span", { class: "job-text" }, "正在准备…");
  const hint = h("span", { class: "mute" }, "离开这一页就停下");
  fill(place, h("div", { class: "job" }, h("strong", {}, "一起审阅"), bar, text, hint,
    button("取消", () => giveUp.abort(), { class: "plain" })));
  brought(place);
  return ({ done, of, label }) => {
    bar.max = of;
    bar.value = done;
    text.textContent = `正在${label}…`;
  };
}

/** Under a long list it would be below the window. @param {HTMLElement} place */
const brought = (place) => place.scrollIntoView({ block: "nearest" });

/**
 * What went wrong, with what can be done about it.
 * @param {HTMLElement} place
 * @param {unknown} error
 * @param {() => unknown} again
 */
function failed(place, error, again) {
  // The words of a page that has something to save would be wrong here.
  const words = error instanceof ApiError && error.offline ? LOST : wordsOf(error);
  return h("div", { class: "job bad", role: "alert" }, h("span", { class: "job-text" }, words),
    button("再审阅一次", again), button("关闭", () => fill(place), { class: "plain" }));
}
