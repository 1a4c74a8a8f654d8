"""The page comes in parts: what a first view does not need follows when the page is ready, and what
cannot be had is told and had later."""

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import Watch
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.draft.drafted import Paper, cannot_save, caret, opened, saved, words
from tests.browser.serving import Service

NOT_LOADED = "这一部分没有取到"


@pytest.fixture
def refused(page: Page, watch: Watch) -> Page:
    """A page that some parts cannot come to: ``page.route`` one before it is opened."""
    watch.forgive("ERR_INTERNET_DISCONNECTED")
    return page


def lost(page: Page, module: str) -> None:
    # With whatever follows: it is asked for anew under another address.
    page.route(f"**/draft/{module}.js*", lambda route: route.abort("internetdisconnected"))


def back(page: Page, module: str) -> None:
    page.unroute(f"**/draft/{module}.js*")


def test_what_follows_the_first_view_is_there_when_the_line_is_lost(
    desk: Page, watch: Watch
) -> None:
    watch.forgive("ERR_INTERNET_DISCONNECTED")
    desk.wait_for_load_state("networkidle")
    desk.context.set_offline(True)
    desk.get_by_role("button", name="导出").click()
    expect(desk.get_by_role("menuitem", name="打印")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.locator("#item-p1-2 .more").click()
    expect(desk.get_by_role("menuitem", name="历次改动")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.press("F8")
    expect(desk.locator("#flags .flag-more")).to_be_visible()
    desk.get_by_role("tab", name="意见").click()
    expect(desk.locator("#notes li").first).to_be_visible()
    expect(desk.locator("#notices .bad")).to_have_count(0)


@ALSO_IN_CHROMIUM_88
def test_a_part_that_does_not_come_is_told_and_comes_with_the_next_press(
    refused: Page, paper: Paper
) -> None:
    lost(refused, "whole")
    opened(refused, paper)
    refused.get_by_role("button", name="导出").click()
    expect(refused.get_by_role("alert")).to_contain_text(NOT_LOADED)
    back(refused, "whole")
    refused.get_by_role("button", name="导出").click()
    expect(refused.get_by_role("menuitem", name="打印")).to_be_visible()


def test_a_tab_beside_the_paper_that_does_not_come_is_pressed_again(
    refused: Page, paper: Paper
) -> None:
    lost(refused, "outline")
    opened(refused, paper)
    refused.get_by_role("tab", name="目录").click()
    expect(refused.get_by_role("alert")).to_contain_text(NOT_LOADED)
    back(refused, "outline")
    refused.get_by_role("tab", name="目录").click()
    expect(refused.locator("#outline li").first).to_be_visible()


def at_odds_unshown(page: Page, paper: Paper, client: httpx2.Client) -> None:
    """Two people wrote in one item, and what shows both texts does not come."""
    lost(page, "conflict")
    opened(page, paper)
    paper.edit(client, "p1-2", text="别人写的一整条。")
    caret(page, "p1-2", "局里还没声音。")
    page.keyboard.insert_text("我写的。")


@ALSO_IN_CHROMIUM_88
def test_two_texts_are_shown_although_what_shows_them_did_not_come_at_first(
    refused: Page, paper: Paper, service: Service, watch: Watch
) -> None:
    watch.forgive("409")
    with service.client() as client:
        at_odds_unshown(refused, paper, client)
        expect(refused.get_by_role("alert")).to_contain_text(NOT_LOADED)
        back(refused, "conflict")
        refused.get_by_role("button", name="重试").click()
        refused.locator("#item-p1-2").get_by_role("button", name="用我的").click()
        saved(refused)
        assert "我写的。" in paper.text(client, "p1-2")


def test_who_put_the_message_away_sees_both_texts_on_coming_back_to_the_item(
    refused: Page, paper: Paper, service: Service, watch: Watch
) -> None:
    watch.forgive("409")
    with service.client() as client:
        at_odds_unshown(refused, paper, client)
    refused.get_by_role("alert").get_by_role("button", name="知道了").click()
    back(refused, "conflict")
    words(refused, "p1-1").click()
    words(refused, "p1-2").click()
    expect(refused.locator("#item-p1-2 .conflict")).to_contain_text("别人写的一整条。")


def test_nothing_can_be_typed_over_words_that_could_not_be_offered_back(
    desk: Page, watch: Watch
) -> None:
    watch.forgive("ERR_INTERNET_DISCONNECTED")
    desk.on("dialog", lambda dialog: dialog.accept())
    cannot_save(desk)
    caret(desk, "p1-2", "局里还没声音。")
    desk.keyboard.insert_text("没有存上的话。")
    expect(desk.locator("#save-state")).to_have_attribute("data-saving", "failed")
    lost(desk, "recovering")
    desk.reload()
    expect(desk.get_by_role("alert")).to_contain_text(NOT_LOADED)
    expect(desk.locator("#paper .item")).to_have_count(0)
    back(desk, "recovering")
    desk.reload()
    expect(desk.locator("#recovered ins")).to_have_text("没有存上的话。")
