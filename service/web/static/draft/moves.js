// Stretches of a text that follow its edits until the service has looked again.

/**
 * @template {{start: number, end: number}} Stretch
 * @param {Stretch[]} stretches
 * @param {string} before
 * @param {string} after
 * @returns {Stretch[]} those that the edit did not touch, where they stand now: what two texts
 *   have in common at head and tail stays, a stretch that reaches into the rest is left out
 */
export function moved(stretches, before, after) {
  if (before === after) return stretches;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const cut = before.length - tail;
  const by = after.length - before.length;
  /** @type {Stretch[]} */
  const found = [];
  for (const one of stretches) {
    if (one.end <= head) found.push(one);
    else if (one.start >= cut) found.push({ ...one, start: one.start + by, end: one.end + by });
  }
  return found;
}
