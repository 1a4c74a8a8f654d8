"""What is done with whole items and the whole paper: again, back, elsewhere, away and together."""

import re

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.browsing import Watch
from tests.browser.draft.drafted import Paper, caret, opened, saved, text_of, words
from tests.browser.serving import PATIENCE_S, Service
from tests.simulated_llm.server import Speed


def act(desk: Page, ident: str, name: str) -> None:
    """Chooses an act from the menu of an item."""
    desk.locator(f"#item-{ident} .more").click()
    desk.get_by_role("menuitem", name=name).click()


def dialog(desk: Page) -> Locator:
    """The question that stands in front of the page."""
    return desk.get_by_role("dialog")


def test_the_menu_of_an_item_is_used_by_keyboard(desk: Page) -> None:
    desk.locator("#item-p1-2 .more").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("menuitem").first).to_be_focused()
    assert violations(desk) == []
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_role("menuitem", name="写入一条意见")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("menu")).to_have_count(0)
    expect(desk.locator("#item-p1-2 .more")).to_be_focused()


def test_an_item_is_drafted_again_and_what_it_was_is_brought_back(
    desk: Page, paper: Paper, service: Service
) -> None:
    before = text_of(words(desk, "p2-1"))
    act(desk, "p2-1", "重新起草这一条")
    item = desk.locator("#item-p2-1")
    expect(item).to_contain_text("这一条已重新起草", timeout=PATIENCE_S * 1000)
    written = text_of(words(desk, "p2-1"))
    assert written != before
    item.get_by_role("button", name="恢复上一版").click()
    expect(words(desk, "p2-1")).to_have_text(before)
    with service.client() as client:
        assert paper.text(client, "p2-1") == before
    desk.get_by_role("button", name="还是用新写的").click()
    expect(words(desk, "p2-1")).to_have_text(written)


def test_words_typed_while_an_item_is_drafted_again_stand(
    desk: Page, paper: Paper, service: Service
) -> None:
    service.model.speed = Speed(first_token_s=3.0)
    act(desk, "p2-1", "重新起草这一条")
    item = desk.locator("#item-p2-1")
    expect(item.locator(".job")).to_be_visible()
    caret(desk, "p2-1", "学用结合没有兑现。")
    desk.keyboard.insert_text("这句是我写的。")
    saved(desk)
    expect(item.locator(".aside, .conflict")).to_be_visible(timeout=PATIENCE_S * 1000)
    expect(words(desk, "p2-1")).to_contain_text("这句是我写的。")
    with service.client() as client:
        assert "这句是我写的。" in paper.text(client, "p2-1")


def test_a_note_is_told_in_an_item_and_taken_out_again(
    desk: Page, paper: Paper, service: Service
) -> None:
    before = text_of(words(desk, "p4-2"))
    act(desk, "p4-2", "写入一条意见")
    dialog(desk).get_by_label("搜索意见").fill("打扫卫生")
    dialog(desk).get_by_text("支部活动就是打扫卫生").click()
    assert violations(desk) == []
    dialog(desk).get_by_role("button", name="写入").click()
    expect(words(desk, "p4-2")).to_contain_text("支部活动就是打扫卫生")
    with service.client() as client:
        kept = paper.item(client, "p4-2")["item"]["sentences"]
        assert any(one["notes"] == ["N8"] for one in kept)
    desk.locator("#notices").get_by_role("button", name="撤销").click()
    expect(words(desk, "p4-2")).to_have_text(before)


def test_a_note_goes_from_its_tab_into_the_item_with_the_caret(desk: Page) -> None:
    caret(desk, "p4-2", "【待补")
    desk.get_by_role("tab", name="意见").click()
    desk.locator("#note-N5").get_by_role("button", name="写进当前这一条").click()
    expect(words(desk, "p4-2")).to_contain_text("停水不通知")


def test_the_history_of_an_item_shows_what_changed_and_brings_it_back(desk: Page) -> None:
    before = text_of(words(desk, "p1-2"))
    caret(desk, "p1-2", "局里还没声音。")
    desk.keyboard.insert_text("事后也没有说明。")
    saved(desk)
    act(desk, "p1-2", "历次改动")
    newest = dialog(desk).locator(".versions > li").first
    expect(newest).to_contain_text("修改")
    expect(newest.locator("ins")).to_have_text("事后也没有说明。")
    assert violations(desk) == []
    dialog(desk).get_by_role("radio").last.check()
    dialog(desk).get_by_role("button", name="恢复选中的一版").click()
    expect(words(desk, "p1-2")).to_have_text(before)


def test_an_item_is_added_moved_and_taken_out_and_all_of_it_is_undone(desk: Page) -> None:
    section = desk.locator(".chapter.problems .section").first
    section.get_by_role("button", name="添一条").click()
    dialog(desk).get_by_label("标题").fill("请示报告不及时")
    dialog(desk).get_by_label("内容").fill("8月停水一事\n三天后才报告。")
    dialog(desk).get_by_role("button", name="添加").click()
    added = section.locator(".item").nth(2)
    expect(added).to_contain_text("3.请示报告不及时。8月停水一事三天后才报告。")
    expect(added.locator(".text")).to_be_focused()
    desk.keyboard.press("Alt+ArrowUp")
    expect(section.locator(".item").nth(1)).to_contain_text("2.请示报告不及时")
    desk.locator(".notice", has_text="已移动").get_by_role("button", name="撤销").click()
    expect(section.locator(".item").nth(2)).to_contain_text("3.请示报告不及时")
    section.locator(".item").nth(0).locator(".more").click()
    desk.get_by_role("menuitem", name="删去这一条").click()
    expect(section.locator(".item")).to_have_count(2)
    expect(section.locator(".item").first).to_contain_text("1.舆情反应慢")
    desk.locator(".notice", has_text="已删去").get_by_role("button", name="撤销").click()
    expect(section.locator(".item").first).to_contain_text("1.理论学习方面")


