// Positions in an editing host, counted in its text. The text is only read and selected here: whoever
// rewrote it would break the caret, the undo stack and an input method that composes.

/** @param {Element} host */
export const textOf = (host) => host.textContent ?? "";

/** @param {Element} host @returns {Generator<Text>} */
function* leaves(host) {
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) yield /** @type {Text} */ (walker.currentNode);
}

/**
 * The range from one offset to another; null where the text is shorter.
 * @param {Element} host
 * @param {number} start
 * @param {number} end
 */
export function rangeOf(host, start, end) {
  const range = document.createRange();
  let at = 0;
  let open = false;
  for (const leaf of leaves(host)) {
    const next = at + leaf.length;
    if (!open && (start < next || (start === next && start === end))) {
      range.setStart(leaf, start - at);
      open = true;
    }
    if (open && end <= next) {
      range.setEnd(leaf, end - at);
      return range;
    }
    at = next;
  }
  if (at > 0 || start > 0 || end > 0) return null;
  range.selectNodeContents(host);
  return range;
}

/**
 * @param {Element} host
 * @param {Node} node
 * @param {number} offset
 */
function offsetOf(host, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(host);
  range.setEnd(node, offset);
  return range.toString().length;
}

/**
 * The offset of the character under a point; -1 where the point is not on the host's text.
 * @param {Element} host
 * @param {number} x
 * @param {number} y
 */
export function offsetUnder(host, x, y) {
  const found = caretAt(x, y);
  if (!found || !host.contains(found.node)) return -1;
  return offsetOf(host, found.node, found.offset);
}

/**
 * @param {number} x
 * @param {number} y
 * @returns {{node: Node, offset: number} | null}
 */
function caretAt(x, y) {
  if ("caretPositionFromPoint" in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  const range = /** @type {Document} */ (document).caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

/**
 * Where the caret stands in the host; -1 where it does not.
 * @param {Element} host
 */
export function caretIn(host) {
  const selection = getSelection();
  const node = selection?.focusNode;
  return selection && node && host.contains(node) ? offsetOf(host, node, selection.focusOffset) : -1;
}

/**
 * Puts the focus into the host and selects; with one offset, the caret stands there.
 * @param {HTMLElement} host
 * @param {number} start
 * @param {number} [end]
 */
export function select(host, start, end = start) {
  host.focus({ preventScroll: true });
  const range = rangeOf(host, start, end);
  const selection = getSelection();
  if (!range || !selection) return;
  selection.removeAllRanges();
  selection.addRange(range);
}

/**
 * Scrolls so that a range can be read, below what sticks to the top and above the middle.
 * @param {Range | Element} what
 */
export function reveal(what) {
  const box = what.getBoundingClientRect();
  if (box.top < 170 || box.bottom > innerHeight - (innerWidth > 860 ? 120 : innerHeight / 2)) {
    scrollTo({ top: scrollY + box.top - innerHeight / 3 });
  }
}
