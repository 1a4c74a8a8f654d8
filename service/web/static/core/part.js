// Parts of a screen that its first view does not need: loaded when they are first asked for, or once
// the page has nothing else to do.

import { whenIdle } from "./idle.js";

const NOT_LOADED = "这一部分没有取到：网络断了，或者服务刚升级过。请再试一次；还不行就按 Ctrl+R 刷新页面，有没保存的会先提醒您";

/**
 * A part that is loaded and made once, when somebody first asks for it.
 * @template Module, Made
 * @param {() => Promise<Module>} load `() => import("./history.js")`: written out where it is used,
 *   because a module's address is told from there
 * @param {(module: Module) => Made} make
 * @returns {() => Promise<Made>} rejects with words for a person where it could not be loaded; the
 *   next call tries again
 */
export function part(load, make) {
  /** @type {Promise<Made> | null} */
  let made = null;
  return () => {
    made ??= load().then(make, () => {
      made = null;
      throw NOT_LOADED;
    });
    return made;
  };
}

/**
 * Loads parts before anybody asks for them, so that they are there when the line is lost.
 * @param {(() => Promise<unknown>)[]} parts
 */
export function loadWhenIdle(parts) {
  whenIdle(() => {
    for (const one of parts) {
      // Whoever needs it meanwhile asks for it, and is told why it is not there.
      one().catch(() => addEventListener("online", () => loadWhenIdle([one]), { once: true }));
    }
  });
}
