// The rows of a long table: at once what a window holds, the others when nothing else is to be done.

import { whenIdle } from "../core/idle.js";

const AT_ONCE = 16;

export class Rows {
  /**
   * @param {HTMLElement} body of the table
   * @param {(() => HTMLElement)[]} makers one a row, in their order
   */
  constructor(body, makers) {
    this.body = body;
    this.left = makers.slice(AT_ONCE);
    body.append(...makers.slice(0, AT_ONCE).map((make) => make()));
    if (this.left.length) whenIdle(() => this.complete());
  }

  /** Draws those that are not there yet: for whoever looks for one, and for the printer. */
  complete() {
    this.body.append(...this.left.splice(0).map((make) => make()));
  }
}
