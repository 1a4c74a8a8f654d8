// A kind as the file that the service keeps: one name a line, every text in quotes.

/**
 * @param {Record<string, unknown>} value texts, numbers, lists and values of these; null and
 *   undefined are left out
 * @param {string} [indent]
 * @returns {string}
 */
export function yaml(value, indent = "") {
  return Object.entries(value)
    .filter(([, part]) => part !== null && part !== undefined && !(Array.isArray(part) && part.length === 0))
    .map(([name, part]) => `${indent}${name}:${partOf(part, indent)}`)
    .join("");
}

/**
 * @param {unknown} part
 * @param {string} indent
 */
function partOf(part, indent) {
  if (!Array.isArray(part)) return ` ${JSON.stringify(part)}\n`;
  return ["\n", ...part.map((one) => `${indent}- ${entry(one, indent + "  ")}`)].join("");
}

/**
 * @param {unknown} one
 * @param {string} indent
 */
const entry = (one, indent) =>
  typeof one === "object" && one !== null ? yaml(/** @type {Record<string, unknown>} */ (one), indent).trimStart() : `${JSON.stringify(one)}\n`;
