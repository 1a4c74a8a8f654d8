// What became of the papers that were handed in: taken, there already, or unreadable and why.

import { button, h } from "../core/dom.js";

/** @typedef {import("../../types/api").Job} Job */

/**
 * @param {Job} job a finished one
 * @param {number | null} sent how many files were sent, null when that is not known here
 */
export function reportOf(job, sent) {
  const { added = [], unchanged = [], resumed = [], skipped = [] } = job.result ?? {};
  const handed = job.request.originals?.length ?? 0;
  const twice = sent === null ? 0 : Math.max(0, sent - handed);
  const box = h("div", { class: skipped.length ? "report bad" : "report" });
  box.append(
    h("p", {}, h("strong", {}, added.length ? `收进${added.length}份：` : "没有新收进的资料"), added.join("、")),
    ...[
      unchanged.length ? h("p", {}, `已经有了，没有重复收：${unchanged.join("、")}`) : null,
      twice ? h("p", {}, `有${twice}份与同时交来的另一份内容完全相同，只收一份`) : null,
      resumed.length ? h("p", {}, `补齐了上次没有收完的：${resumed.join("、")}`) : null,
      skipped.length ? h("div", {}, h("p", {}, `有${skipped.length}份读不了，没有收：`), h("ul", {}, skipped.map(skippedOf))) : null,
    ].filter((part) => part !== null),
    button("知道了", () => box.remove(), { class: "plain" }),
  );
  return box;
}

/** @param {{file: string, reason: string}} one */
const skippedOf = ({ file, reason }) => h("li", {}, reason.includes(file) ? reason : `${file}：${reason}`);
