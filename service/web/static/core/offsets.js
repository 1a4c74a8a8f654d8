// The service counts characters (code points), the browser counts UTF-16: 𠮷 is one there, two here.

/** Turns the service's offsets into one text into the browser's, and back. */
export class Offsets {
  /** @param {string} text */
  constructor(text) {
    /** @type {number[]} offsets, in code points, of the characters that take two places */
    this.wide = [];
    let at = 0;
    for (const sign of text) {
      if (sign.length === 2) this.wide.push(at);
      at += 1;
    }
  }

  /** @param {number} points */
  toBrowser(points) {
    let before = 0;
    while (before < this.wide.length && /** @type {number} */ (this.wide[before]) < points) before += 1;
    return points + before;
  }

  /** @param {number} units */
  toService(units) {
    let before = 0;
    while (before < this.wide.length && /** @type {number} */ (this.wide[before]) + before + 1 < units) before += 1;
    return units - before;
  }
}
