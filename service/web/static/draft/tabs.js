// The tabs beside the paper.

/** @typedef {{open: (name: string) => void}} Tabs */

/**
 * @param {HTMLElement} bar holds a button role=tab with `aria-controls` for each panel
 * @param {(name: string) => void} opened hears its name: a panel's id without `tab-`
 * @returns {Tabs}
 */
export function tabs(bar, opened) {
  const all = /** @type {HTMLElement[]} */ ([...bar.querySelectorAll("[role=tab]")]);
  const open = (/** @type {string} */ name) => {
    for (const tab of all) {
      const here = tab.getAttribute("aria-controls") === `tab-${name}`;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !here;
    }
    opened(name);
  };
  const nameOf = (/** @type {HTMLElement} */ tab) => (tab.getAttribute("aria-controls") ?? "").replace("tab-", "");
  for (const [at, tab] of all.entries()) {
    tab.addEventListener("click", () => open(nameOf(tab)));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = by && all[(at + by + all.length) % all.length];
      if (!next) return;
      event.preventDefault();
      open(nameOf(next));
      next.focus();
    });
  }
  return { open };
}
