"""Typing in the paper: what stands there, how it is saved, and that nothing of it is lost."""

from playwright.sync_api import Page, Route, expect

from tests.browser.axe import violations
from tests.browser.browsing import Watch
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.draft.drafted import (
    Paper,
    cannot_save,
    caret,
    checked,
    composed,
    opened,
    painted,
    saved,
    text_of,
    words,
)
from tests.browser.serving import Service

FLAGGED = "没有讲跟水库管护有什么关系"


def test_the_paper_stands_there_as_it_will_print(desk: Page) -> None:
    sheet = desk.locator("#paper")
    expect(sheet.get_by_role("heading", name="青岚县林业局党组领导班子2025年度")).to_be_visible()
    expect(sheet.get_by_role("heading", name="二、存在的主要问题")).to_be_visible()
    expect(sheet.get_by_role("heading", name="（二）带头固本培元、增强党性").first).to_be_visible()
    assert text_of(desk.locator("#item-p2-1 .para")) == (
        "1.中心组学习光念文件。有同志反映，不讨论，去年说的学用结合没有兑现。"
        "【待补：是哪一次、哪个专题的学习；谁主讲、讨论了什么】"
    )
    assert violations(desk) == []


@ALSO_IN_CHROMIUM_88
def test_what_is_typed_is_saved_by_itself(desk: Page, paper: Paper, service: Service) -> None:
    held: list[Route] = []
    desk.route("**/items/*", lambda route: held.append(route))
    caret(desk, "p1-2", "群里都转疯了")
    desk.keyboard.insert_text("，两天内")
    expect(desk.locator("#save-state")).to_have_text("正在保存…")
    expect(desk.locator("#item-p1-2 .saving")).to_have_text("正在保存…")
    held.pop().continue_()
    saved(desk)
    with service.client() as client:
        assert "群里都转疯了，两天内局里还没声音。" in paper.text(client, "p1-2")
    desk.reload()
    expect(words(desk, "p1-2")).to_contain_text("群里都转疯了，两天内局里还没声音")


def test_a_measure_gets_its_owner_and_its_deadline(
    desk: Page, paper: Paper, service: Service
) -> None:
    measure = desk.locator("#item-m1-2")
    measure.get_by_label("责任人").fill("分管副局长")
    measure.get_by_label("完成时限").fill("2026年3月底前")
    saved(desk)
    with service.client() as client:
        kept = paper.item(client, "m1-2")["item"]
    assert (kept["owner"], kept["deadline"]) == ("分管副局长", "2026年3月底前")


def test_pinyin_is_composed_beside_a_flag_and_undone(
    desk: Page, paper: Paper, service: Service
) -> None:
    host = desk.locator("#item-p1-1 .headline")
    before = text_of(host)
    assert FLAGGED in painted(desk, "suggestion")
    host.evaluate("host => { host.focus(); getSelection().collapse(host.firstChild, 6) }")
    composed(desk.context.new_cdp_session(desk), "ni hao", "你好")
    expect(host).to_have_text(before.replace("，没有", "你好，没有"), use_inner_text=True)
    saved(desk)
    assert FLAGGED in painted(desk, "suggestion")
    desk.keyboard.press("Control+z")
    expect(host).to_have_text(before, use_inner_text=True)
    saved(desk)
    with service.client() as client:
        assert paper.item(client, "p1-1")["item"]["headline"] == before


def test_pinyin_composed_inside_a_flag_ends_the_flag_and_keeps_the_words(desk: Page) -> None:
    host = desk.locator("#item-p1-1 .headline")
    before = text_of(host)
    host.evaluate("host => { host.focus(); getSelection().collapse(host.firstChild, 10) }")
    cdp = desk.context.new_cdp_session(desk)
    cdp.send("Input.imeSetComposition", {"text": "shen", "selectionStart": 4, "selectionEnd": 4})
    # A check that comes back in mid-composition must not touch what is being composed.
    desk.get_by_role("button", name="重新核对").evaluate("button => button.click()")
    checked(desk)
    expect(host).to_contain_text("shen")
    cdp.send("Input.insertText", {"text": "深入"})
    expect(host).to_have_text(before[:10] + "深入" + before[10:], use_inner_text=True)
    saved(desk)
    assert FLAGGED not in painted(desk, "suggestion")