def test_a_removed_item_is_brought_back_from_the_list(desk: Page) -> None:
    act(desk, "p1-2", "删去这一条")
    expect(desk.locator("#item-p1-2")).to_have_count(0)
    desk.get_by_role("button", name="各版和删去的").click()
    desk.get_by_role("menuitem", name="已删去的条目").click()
    dialog(desk).get_by_role("button", name="恢复").click()
    dialog(desk).get_by_role("button", name="关闭").click()
    expect(desk.locator("#item-p1-2")).to_be_visible()


def test_links_are_seen_followed_and_mended(desk: Page, paper: Paper, service: Service) -> None:
    cause = desk.locator("#item-c4 .links")
    cause.get_by_role("button", name=re.compile("对应问题：2.支部组织生活")).click()
    expect(words(desk, "p2-2")).to_be_focused()
    expect(desk.locator("#item-p2-2 .links")).to_contain_text("原因：（四）")
    act(desk, "p2-2", "删去这一条")
    expect(cause).to_contain_text("没有对应的问题")
    cause.get_by_role("button", name=re.compile("对应的问题")).click()
    dialog(desk).get_by_label("1.中心组学习光念文件").check()
    dialog(desk).get_by_role("button", name="保存").click()
    expect(cause).to_contain_text("对应问题：1.中心组学习光念文件")
    with service.client() as client:
        assert paper.item(client, "c4")["item"]["links"] == ["p2-1"]


def test_a_whole_version_is_kept_compared_and_brought_back(desk: Page) -> None:
    before = text_of(words(desk, "p1-2"))
    desk.get_by_role("button", name="各版和删去的").click()
    desk.get_by_role("menuitem", name="整份材料的各版").click()
    dialog(desk).get_by_role("button", name="把现在的稿子留一版").click()
    expect(desk.locator("#notices")).to_contain_text("已留为第")
    dialog(desk).get_by_role("button", name="取消").click()
    caret(desk, "p1-2", "局里还没声音。")
    desk.keyboard.insert_text("后来改了。")
    saved(desk)
    desk.get_by_role("button", name="各版和删去的").click()
    desk.get_by_role("menuitem", name="整份材料的各版").click()
    dialog(desk).get_by_role("radio").first.check()
    expect(dialog(desk).locator("ins")).to_have_text("后来改了。")
    assert violations(desk) == []
    dialog(desk).get_by_role("button", name="恢复选中的一版").click()
    dialog(desk).get_by_role("button", name="恢复", exact=True).click()
    expect(words(desk, "p1-2")).to_have_text(before)


def test_two_tabs_change_one_item_and_neither_loses_a_word(
    desk: Page, paper: Paper, service: Service, context: BrowserContext, watch: Watch
) -> None:
    watch.forgive("409")
    other = context.new_page()
    opened(other, paper)
    caret(other, "p1-2", "局里还没声音。")
    other.keyboard.insert_text("别人的话。")
    saved(other)
    caret(desk, "p1-2", "有同志反映，")
    desk.keyboard.insert_text("经核实，")
    conflict = desk.locator("#item-p1-2 .conflict")
    expect(conflict.locator("ins")).to_have_count(2)
    expect(desk.locator("#save-state")).to_have_text("有一条要您选择")
    assert violations(desk) == []
    conflict.get_by_role("button", name="合起来再改").click()
    saved(desk)
    expect(words(desk, "p1-2")).to_contain_text("经核实，")
    with service.client() as client:
        kept = paper.text(client, "p1-2")
    assert "经核实，" in kept
    assert "别人的话。" in kept


def test_of_two_texts_one_is_taken_and_the_other_can_be_had_again(
    desk: Page, paper: Paper, service: Service, watch: Watch
) -> None:
    watch.forgive("409")
    with service.client() as client:
        paper.edit(client, "p1-2", text="别人写的一整条。")
        caret(desk, "p1-2", "局里还没声音。")
        desk.keyboard.insert_text("我写的。")
        desk.locator("#item-p1-2").get_by_role("button", name="用对方的").click()
        expect(words(desk, "p1-2")).to_have_text("别人写的一整条。")
        desk.get_by_role("button", name="还是用我的").click()
        saved(desk)
        assert "我写的。" in paper.text(client, "p1-2")
        paper.edit(client, "p1-2", text="别人又写了一遍。")
        caret(desk, "p1-2", "我写的。")
        desk.keyboard.insert_text("再加一句。")
        desk.locator("#item-p1-2").get_by_role("button", name="用我的").click()
        saved(desk)
        assert "我写的。再加一句。" in paper.text(client, "p1-2")


def test_the_paper_is_had_as_files(desk: Page) -> None:
    for name, file in (("Word 稿", ".docx"), ("一页摘要", "摘要）.docx"), ("意见整理表", ".xlsx")):
        desk.get_by_role("button", name="导出").click()
        with desk.expect_download() as download:
            desk.get_by_role("menuitem", name=name).click()
        assert download.value.suggested_filename.endswith(file)
    expect(desk.get_by_role("link", name="报送").last).to_have_attribute("href", "sending")
