"""The title and the headings of a draft: a person changes their words on the page."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.browsing import Watch
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.draft.drafted import Paper, checked, text_of
from tests.browser.serving import Service

CHAPTER = "查摆出来的主要问题"


@pytest.fixture
def client(service: Service) -> Iterator[httpx2.Client]:
    """Somebody else, or who looks at what is kept."""
    with httpx2.Client(base_url=service.base, timeout=30, trust_env=False) as opened:
        yield opened


def _kept(client: httpx2.Client, paper: Paper) -> dict[str, Any]:
    answer = client.get(f"/api/v1/assignments/{paper.task}/draft")
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _heading(page: Page, name: str) -> Locator:
    return page.locator(f"#{name}")


def test_a_chapter_gets_other_words_and_keeps_its_number(
    desk: Page, paper: Paper, client: httpx2.Client
) -> None:
    heading = _heading(desk, "chapter-2")
    old = text_of(heading)
    heading.click()
    dialog = desk.get_by_role("dialog", name="改标题")
    field = dialog.get_by_label("标题", exact=True)
    expect(field).to_have_value(old.removeprefix("二、"))
    field.fill(f"二、{CHAPTER}")
    dialog.get_by_role("button", name="保存").click()
    expect(heading).to_have_text(f"二、{CHAPTER}")
    assert _kept(client, paper)["draft"]["paper"]["chapters"][2]["title"] == CHAPTER
    checked(desk)
    desk.get_by_role("button", name="撤销").click()
    expect(heading).to_have_text(old)


def test_earlier_words_of_a_heading_are_shown_and_taken_again(
    desk: Page, paper: Paper, client: httpx2.Client
) -> None:
    heading = _heading(desk, "chapter-2")
    old = text_of(heading)
    dialog = desk.get_by_role("dialog", name="改标题")
    field = dialog.get_by_label("标题", exact=True)
    heading.click()
    expect(dialog.get_by_text("以前的写法")).to_have_count(0)
    field.fill(CHAPTER)
    dialog.get_by_role("button", name="保存").click()
    expect(heading).to_have_text(f"二、{CHAPTER}")
    heading.click()
    dialog.get_by_text("以前的写法 1 个").click()
    dialog.get_by_role("button", name="用“").click()
    expect(field).to_have_value(old.removeprefix("二、"))
    expect(field).to_be_focused()
    # Nothing is changed before it is saved.
    assert _kept(client, paper)["draft"]["paper"]["chapters"][2]["title"] == CHAPTER
    dialog.get_by_role("button", name="保存").click()
    expect(heading).to_have_text(old)


def test_a_heading_can_be_changed_again_before_the_paper_is_there_anew(
    desk: Page, paper: Paper, client: httpx2.Client
) -> None:
    held: list[Route] = []
    desk.route(f"**/assignments/{paper.task}/draft", lambda route: held.append(route))
    dialog = desk.get_by_role("dialog", name="改标题")
    for text in ("先这样写", "再这样写"):
        _heading(desk, "chapter-2").click()
        dialog.get_by_label("标题", exact=True).fill(text)
        dialog.get_by_role("button", name="保存").click()
        expect(dialog).to_have_count(0)
    assert len(held) == 2, "neither change has been read back"
    assert _kept(client, paper)["draft"]["paper"]["chapters"][2]["title"] == "再这样写"
    for route in held:
        route.continue_()
    expect(_heading(desk, "chapter-2")).to_have_text("二、再这样写")


@ALSO_IN_CHROMIUM_88
def test_a_heading_is_changed_by_keyboard_alone(desk: Page) -> None:
    heading = _heading(desk, "title")
    heading.focus()
    desk.keyboard.press("Enter")
    field = desk.get_by_role("dialog", name="改材料的标题").get_by_label("标题", exact=True)
    field.fill("对照检查材料（送审稿）")
    desk.keyboard.press("Enter")
    expect(heading).to_have_text("对照检查材料（送审稿）")
    expect(heading).to_be_focused()


def test_of_two_who_change_a_heading_the_second_sees_both_texts_and_chooses(
    desk: Page, paper: Paper, client: httpx2.Client, watch: Watch
) -> None:
    watch.forgive("409")
    heading = _heading(desk, "section-2-0")
    heading.click()
    at = f"/api/v1/drafts/{paper.draft}/headings/section-2-0"
    version = {"If-Match": client.get(at).headers["etag"]}
    client.patch(at, json={"text": "别人的标题"}, headers=version).raise_for_status()
    dialog = desk.get_by_role("dialog", name="改标题")
    dialog.get_by_label("标题", exact=True).fill("我的标题")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.get_by_role("alert")).to_contain_text("别人的标题")
    expect(dialog.get_by_label("标题", exact=True)).to_have_value("我的标题")
    dialog.get_by_role("button", name="保存").click()
    expect(heading).to_have_text("（一）我的标题")
    aspect = _kept(client, paper)["draft"]["paper"]["chapters"][2]["sections"][0]["aspect"]
    assert aspect not in ("", "我的标题")
