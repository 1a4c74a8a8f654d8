// Until when: deadlines are written by hand, and only those that name a year and a month are judged.

/** @typedef {import("../../types/api").LedgerEntry} LedgerEntry */

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
const OPEN = ["未启动", "进行中"];
const DATE = /(\d{4})\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(\d{1,2})(?!\d))?/g;
const RANGE = /(\d{4})\s*年\s*\d{1,2}\s*月?\s*[—–~～至到-]+\s*(\d{1,2})\s*月/g;
const QUARTER = /(\d{4})\s*年\s*第?([一二三四1-4])季度/g;
const END_OF_YEAR = /(\d{4})\s*年\s*(?:年?底|年?末|内|下半年)/g;
const HALF = /(\d{4})\s*年\s*上半年/g;
const QUARTERS = ["一", "二", "三", "四"];

/**
 * The last day that a deadline means, as milliseconds of that day in UTC; null where it names none
 * (长期, 3月底). Of several the latest counts: until then the line may be open.
 * @param {string} text
 */
export function lastDay(text) {
  const days = [
    ...matches(DATE, text, (year, month, day) => (day ? realDay(year, Number(month), Number(day)) : endOf(year, Number(month)))),
    ...matches(RANGE, text, (year, month) => endOf(year, Number(month))),
    ...matches(QUARTER, text, (year, quarter) => endOf(year, 3 * ((QUARTERS.indexOf(quarter ?? "") + 1) || Number(quarter)))),
    ...matches(END_OF_YEAR, text, (year) => endOf(year, 12)),
    ...matches(HALF, text, (year) => endOf(year, 6)),
  ].filter((day) => !Number.isNaN(day));
  return days.length ? Math.max(...days) : null;
}

/**
 * @param {RegExp} pattern
 * @param {string} text
 * @param {(year: number, second: string | undefined, third: string | undefined) => number} read
 */
const matches = (pattern, text, read) =>
  [...text.matchAll(pattern)].map((found) => read(Number(found[1]), found[2], found[3]));

/** @param {number} year @param {number} month from 1 */
const endOf = (year, month) => (month >= 1 && month <= 12 ? Date.UTC(year, month, 0) : NaN);

/** @param {number} year @param {number} month @param {number} day */
function realDay(year, month, day) {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && day > 0 ? at.getTime() : NaN;
}

/** Today's date as milliseconds in UTC, by this machine's calendar. */
function today() {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
}

/**
 * Days that are left, negative when it has passed; null for what is done or cannot be judged.
 * @param {{deadline: string, status: string}} line
 */
export function daysLeft({ deadline, status }) {
  const last = OPEN.includes(status) ? lastDay(deadline) : null;
  return last === null ? null : Math.round((last - today()) / DAY_MS);
}

/** @param {{deadline: string, status: string}} line */
export const overdue = (line) => (daysLeft(line) ?? 0) < 0;

/**
 * What to say beside the deadline: 已逾期3天, 今天到期, 还有12天; "" when there is nothing to say.
 * @param {{deadline: string, status: string}} line
 */
export function due(line) {
  const left = daysLeft(line);
  if (left === null || left > SOON_DAYS) return "";
  if (left < 0) return `已逾期${-left}天`;
  return left === 0 ? "今天到期" : `还有${left}天`;
}

/**
 * For sorting: the nearest deadline first, what has none last.
 * @param {{deadline: string}} line
 */
export const byDay = ({ deadline }) => lastDay(deadline) ?? Infinity;
