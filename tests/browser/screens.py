"""The screens that are pictured and measured: one entry a screen."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from service.samples import PAPERS
from tests.browser.serving import PATIENCE_S

_CHECKED = PAPERS / "liuxi-town" / "2023-team-2023.txt"


def _nothing(_: Page) -> None:
    """What most screens need done before they are looked at."""


def _a_note_opened(page: Page) -> None:
    page.locator("tr.note").nth(4).get_by_role("button", name="改").click()
    page.locator("tr.detail").scroll_into_view_if_needed()


def _a_passage_found(page: Page) -> None:
    page.get_by_label("要找的话").fill("中心组学习")
    page.get_by_role("button", name="查找").click()
    page.locator("#found li").first.wait_for()


def _a_paper_checked(page: Page) -> None:
    page.locator("#drop input[type=file]").set_input_files(_CHECKED)
    page.locator("#side .card").first.wait_for(timeout=PATIENCE_S * 1000)
    page.keyboard.press("F8")


@dataclass(frozen=True)
class Pictured:
    """A screen as somebody sees it.

    ``name`` is its file's, ``address`` may hold ``{assignment}``, ``{draft}``, ``{submission}`` and
    ``{unit}`` of the prepared scene, ``login`` is who looks ("" nobody who is signed in), ``steps``
    are done on the page once it is ready.
    """

    name: str
    address: str
    login: str = "clerk"
    steps: Callable[[Page], None] = _nothing


PICTURED: tuple[Pictured, ...] = (
    Pictured("sign-in", "/sign-in", login=""),
    Pictured("assignments", "/"),
    Pictured("new-assignment", "/#new"),
    Pictured("notes", "/assignments/{assignment}/notes"),
    Pictured("note", "/assignments/{assignment}/notes", steps=_a_note_opened),
    Pictured("draft", "/assignments/{assignment}/draft"),
    Pictured("coverage", "/assignments/{assignment}/coverage"),
    Pictured("ledger", "/assignments/{assignment}/ledger"),
    Pictured("sending", "/assignments/{assignment}/sending", login="head"),
    Pictured("library", "/library"),
    Pictured("found", "/library", steps=_a_passage_found),
    Pictured("check", "/check"),
    Pictured("checked", "/check", steps=_a_paper_checked),
    Pictured("ledgers", "/ledger"),
    Pictured("review", "/review", login="reviewer"),
    Pictured("submission", "/review/{submission}", login="reviewer"),
    Pictured("admin", "/admin", login="admin"),
    Pictured("admin-people", "/admin#people", login="admin"),
    Pictured("admin-rules", "/admin#rules", login="admin"),
    Pictured("profile", "/me"),
    Pictured("help", "/help"),
)
"""In the order in which they are made; a new screen is a new line."""
