// Steps that can be taken back and done again, over all cells and lines.

/**
 * @typedef {object} Step
 * @property {() => unknown} back
 * @property {() => unknown} again
 */

export class Steps {
  constructor() {
    /** @type {Step[]} */
    this.done = [];
    /** @type {Step[]} */
    this.undone = [];
  }

  /** @param {Step} step that was just done */
  add(step) {
    this.done.push(step);
    this.undone = [];
  }

  /** Takes the last step back; false when there is none. */
  async back() {
    const step = this.done.pop();
    if (!step) return false;
    await step.back();
    this.undone.push(step);
    return true;
  }

  /** Does the step again that was taken back last; false when there is none. */
  async again() {
    const step = this.undone.pop();
    if (!step) return false;
    await step.again();
    this.done.push(step);
    return true;
  }
}
