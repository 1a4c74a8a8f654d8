// A line of the ledger as it is on the page: what is kept, what is written, and how two edits join.

/** @typedef {import("../../types/api").LedgerEntry} LedgerEntry */
/** @typedef {import("../../types/api").LineBody} Line */
/** @typedef {keyof Line} Field */

/**
 * @typedef {object} Row
 * @property {LedgerEntry | null} kept as the service has it; null before it was saved first
 * @property {Line} line as it is written here
 * @property {"saved" | "changed" | "saving" | "unsaved" | "refused"} state
 * @property {string} said why it is not saved
 * @property {number | null} place where a new line goes; null at the end
 */

/** @type {{field: Field, title: string, wide: boolean, longest: number}[]} */
export const COLUMNS = [
  { field: "problem", title: "问题", wide: true, longest: 20_000 },
  { field: "measure", title: "整改措施", wide: true, longest: 20_000 },
  { field: "owner", title: "责任人", wide: false, longest: 200 },
  { field: "department", title: "责任部门", wide: false, longest: 200 },
  { field: "deadline", title: "完成时限", wide: false, longest: 100 },
  { field: "status", title: "状态", wide: false, longest: 0 },
  { field: "evidence", title: "佐证材料", wide: false, longest: 20_000 },
];

/** @type {Line["status"][]} */
export const STATUSES = ["未启动", "进行中", "已完成", "长期坚持", "已销号"];

/** @param {LedgerEntry} entry @returns {Line} */
export const lineOf = ({ problem, measure, owner, department, deadline, status, evidence }) =>
  ({ problem, measure, owner, department, deadline, status, evidence });

/** @param {LedgerEntry} entry @returns {Row} */
export const rowOf = (entry) => ({ kept: entry, line: lineOf(entry), state: "saved", said: "", place: null });

/** @param {number | null} place @param {Partial<Line>} [line] @returns {Row} */
export const newRow = (place, line = {}) => ({
  kept: null, state: "changed", said: "", place,
  line: { problem: "", measure: "", owner: "", department: "", deadline: "", status: "未启动", evidence: "", ...line },
});

/** @param {Line} a @param {Line} b */
export const same = (a, b) => COLUMNS.every(({ field }) => a[field] === b[field]);

/** Whether nothing at all was written into it. @param {Row} row */
export const blank = (row) => row.kept === null && COLUMNS.every(({ field }) => field === "status" || row.line[field].trim() === "");

/**
 * Joins what two people made of one line. Where both changed the same column differently, `clashes`
 * names it and `line` has ours.
 * @param {Line} before
 * @param {Line} theirs
 * @param {Line} ours
 * @returns {{line: Line, clashes: Field[]}}
 */
export function joined(before, theirs, ours) {
  /** @type {Field[]} */
  const clashes = [];
  const line = { ...ours };
  for (const { field } of COLUMNS) {
    if (ours[field] === before[field]) Object.assign(line, { [field]: theirs[field] });
    else if (theirs[field] !== before[field] && theirs[field] !== ours[field]) clashes.push(field);
  }
  return { line, clashes };
}
