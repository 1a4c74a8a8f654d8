// The keyboard of the table: move, choose, file, merge, split, set aside, take back.

import { ask } from "../core/dialog.js";
import { rowKeys, shortcuts } from "../core/keys.js";
import { complain } from "../core/notice.js";
import { file } from "./filing.js";
import { ASIDE, BEYOND, EMPTY } from "./places.js";

/** @typedef {import("./acts.js").Acts} Acts */
/** @typedef {import("./state.js").Notes} Notes */
/** @typedef {import("./table.js").Table} Table */

/**
 * @param {Notes} notes
 * @param {Table} table
 * @param {Acts} acts
 * @param {() => unknown} draw
 */
export function tableKeys(notes, table, acts, draw) {
  /** The notes that a key acts on: those chosen, else the one with the focus. */
  const meant = () => (notes.chosen.size ? [...notes.chosen] : table.rowAt(table.at) ? [table.at] : []);
  /** Files what is meant; when it has left its place, the next row has the focus. */
  const put = async (/** @type {string} */ place) => {
    const ids = meant();
    if (ids.length === 0) { complain("先用方向键走到一条意见上，或用空格选中几条"); return; }
    const before = ids.map((id) => placeOfId(notes, id));
    const next = table.after(ids);
    await file(notes, acts, ids, place);
    if (ids.some((id, at) => placeOfId(notes, id) !== before[at])) table.focus(next);
  };
  rowKeys(table.body, "tr.note");
  table.body.addEventListener("keydown", (event) => onRow(event, notes, table, draw));
  shortcuts(
    { keys: "m", does: "归并选中的意见（没选够就连同光标所在的一条）", run: () => acts.merge([...new Set([...meant(), ...(table.at ? [table.at] : [])])]) },
    { keys: "g", does: "并入已有的一组", run: () => joinGroup(notes, acts, meant()) },
    { keys: "s", does: "从归并里拆出来", run: () => acts.split(meant()) },
    { keys: "x", does: "说明不写", run: () => put(ASIDE) },
    { keys: "b", does: "超出权限，不写", run: () => put(BEYOND) },
    { keys: "e", does: "没有内容", run: () => put(EMPTY) },
    { keys: "u", does: "撤销上一步", run: () => acts.takeBack() },
    { keys: "/", does: "查找", run: () => document.getElementById("filter-q")?.focus() },
  );
  for (const { id, key, short } of notes.places) {
    if (key) shortcuts({ keys: key, does: `归到“${short}”`, run: () => put(id) });
  }
}

/**
 * @param {Notes} notes
 * @param {string} id
 */
function placeOfId(notes, id) {
  const note = notes.note(id);
  return note ? notes.placeOf(note) : "";
}

/**
 * @param {KeyboardEvent} event
 * @param {Notes} notes
 * @param {Table} table
 * @param {() => unknown} draw
 */
function onRow(event, notes, table, draw) {
  const row = event.target instanceof HTMLElement ? event.target : null;
  const id = row?.closest("tr")?.dataset.note ?? row?.closest("tr")?.dataset.detail;
  if (!row || !id || event.isComposing) return;
  if (event.key === "Escape" && notes.open) {
    row.blur(); // what was typed in a field is saved as it is left
    notes.open = "";
    draw();
    table.rowAt(id)?.focus();
  } else if (row.matches("tr.note") && event.key === "Enter") {
    event.preventDefault();
    notes.open = notes.open === id ? "" : id;
    draw();
    if (notes.open) document.getElementById("edit-aspect")?.focus();
  } else if (row.matches("tr.note") && event.key === " ") {
    event.preventDefault();
    if (!notes.chosen.delete(id)) notes.chosen.add(id);
    draw();
  }
}

/**
 * @param {Notes} notes
 * @param {Acts} acts
 * @param {string[]} ids
 */
async function joinGroup(notes, acts, ids) {
  const groups = [...notes.groups].filter(([, members]) => !members.every(({ id }) => ids.includes(id)));
  if (ids.length === 0 || groups.length === 0) { complain(ids.length ? "还没有归并好的组：选中两条以上，按 m 归并" : "先用方向键选一条意见"); return; }
  const chosen = await ask({
    title: "并入哪一组",
    confirm: "并入",
    fields: [{ name: "group", label: "已归并的组", type: "select", options: groups.map(([group, members]) => ({ value: group, label: `${members.length} 条：${members[0]?.text.slice(0, 36) ?? ""}` })) }],
  });
  const first = notes.groups.get(chosen?.group ?? "")?.[0];
  if (first) await acts.move(ids, first.id);
}