def test_what_is_pasted_comes_as_one_paragraph_of_plain_text(desk: Page) -> None:
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.evaluate("navigator.clipboard.writeText('第一行。\\n<b>第二行</b>。')")
    caret(desk, "p1-2", "局里还没声音。")
    desk.keyboard.press("Control+v")
    expect(words(desk, "p1-2")).to_contain_text("局里还没声音。第一行。<b>第二行</b>。")
    assert words(desk, "p1-2").locator("b").count() == 0


@ALSO_IN_CHROMIUM_88
def test_enter_goes_on_to_the_text_and_makes_no_line(desk: Page) -> None:
    desk.locator("#item-p1-2 .headline").click()
    desk.keyboard.press("Enter")
    expect(words(desk, "p1-2")).to_be_focused()


@ALSO_IN_CHROMIUM_88
def test_a_rare_character_moves_no_flag(desk: Page) -> None:
    desk.locator("#item-p1-1 .headline").evaluate(
        "host => { host.focus(); getSelection().collapse(host.firstChild, 0) }"
    )
    desk.keyboard.insert_text("𠮷某同志的")
    saved(desk)
    checked(desk)
    desk.reload()
    expect(desk.locator("#item-p1-1 .headline")).to_contain_text("𠮷某同志的")
    assert FLAGGED in painted(desk, "suggestion")


def test_a_browser_without_highlights_paints_rectangles(desk: Page, paper: Paper) -> None:
    opened(desk, paper, query="?overlay")
    there = desk.locator("#item-p1-1 .paint i.suggestion").first
    expect(there).to_be_visible()
    left = there.evaluate("part => getComputedStyle(part).left")
    host = desk.locator("#item-p1-1 .headline")
    host.evaluate("host => { host.focus(); getSelection().collapse(host.firstChild, 4) }")
    desk.keyboard.insert_text("制度")
    expect(host).to_contain_text("理论学习制度方面")
    expect(there).not_to_have_css("left", left)
    desk.keyboard.press("Control+z")
    expect(host).to_contain_text("理论学习方面")
    expect(there).to_have_css("left", left)


def test_words_typed_without_a_line_are_saved_when_it_is_back(
    desk: Page, paper: Paper, service: Service, watch: Watch
) -> None:
    watch.forgive("ERR_INTERNET_DISCONNECTED")
    desk.context.set_offline(True)
    caret(desk, "p1-2", "局里还没声音。")
    desk.keyboard.insert_text("断线时写的话。")
    expect(desk.locator("#item-p1-2 .saving")).to_contain_text("连不上服务")
    expect(desk.locator("#line")).to_contain_text("网络已断开")
    desk.keyboard.insert_text("又写了一句。")
    desk.context.set_offline(False)
    saved(desk)
    with service.client() as client:
        assert "断线时写的话。又写了一句。" in paper.text(client, "p1-2")


def test_words_that_were_never_saved_are_offered_back_after_a_refresh(
    desk: Page, paper: Paper, service: Service
) -> None:
    desk.on("dialog", lambda dialog: dialog.accept())
    cannot_save(desk)
    caret(desk, "p1-2", "局里还没声音。")
    desk.keyboard.insert_text("没有存上的话。")
    expect(desk.locator("#save-state")).to_have_attribute("data-saving", "failed")
    desk.reload()
    expect(desk.get_by_role("heading", name="上次有 1 条改动没有保存上")).to_be_visible()
    expect(desk.locator("#recovered ins")).to_have_text("没有存上的话。")
    expect(words(desk, "p1-2")).not_to_contain_text("没有存上的话")
    assert violations(desk) == []
    desk.get_by_role("button", name="放回稿子里").click()
    saved(desk)
    with service.client() as client:
        assert "没有存上的话。" in paper.text(client, "p1-2")
    desk.reload()
    expect(words(desk, "p1-2")).to_contain_text("没有存上的话。")
    expect(desk.locator("#recovered")).to_be_empty()
