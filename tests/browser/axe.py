"""What axe-core finds wrong with a page for people who cannot see it or use no mouse."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"

_RUN = """within => axe.run(within ?? document, {resultTypes: ['violations']})
    .then(found => found.violations)"""


def violations(page: Page, within: str | None = None) -> list[str]:
    """Every violation in the page as it stands, one string a place: rule, weight, place, why.

    ``within`` is a selector of the part to look at, None the whole page. All of axe-core's rules
    hold, best practices included. The page keeps its Content-Security-Policy: what is run here goes
    past it, as in the browser's own console.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(_RUN, within)
    return [_told(rule, node) for rule in found for node in rule["nodes"]]


def _told(rule: dict[str, Any], node: dict[str, Any]) -> str:
    where = " ".join(str(part) for part in node["target"])
    why = "; ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]))
    return f"{rule['id']} ({node['impact']}) at {where}: {why}"
