"""The screens that are pictured and measured: one entry a screen."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

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


def _a_flag_gone_to(page: Page) -> None:
    page.keyboard.press("F8")
    page.locator("#flags .flag.here .flag-more").wait_for()


def _an_items_menu(page: Page) -> None:
    _item(page).locator(".more").click()
    page.get_by_role("menu").wait_for()


def _the_papers_menu(page: Page) -> None:
    page.locator("#more").click()
    page.get_by_role("menu").wait_for()


def _a_headings_dialog(page: Page) -> None:
    page.locator("#chapter-2").click()
    page.get_by_role("dialog", name="改标题").wait_for()


def _two_at_one_item(page: Page) -> None:
    # A check reads the paper anew: with what the other has written by then.
    page.locator("#check-state", has_text="已核对").wait_for()
    other = page.context.new_page()
    other.goto(page.url)
    _typed(other, "据督查通报，")
    other.locator("#save-state[data-saving=saved]").wait_for()
    other.close()
    _typed(page, "群众反映，")
    page.locator(".conflict").wait_for()
    page.locator(".conflict").scroll_into_view_if_needed()


def _an_items_history(page: Page) -> None:
    _typed(page, "会上有人提出，")
    page.locator("#save-state[data-saving=saved]").wait_for()
    _an_items_menu(page)
    page.get_by_role("menuitem", name="历次改动").click()
    page.locator("dialog .versions li").first.wait_for()


def _item(page: Page) -> Locator:
    """The first item of the chapter of problems."""
    return page.locator(".chapter.problems .item").first


def _typed(page: Page, text: str) -> None:
    _item(page).locator(".text").focus()
    page.keyboard.press("Home")
    page.keyboard.insert_text(text)


def _an_assignment_without_notes(page: Page) -> None:
    page.get_by_role("link", name="班子整改方案").first.click()
    page.locator("html[data-ready] #intake").wait_for()


def _an_assignment_without_a_draft(page: Page) -> None:
    _an_assignment_without_notes(page)
    page.get_by_role("navigation", name="编制步骤").get_by_role("link", name="起草").click()
    page.locator("html[data-ready] #beginning h2").wait_for()


def _a_page_about_it(page: Page) -> None:
    page.get_by_role("button", name="看一页摘要").click()
    page.locator("#found h3").first.wait_for(timeout=PATIENCE_S * 1000)


def _the_keys(page: Page) -> None:
    page.keyboard.press("F1")
    page.get_by_role("dialog").wait_for()


@dataclass(frozen=True)
class Pictured:
    """A screen as somebody sees it.

    ``name`` is its file's, ``address`` may hold ``{assignment}``, ``{draft}``, ``{submission}`` and
    ``{unit}`` of the prepared scene, ``login`` is who looks ("" nobody who is signed in), ``steps``
    are done on the page once it is ready and bring about errors that match ``provoked``.
    """

    name: str
    address: str
    login: str = "clerk"
    steps: Callable[[Page], None] = _nothing
    provoked: tuple[str, ...] = ()


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

_DRAFT = "/assignments/{assignment}/draft"
OPENED: tuple[Pictured, ...] = (
    Pictured("draft-flag", _DRAFT, steps=_a_flag_gone_to),
    Pictured("draft-menu", _DRAFT, steps=_an_items_menu),
    Pictured("draft-versions", _DRAFT, steps=_the_papers_menu),
    Pictured("draft-heading", _DRAFT, steps=_a_headings_dialog),
    Pictured("draft-conflict", _DRAFT, steps=_two_at_one_item, provoked=("409",)),
    Pictured("draft-history", _DRAFT, steps=_an_items_history),
    Pictured("notes-begun", "/", steps=_an_assignment_without_notes),
    Pictured("draft-begun", "/", steps=_an_assignment_without_a_draft),
    Pictured("submission-page", "/review/{submission}", "reviewer", _a_page_about_it),
    Pictured("admin-kinds", "/admin#kinds", login="admin"),
    Pictured("admin-model", "/admin#model", login="admin"),
    Pictured("admin-audit", "/admin#audit", login="admin"),
    Pictured("admin-backups", "/admin#backups", login="admin"),
    Pictured("keys", "/", steps=_the_keys),
)
"""What opens inside a screen, or takes its place at first: pictured too, not measured."""
