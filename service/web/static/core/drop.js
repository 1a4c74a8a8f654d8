// A place to drop files on, or to choose them in: the same files either way.

import { h } from "./dom.js";
import { complain } from "./notice.js";

/**
 * @param {object} options
 * @param {string} options.label what to drop here
 * @param {string} options.hint which kinds of file
 * @param {string} options.accept as of an input: ".docx,.xlsx"
 * @param {boolean} [options.many]
 * @param {(files: File[]) => unknown} options.take
 */
export function dropZone({ label, hint, accept, many = true, take }) {
  const input = h("input", { type: "file", accept, multiple: many, class: "vh" });
  const zone = h("label", { class: "drop" }, input, h("strong", {}, label), h("span", { class: "hint" }, hint));
  const given = (/** @type {File[]} */ files) => {
    const endings = accept.split(",");
    const wrong = files.filter((file) => !endings.some((end) => file.name.toLowerCase().endsWith(end)));
    if (wrong.length) complain(`读不了 ${namesOf(wrong)}：请给 ${endings.join(" ")} 格式的文件`);
    const empty = files.filter((file) => file.size === 0 && !wrong.includes(file));
    if (empty.length) complain(`${namesOf(empty)} 是空文件`);
    // One bad file keeps no other out.
    const good = files.filter((file) => !wrong.includes(file) && !empty.includes(file));
    if (good.length) take(many ? good : good.slice(0, 1));
  };
  input.addEventListener("change", () => { given([...(input.files ?? [])]); input.value = ""; });
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    given([...(event.dataTransfer?.files ?? [])]);
  });
  return zone;
}

/** @param {File[]} files */
const namesOf = (files) => files.map((file) => file.name).join("、");

// A file dropped beside the zone would otherwise open in place of the page, and what was typed is gone.
for (const name of ["dragover", "drop"]) {
  addEventListener(name, (event) => {
    if (event instanceof DragEvent && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}
