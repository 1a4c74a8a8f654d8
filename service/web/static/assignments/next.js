// How far an assignment is, in words, and what is to be done next.

/** @typedef {import("../../types/api").Assignment} Assignment */
/** @typedef {import("../../types/api").Progress} Progress */
/** @typedef {{text: string, screen: "notes" | "draft" | "coverage" | "sending" | "ledger"}} Step */

/** @type {Record<string, Step>} what a paper that is not being written waits for */
const BY_STATE = {
  submitted: { text: "看报送情况", screen: "sending" },
  returned: { text: "看退回意见", screen: "sending" },
  passed: { text: "填整改台账", screen: "ledger" },
  closed: { text: "打开看", screen: "draft" },
};

/**
 * The one thing to do next.
 * @param {Assignment} assignment
 * @param {Progress | undefined} progress
 * @returns {Step}
 */
export function nextStep(assignment, progress) {
  const byState = BY_STATE[assignment.state];
  if (byState) return byState;
  if (!progress || progress.lines === 0) return { text: "交意见", screen: "notes" };
  if (progress.unsorted > 0 || progress.notes === 0) return { text: "整理意见", screen: "notes" };
  if (!progress.drafted) return { text: "起草", screen: "draft" };
  if (progress.questions > 0) return { text: "补写待补", screen: "draft" };
  if (progress.errors > 0) return { text: "改必改的", screen: "draft" };
  if (progress.unanswered > 0) return { text: "回应意见", screen: "coverage" };
  return { text: "报送", screen: "sending" };
}

/**
 * How far it is, as short facts; what needs somebody stands in `todo`.
 * @param {Progress | undefined} progress
 * @returns {{text: string, todo: boolean}[]}
 */
export function howFar(progress) {
  if (!progress || progress.lines === 0) return [{ text: "还没有意见", todo: true }];
  const told = [{ text: `意见 ${progress.notes} 条`, todo: false }];
  if (progress.unsorted) told.push({ text: `没整理 ${progress.unsorted} 条`, todo: true });
  if (!progress.drafted) return [...told, { text: "还没起草", todo: true }];
  const errors = progress.errors ? `（必改 ${progress.errors}）` : "";
  const open = [
    { text: `待补 ${progress.questions} 处`, todo: progress.questions > 0 },
    { text: `提示 ${progress.flags} 处${errors}`, todo: progress.errors > 0 },
    { text: `没有回应 ${progress.unanswered} 条`, todo: progress.unanswered > 0 },
  ];
  return [...told, ...open];
}

/**
 * The most urgent first: what is in our hands by its deadline, then what is with others, then what
 * is over.
 * @param {Assignment} one
 * @param {Assignment} other
 */
export function byUrgency(one, other) {
  return rank(one) - rank(other)
    || (one.deadline ?? "9").localeCompare(other.deadline ?? "9")
    || other.id.localeCompare(one.id);
}

/** @param {Assignment} assignment */
const rank = (assignment) => ({ returned: 0, open: 0, submitted: 1, passed: 2, closed: 3 })[assignment.state];
