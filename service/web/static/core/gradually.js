// What a window holds is drawn at once, the rest while the page has nothing else to do.

import { whenIdle } from "./idle.js";

/** Left to do after a slice, for what came up meanwhile. */
const SPARE_MS = 4;

export class Gradually {
  /**
   * @param {(() => void)[]} steps each draws something, in their order
   * @param {number} atOnce how many of them a window holds
   * @param {() => void} [more] told whenever more was drawn later
   */
  constructor(steps, atOnce, more = () => {}) {
    this.more = more;
    for (const step of steps.slice(0, atOnce)) step();
    this.left = steps.slice(atOnce);
    if (this.left.length) whenIdle((deadline) => this.#slice(deadline));
  }

  /** Draws what is not there yet: for whoever looks for some of it, and for the printer. */
  complete() {
    this.#draw(() => true);
  }

  /** What is not there yet will not be: something else is shown in its place. */
  drop() {
    this.left = [];
  }

  /** @param {IdleDeadline} deadline */
  #slice(deadline) {
    this.#draw(() => deadline.didTimeout || deadline.timeRemaining() > SPARE_MS);
    if (this.left.length) whenIdle((next) => this.#slice(next));
  }

  /** @param {() => boolean} goOn */
  #draw(goOn) {
    if (!this.left.length) return;
    do this.left.shift()?.(); while (this.left.length && goOn());
    this.more();
  }
}
