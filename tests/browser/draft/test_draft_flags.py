"""The flags beside the paper, the questions in it, and the notes that its sentences stand on."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.browsing import PHONE
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.draft.drafted import (
    Paper,
    caret,
    checked,
    painted,
    saved,
    words,
)
from tests.browser.serving import Service


@ALSO_IN_CHROMIUM_88
def test_f8_walks_through_the_flags_in_reading_order(desk: Page) -> None:
    expect(desk.locator("#flag-count")).to_have_text("4")
    desk.keyboard.press("F8")
    expect(desk.locator(".flag.here .flag-go")).to_contain_text("二、存在的主要问题")
    desk.keyboard.press("F8")
    expect(desk.locator(".flag.here .flag-go")).to_contain_text("没有讲跟水库管护有什么关系")
    expect(desk.locator("#item-p1-1 .headline")).to_be_focused()
    assert painted(desk, "current") == ["没有讲跟水库管护有什么关系"]
    desk.keyboard.press("F8")
    expect(desk.locator("#item-p1-2 .headline")).to_be_focused()
    desk.keyboard.press("Shift+F8")
    expect(desk.locator("#item-p1-1 .headline")).to_be_focused()
    expect(desk.locator(".flag.here")).to_contain_text("请回答：")
    assert violations(desk) == []


def test_in_a_narrow_window_an_open_flag_lies_below_its_place_until_a_press_beside(
    desk: Page,
) -> None:
    desk.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    desk.locator("#next-flag").click()
    expect(desk.locator(".flag.here .flag-go")).to_contain_text("二、存在的主要问题")
    card, place = desk.locator(".flag.here"), desk.get_by_role("heading", name="二、存在的主要问题")
    expect(card.get_by_role("button", name="要改")).to_be_in_viewport()
    expect(place).to_be_in_viewport()
    below, above = card.bounding_box(), place.bounding_box()
    assert below is not None
    assert above is not None
    assert above["y"] + above["height"] <= below["y"]
    words(desk, "p2-1").click()
    expect(card).to_have_count(0)
    desk.locator("#next-flag").click()
    expect(card).to_contain_text("没有讲跟水库管护有什么关系")


def test_at_1024_the_flags_stand_beside_the_paper_and_a_long_title_hides_no_tool(
    desk: Page, paper: Paper, service: Service
) -> None:
    task = f"/api/v1/assignments/{paper.task}"
    with service.client() as client:
        version = {"If-Match": client.get(task).headers["etag"]}
        client.patch(task, json={"title": "对照检查材料" * 15}, headers=version).raise_for_status()
    desk.set_viewport_size({"width": 1024, "height": 768})
    desk.reload()
    desk.locator("#assignment-title .named", has_text="对照检查材料").wait_for()
    above, tools, sheet, side = (
        desk.locator(part).evaluate("element => element.getBoundingClientRect().toJSON()")
        for part in (".under", ".tools", "#paper", ".side")
    )
    assert tools["top"] >= above["bottom"] - 1
    assert side["left"] >= sheet["right"]
    assert side["top"] < 768 / 2
    assert desk.evaluate("document.documentElement.scrollWidth") <= 1024


@pytest.mark.parametrize("width", [PHONE["width"], 1366])
def test_escape_puts_an_open_flag_away_and_leaves_the_caret_at_its_place(
    desk: Page, width: int
) -> None:
    desk.set_viewport_size({"width": width, "height": 768})
    card = desk.locator(".flag.here")
    desk.locator("#next-flag").press("F8")
    desk.keyboard.press("F8")
    expect(card).to_contain_text("没有讲跟水库管护有什么关系")
    desk.keyboard.press("Escape")
    expect(card).to_have_count(0)
    desk.keyboard.press("F8")
    desk.keyboard.press("Shift+F8")
    expect(card).to_contain_text("没有讲跟水库管护有什么关系")
    card.get_by_role("button", name="要改").focus()
    desk.keyboard.press("Escape")
    expect(card).to_have_count(0)
    item = desk.locator(".item", has_text="没有讲跟水库管护有什么关系").first
    expect(item.locator("[contenteditable]:focus")).to_have_count(1)


def test_escape_closes_a_menu_and_leaves_the_flag_open(desk: Page) -> None:
    desk.locator("#next-flag").click()
    desk.get_by_role("button", name="导出").click()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("menu")).to_have_count(0)
    expect(desk.locator(".flag.here")).to_have_count(1)


def test_a_flag_is_taken_up_and_taken_back(desk: Page, paper: Paper, service: Service) -> None:
    desk.get_by_role("button", name="“舆情反应慢”").click()
    desk.get_by_role("button", name="要改").click()
    expect(desk.locator(".flag.accepted")).to_contain_text("要改")
    with service.client() as client:
        kept = client.get(f"/api/v1/drafts/{paper.draft}/flags").json()["items"]
        assert [f["flag"]["text"] for f in kept if f["state"] == "accepted"] == ["舆情反应慢"]
    desk.get_by_role("button", name="收回处理").click()
    expect(desk.locator(".flag.accepted")).to_have_count(0)


def test_a_flag_is_dismissed_with_a_reason_and_opened_again(desk: Page) -> None:
    desk.get_by_role("button", name="“舆情反应慢”").click()
    desk.get_by_role("button", name="不用改").click()
    desk.get_by_role("button", name="这是上级文件原话").click()
    expect(desk.get_by_label("理由")).to_have_value("这是上级文件原话")
    desk.get_by_role("dialog").get_by_role("button", name="不用改").click()
    expect(desk.locator("#flag-count")).to_have_text("3")
    assert "舆情反应慢" not in painted(desk, "suggestion")
    desk.get_by_label("显示").select_option("dismissed")
    expect(desk.locator(".flag")).to_have_count(1)
    desk.reload()
    expect(desk.locator("#flag-count")).to_have_text("3")
    desk.get_by_label("显示").select_option("dismissed")
    desk.get_by_role("button", name="“舆情反应慢”").click()
    desk.get_by_role("button", name="收回处理").click()
    expect(desk.locator("#flag-count")).to_have_text("4")


def test_a_flags_question_is_copied_for_a_colleague(desk: Page) -> None:
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.get_by_role("button", name="“舆情反应慢”").click()
    asked = desk.locator(".asks").first.inner_text().removeprefix("请回答：")
    desk.get_by_role("button", name="问一问").click()
    expect(desk.locator("#notices")).to_contain_text("已复制")
    copied_text = desk.evaluate("navigator.clipboard.readText()")
    assert asked in copied_text
    assert "“舆情反应慢”" in copied_text


def test_where_the_browser_copies_nothing_the_question_is_shown(desk: Page) -> None:
    desk.evaluate("Reflect.deleteProperty(Navigator.prototype, 'clipboard')")
    desk.evaluate("document.execCommand = () => false")
    desk.get_by_role("button", name="“舆情反应慢”").click()
    desk.get_by_role("button", name="问一问").click()
    assert "“舆情反应慢”" in desk.get_by_label("要复制的话").input_value()


def test_a_mended_sentence_loses_its_flag_when_it_is_checked_again(desk: Page) -> None:
    desk.locator("#item-p1-2 .headline").fill("8月9日柏岭乡停水的舆情，局里隔了两天才回应")
    saved(desk)
    checked(desk)
    expect(desk.locator("#flags")).not_to_contain_text("“舆情反应慢”")


@ALSO_IN_CHROMIUM_88
def test_a_headings_flag_stays_on_it_when_the_paper_above_grows(desk: Page) -> None:
    heading = "二、存在的主要问题"
    assert heading in painted(desk, "suggestion")
    desk.locator("#paper .item .text").first.focus()
    desk.keyboard.insert_text("会前开展了集中学习。" * 20)
    assert heading in painted(desk, "suggestion")


@ALSO_IN_CHROMIUM_88
def test_f7_goes_to_a_question_and_the_answer_takes_its_place(
    desk: Page, paper: Paper, service: Service
) -> None:
    before = int(desk.locator("#question-count").inner_text())
    desk.keyboard.press("F7")
    desk.keyboard.press("F7")
    desk.keyboard.press("F7")
    assert desk.evaluate("getSelection().toString()").startswith("【待补：上年查摆了哪些问题")
    desk.keyboard.insert_text("上年查摆问题12个，全部完成整改。")
    expect(words(desk, "l1")).to_have_text("上年查摆问题12个，全部完成整改。")
    expect(desk.locator("#question-count")).to_have_text(str(before - 1))
    saved(desk)
    with service.client() as client:
        assert paper.text(client, "l1") == "上年查摆问题12个，全部完成整改。"
    desk.keyboard.press("Shift+F7")
    assert desk.evaluate("getSelection().toString()").startswith("【待补：深入贯彻中央八项规定")


@ALSO_IN_CHROMIUM_88
def test_a_sentence_shows_its_notes_and_a_note_where_it_is_used(desk: Page) -> None:
    caret(desk, "p2-1", "去年说的")
    card = desk.get_by_role("region", name="这句话的依据")
    expect(card).to_contain_text("中心组学习光念文件，不讨论，去年说的学用结合没有兑现")
    expect(card).to_contain_text("座谈会")
    desk.keyboard.press("F9")
    desk.keyboard.press("Enter")
    note = desk.locator("#note-N1")
    expect(note).to_be_focused()
    expect(note.get_by_role("button")).to_have_count(2)
    note.get_by_role("button", name="用在 1.中心组学习光念文件").click()
    expect(words(desk, "p2-1")).to_be_focused()


def test_a_sentence_under_the_pointer_shows_its_notes(desk: Page) -> None:
    words(desk, "p1-2").scroll_into_view_if_needed()
    box = words(desk, "p1-2").bounding_box()
    assert box
    desk.mouse.move(box["x"] + 200, box["y"] + 15)
    expect(desk.get_by_role("region", name="这句话的依据")).to_contain_text(
        "舆情反应慢，群里都转疯了"
    )


def test_the_notes_that_nothing_uses_are_found(desk: Page) -> None:
    desk.get_by_role("tab", name="意见").click()
    expect(desk.locator("#notes > li")).to_have_count(9)
    desk.get_by_label("搜索意见").fill("无人机")
    expect(desk.locator("#notes > li")).to_have_count(1)
    desk.get_by_label("哪些意见").select_option("unused")
    expect(desk.locator("#notes-rest")).to_have_text("没有符合的意见")
    assert violations(desk) == []


def test_the_outline_leads_to_an_item(desk: Page) -> None:
    desk.get_by_role("tab", name="提示").focus()
    desk.keyboard.press("ArrowLeft")
    desk.get_by_role("button", name="2.无人机买了不用").first.click()
    expect(words(desk, "p4-2")).to_be_focused()
    assert violations(desk) == []
