// A form on its way to the service: its files stay here until they have arrived.

import { ApiError, newKey } from "../core/api.js";
import { button, fill, h } from "../core/dom.js";
import { askBeforeLeaving } from "../core/leaving.js";
import { wordsOf } from "../core/notice.js";
import { upload } from "../core/upload.js";

let under = 0;
askBeforeLeaving(() => under > 0);

/**
 * Sends a form, with what happens shown in `place`. Resolves to the answer; null when the person
 * gave it up. After a fault everything is still there to be sent again.
 * @param {HTMLElement} place
 * @param {string} path
 * @param {FormData} form
 * @param {{doing: string, as?: "json" | "blob"}} options `doing` is said once the files are there
 * @returns {Promise<any>}
 */
export async function sent(place, path, form, { doing, as = "json" }) {
  const once = newKey();
  for (;;) {
    const bar = h("progress", { max: 1, value: 0, "aria-label": "进度" });
    const text = h("span", { class: "job-text" }, "正在上传…");
    const box = h("div", { class: "job", role: "status" }, bar, text);
    place.prepend(box);
    under += 1;
    try {
      return await upload(path, form, (done) => {
        if (done < 1) { bar.value = done; return; }
        bar.removeAttribute("value");
        text.textContent = doing;
      }, { once, as });
    } catch (error) {
      box.remove();
      if (!(await again(place, error))) return null;
    } finally {
      box.remove();
      under -= 1;
    }
  }
}

/**
 * Says what went wrong and waits: true when it is to be sent again.
 * @param {HTMLElement} place
 * @param {unknown} error
 * @returns {Promise<boolean>}
 */
function again(place, error) {
  return new Promise((resolve) => {
    const offline = error instanceof ApiError && error.offline;
    const box = h("div", { class: "job bad", role: "alert" });
    const end = (/** @type {boolean} */ answer) => { removeEventListener("online", online); box.remove(); resolve(answer); };
    const online = () => end(true);
    if (offline) addEventListener("online", online);
    fill(box,
      h("span", { class: "job-text" }, offline ? "没有传上去，连不上服务。文件还在这里，恢复连接后会自动再传。" : wordsOf(error)),
      button("再试一次", () => end(true)),
      button("不核对了", () => end(false), { class: "plain" }));
    place.prepend(box);
  });
}
