"""A drafter puts sorted notes right: by keyboard, by mouse, by choice; all of it holds."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.handed_in import kept, opened, place, row, with_notes
from tests.browser.serving import Service


@ALSO_IN_CHROMIUM_88
def test_a_digit_files_a_note_and_the_next_one_has_the_focus(service: Service, page: Page) -> None:
    made = with_notes(service)
    opened(page, made)
    row(page, "N6").focus()
    page.keyboard.press("5")
    expect(page.get_by_text("已归到“管党治党”")).to_be_visible()
    expect(row(page, "N6")).to_contain_text("管党治党")
    expect(row(page, "N6")).to_contain_text("手改")
    expect(row(page, "N6")).not_to_be_focused()
    assert page.evaluate("document.activeElement.className").startswith("note")
    page.reload()
    expect(row(page, "N6")).to_contain_text("管党治党")


def test_what_was_set_by_hand_holds_when_all_is_sorted_again(service: Service, page: Page) -> None:
    made = with_notes(service)
    opened(page, made)
    row(page, "N4").focus()
    page.keyboard.press("5")
    expect(row(page, "N4")).to_contain_text("手改")
    page.get_by_role("button", name="重新整理").click()
    page.get_by_role("dialog").get_by_role("button", name="重新整理").click()
    expect(page.get_by_text("已经理好")).to_be_visible()
    expect(row(page, "N4")).to_contain_text("管党治党")
    assert kept(service, made)["N4"]["by_hand"] == ["aspect"]


def test_of_many_notes_all_are_printed_though_the_page_shows_the_first(
    service: Service, page: Page
) -> None:
    notes = tuple((f"M{n}", f"第{n}号泵站没有人值守", "问卷") for n in range(150))
    opened(page, with_notes(service, notes))
    expect(page.get_by_role("button", name="再显示一些")).to_be_attached()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("tr.note")).to_have_count(150)
    expect(page.get_by_role("button", name="再显示一些")).to_be_hidden()


def test_arrow_keys_move_enter_opens_and_escape_closes(service: Service, page: Page) -> None:
    opened(page, with_notes(service))
    first = page.locator("tr.note").first
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("tr.note").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("对照方面", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("tr.detail")).to_have_count(0)
    expect(page.locator("tr.note").nth(1)).to_be_focused()


def test_every_field_can_be_chosen_and_the_original_is_one_click_away(
    service: Service, page: Page
) -> None:
    made = with_notes(service)
    opened(page, made)
    row(page, "N6").get_by_role("button", name="改").click()
    detail = page.locator("tr.detail")
    expect(detail.get_by_role("blockquote")).to_have_text("停水不通知，8月9号停了一天")
    expect(detail).to_contain_text("服务对象座谈会")
    detail.get_by_label("主题").fill("供水")
    detail.get_by_label("主题").press("Enter")
    expect(row(page, "N6").locator(".theme")).to_have_text("供水")
    detail.get_by_label("去向").select_option("beyond")
    expect(row(page, "N6")).to_contain_text("超出权限")
    assert violations(page) == []
    assert kept(service, made)["N6"]["by_hand"] == ["route", "theme"]


def test_a_note_dragged_onto_an_aspect_is_filed_there(service: Service, page: Page) -> None:
    made = with_notes(service)
    opened(page, made)
    row(page, "N6").locator(".grip").drag_to(place(page, "党性修养"))
    expect(row(page, "N6")).to_contain_text("党性修养")
    assert kept(service, made)["N6"]["aspect"] == "带头固本培元、增强党性"


def test_a_note_dragged_onto_another_is_merged_and_can_be_taken_back(
    service: Service, page: Page
) -> None:
    made = with_notes(service)
    opened(page, made)
    row(page, "N6").locator(".grip").drag_to(row(page, "N4"))
    expect(page.get_by_text("这条意见已归并过去")).to_be_visible()
    found = kept(service, made)
    assert found["N6"]["group"] == found["N4"]["group"] is not None
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("已撤销")).to_be_visible()
    assert kept(service, made)["N6"]["group"] is None


@ALSO_IN_CHROMIUM_88
def test_chosen_notes_are_merged_and_split_by_keys(service: Service, page: Page) -> None:
    made = with_notes(service)
    opened(page, made)
    for note in ("N6", "N7"):
        row(page, note).focus()
        page.keyboard.press("Space")
    expect(page.get_by_role("region", name="已选的意见")).to_contain_text("已选 2 条")
    page.keyboard.press("m")
    expect(page.get_by_text("归并成一组")).to_be_visible()
    assert kept(service, made)["N6"]["group"] == kept(service, made)["N7"]["group"]
    row(page, "N6").focus()
    page.keyboard.press("s")
    expect(page.get_by_text("已拆出来")).to_be_visible()
    assert kept(service, made)["N6"]["group"] is None
    page.keyboard.press("u")
    expect(page.get_by_text("已撤销")).to_be_visible()
    found = kept(service, made)
    assert found["N6"]["group"] == found["N7"]["group"] is not None


def test_a_note_moved_to_another_group_leaves_its_own_as_it_is(
    service: Service, page: Page
) -> None:
    made = with_notes(service)
    opened(page, made)
    for pair in (("N1", "N6"), ("N4", "N7")):
        for note in pair:
            row(page, note).get_by_role("checkbox").check()
        page.get_by_role("button", name="归并", exact=True).click()
        expect(page.get_by_role("region", name="已选的意见")).to_be_hidden()
    before = kept(service, made)
    stay = _together(before, "N1") - {"N6"}
    row(page, "N6").focus()
    page.keyboard.press("g")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("已归并的组").select_option(before["N7"]["group"])
    dialog.get_by_role("button", name="并入").click()
    expect(page.get_by_text("这条意见已归并过去")).to_be_visible()
    found = kept(service, made)
    assert "N6" in _together(found, "N7")
    assert _together(found, "N1") == stay


def test_a_group_keeps_what_only_one_of_it_says_in_sight(service: Service, page: Page) -> None:
    made = with_notes(service)
    opened(page, made)
    for note in ("N4", "N5"):
        row(page, note).get_by_role("checkbox").check()
    if kept(service, made)["N4"]["group"] is None:
        page.get_by_role("button", name="归并", exact=True).click()
        expect(page.get_by_text("归并成一组")).to_be_visible()
    expect(row(page, "N4").locator("mark").filter(has_text="23天")).to_be_visible()


def test_a_note_is_set_aside_with_a_reason_and_taken_back(service: Service, page: Page) -> None:
    made = with_notes(service)
    opened(page, made)
    row(page, "N6").focus()
    page.keyboard.press("x")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("blockquote")).to_have_text("停水不通知，8月9号停了一天")
    assert violations(page, "dialog") == []
    dialog.get_by_role("button", name="已经整改到位").click()
    dialog.get_by_role("button", name="不写进材料").click()
    expect(row(page, "N6")).to_contain_text("已经整改到位")
    expect(page.locator("#counts")).to_contain_text("说明不写 1 条")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("#counts")).not_to_contain_text("说明不写")
    assert kept(service, made)["N6"]["set_aside"] == ""


def test_the_counts_add_up_in_plain_words(service: Service, page: Page) -> None:
    made = with_notes(service)
    opened(page, made)
    found = kept(service, made)
    written = sum(n["route"] == "draft" and not n["empty"] for n in found.values())
    counts = page.locator("#counts")
    expect(counts).to_contain_text(f"交来 9 行（1 行没有内容），理成 {len(found)} 条意见")
    expect(counts).to_contain_text(f"写进材料 {written} 条")
    expect(counts).to_contain_text("线索 1 条")


def test_filters_narrow_the_table_and_survive_a_refresh(service: Service, page: Page) -> None:
    opened(page, with_notes(service))
    page.get_by_label("查找").fill("停水")
    expect(page.locator("tr.note")).to_have_count(1)
    page.reload()
    expect(page.get_by_label("查找")).to_have_value("停水")
    expect(page.locator("tr.note")).to_have_count(1)
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator("tr.note")).to_have_count(8)
    place(page, "超出权限").click()
    expect(page.locator("tr.note")).to_have_count(1)
    expect(page.get_by_text("不写进材料，请向提意见的同志说明")).to_be_visible()


def test_an_address_that_names_a_note_opens_it(service: Service, page: Page) -> None:
    made = with_notes(service)
    page.goto(f"{made.address}?q=报销#note-N6")
    expect(row(page, "N6")).to_be_focused()
    expect(page.locator("tr.detail")).to_contain_text("停水不通知")


def test_the_screen_is_good_for_those_who_cannot_see_it(service: Service, page: Page) -> None:
    opened(page, with_notes(service))
    expect(page.locator("tr.note").first).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def _together(notes: dict[str, dict[str, Any]], one: str) -> set[str]:
    """Those in one group with a note, itself among them."""
    group = notes[one]["group"]
    return {name for name, note in notes.items() if group and note["group"] == group} | {one}
