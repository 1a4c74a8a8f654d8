"""台账: written as in a spreadsheet, kept by itself, by two people at once."""

import io
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.browsing import PHONE, Visitors, Watch, held_back, settled
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.scene import Scene

# The machine is shared: what takes a moment alone takes seconds among other tests.
expect.set_options(timeout=20_000)


def at_ledger(visitors: Visitors, scene: Scene) -> Page:
    page = visitors.signed_in("clerk", scene.office.password)
    settled(page, scene.address("/assignments/{assignment}/ledger"))
    return page


def cell(page: Page, row: int, title: str) -> Locator:
    return page.get_by_label(f"第{row}行{title}", exact=True)


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text("全部已保存")


def kept(scene: Scene) -> list[dict[str, str]]:
    with scene.office.client("clerk") as clerk:
        address = scene.address("/api/v1/assignments/{assignment}/ledger")
        items: list[dict[str, str]] = clerk.get(address).json()["items"]
    return items


def test_cells_are_written_with_the_keyboard_and_kept(scene: Scene, visitors: Visitors) -> None:
    page = at_ledger(visitors, scene)
    cell(page, 1, "责任人").focus()
    page.keyboard.type("张明")
    page.keyboard.press("Enter")
    expect(cell(page, 2, "责任人")).to_be_focused()
    page.keyboard.type("李红")
    page.keyboard.press("ArrowRight")
    expect(cell(page, 2, "责任部门")).to_be_focused()
    page.keyboard.type("水政股")
    page.keyboard.press("ArrowUp")
    expect(cell(page, 1, "责任部门")).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell(page, 1, "完成时限")).to_be_focused()
    page.keyboard.type("第一步")
    page.keyboard.press("Alt+Enter")
    page.keyboard.type("第二步")
    page.keyboard.press("Tab")
    saved(page)
    first, second, *_ = kept(scene)
    assert (first["owner"], first["deadline"]) == ("张明", "第一步\n第二步")
    assert (second["owner"], second["department"]) == ("李红", "水政股")
    page.reload()
    expect(cell(page, 1, "责任人")).to_have_value("张明")


def test_steps_are_taken_back_over_cells_and_done_again(scene: Scene, visitors: Visitors) -> None:
    page = at_ledger(visitors, scene)
    cell(page, 1, "责任人").fill("张明")
    page.keyboard.press("Enter")
    cell(page, 3, "状态").select_option("已完成")
    page.keyboard.press("Control+z")
    expect(cell(page, 3, "状态")).to_have_value("未启动")
    page.keyboard.press("Control+z")
    expect(cell(page, 1, "责任人")).to_have_value("")
    page.keyboard.press("Control+y")
    expect(cell(page, 1, "责任人")).to_have_value("张明")
    page.keyboard.press("Tab")
    saved(page)
    assert [(line["owner"], line["status"]) for line in kept(scene)[:3]] == [
        ("张明", "未启动"),
        ("", "未启动"),
        ("", "未启动"),
    ]


def test_cells_copied_from_a_spreadsheet_are_put_side_by_side(
    scene: Scene, visitors: Visitors
) -> None:
    page = at_ledger(visitors, scene)
    cell(page, 1, "责任人").focus()
    copied = '张明\t水政股\t2099年3月底\t进行中\r\n"李""红"\t"河道股\n水库股"\t\t不是状态\r\n'
    paste(page, copied)
    expect(cell(page, 2, "责任部门")).to_have_value("河道股\n水库股")
    saved(page)
    first, second, *_ = kept(scene)
    assert (first["owner"], first["department"], first["status"]) == ("张明", "水政股", "进行中")
    assert (second["owner"], second["deadline"], second["status"]) == ('李"红', "", "未启动")
    page.keyboard.press("Control+z")
    expect(cell(page, 1, "责任人")).to_have_value("")
    expect(cell(page, 2, "责任部门")).to_have_value("")
    saved(page)
    assert [line["owner"] for line in kept(scene)[:2]] == ["", ""]


def paste(page: Page, text: str) -> None:
    """Pastes a text where the focus is, as the clipboard would bring it."""
    page.evaluate(
        """text => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const given = { clipboardData, bubbles: true, cancelable: true };
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", given));
        }""",
        text,
    )


def test_escape_gives_a_cell_its_words_back(scene: Scene, visitors: Visitors) -> None:
    page = at_ledger(visitors, scene)
    before = cell(page, 1, "问题").input_value()
    cell(page, 1, "问题").fill("写错了")
    page.keyboard.press("Escape")
    expect(cell(page, 1, "问题")).to_have_value(before)
    saved(page)
    assert kept(scene)[0]["problem"] == before


def test_a_line_is_added_below_and_taken_away_and_brought_back(
    scene: Scene, visitors: Visitors
) -> None:
    page = at_ledger(visitors, scene)
    cell(page, 1, "责任人").focus()
    page.keyboard.press("Control+Enter")
    expect(cell(page, 2, "问题")).to_be_focused()
    page.keyboard.type("食堂排队太久")
    page.keyboard.press("Tab")
    saved(page)
    assert kept(scene)[1]["problem"] == "食堂排队太久"
    page.get_by_role("button", name="删去第2行").click()
    expect(page.get_by_text("已删去一行")).to_be_visible()
    expect(cell(page, 2, "问题")).not_to_have_value("食堂排队太久")
    assert "食堂排队太久" not in [line["problem"] for line in kept(scene)]
    page.locator(".notice").get_by_role("button", name="撤销").click()
    expect(cell(page, 2, "问题")).to_have_value("食堂排队太久")
    saved(page)
    assert kept(scene)[1]["problem"] == "食堂排队太久"


def test_a_line_without_a_problem_says_what_is_missing(scene: Scene, visitors: Visitors) -> None:
    page = at_ledger(visitors, scene)
    page.get_by_role("button", name="添一行").click()
    page.keyboard.press("Tab")
    page.keyboard.type("先写措施")
    page.keyboard.press("Tab")
    expect(page.get_by_text("问题不能空着，填上才能保存")).to_be_visible()
    expect(page.locator("#saved")).to_have_text("有 1 行没有保存，请看标红的行")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("后写问题")
    page.keyboard.press("Tab")
    saved(page)
    assert (kept(scene)[-1]["problem"], kept(scene)[-1]["measure"]) == ("后写问题", "先写措施")


def test_the_overdue_are_told_in_words_and_found(scene: Scene, visitors: Visitors) -> None:
    page = at_ledger(visitors, scene)
    cell(page, 2, "完成时限").fill("2020年3月底")
    cell(page, 3, "完成时限").fill("2020-01-01")
    cell(page, 3, "状态").select_option("已完成")
    cell(page, 4, "完成时限").fill("2099年12月")
    cell(page, 5, "完成时限").fill("长期")
    saved(page)
    assert "已逾期" in (page.get_by_role("row").nth(2).text_content() or "")
    expect(page.get_by_text("逾期 1 行")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("只看逾期的").check()
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(2)
    page.get_by_label("只看逾期的").uncheck()
    page.get_by_role("button", name="完成时限").click()
    expect(page.get_by_label("第1行完成时限")).to_have_value("2020-01-01")
    expect(page.get_by_label("第2行完成时限")).to_have_value("2020年3月底")
    expect(page.get_by_role("columnheader", name="完成时限")).to_have_attribute(
        "aria-sort", "ascending"
    )


def one_ahead(visitors: Visitors, scene: Scene) -> tuple[Page, Page]:
    """Two people's pages of one ledger; the first saved an owner that the other has not read."""
    one, other = at_ledger(visitors, scene), at_ledger(visitors, scene)
    cell(one, 1, "责任人").fill("张明")
    one.keyboard.press("Tab")
    saved(one)
    return one, other


def test_two_people_at_different_cells_of_one_line_lose_nothing(
    scene: Scene, visitors: Visitors, watch: Watch
) -> None:
    _, other = one_ahead(visitors, scene)
    watch.forgive("409")
    cell(other, 1, "责任部门").fill("水政股")
    other.keyboard.press("Tab")
    expect(cell(other, 1, "责任人")).to_have_value("张明")
    saved(other)
    assert (kept(scene)[0]["owner"], kept(scene)[0]["department"]) == ("张明", "水政股")


def test_two_people_at_the_same_cell_choose_with_both_before_them(
    scene: Scene, visitors: Visitors, watch: Watch
) -> None:
    _, other = one_ahead(visitors, scene)
    watch.forgive("409")
    cell(other, 1, "责任人").fill("李红")
    other.keyboard.press("Tab")
    question = other.get_by_role("dialog")
    expect(question).to_contain_text("张明")
    expect(question).to_contain_text("李红")
    question.get_by_label("留下").select_option("别人保存的")
    question.get_by_role("button", name="就这样").click()
    expect(cell(other, 1, "责任人")).to_have_value("张明")
    saved(other)
    assert kept(scene)[0]["owner"] == "张明"


def test_a_lost_line_keeps_the_words_and_they_are_kept_later(
    scene: Scene, visitors: Visitors, watch: Watch
) -> None:
    page = at_ledger(visitors, scene)
    watch.forgive("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.get_by_role("button", name="添一行").click()
    page.keyboard.type("断网时写的")
    page.keyboard.press("Tab")
    expect(page.locator("#saved")).to_have_text("有 1 行没有保存，请看标红的行")
    page.context.set_offline(False)
    saved(page)
    assert [line["problem"] for line in kept(scene)].count("断网时写的") == 1


@ALSO_IN_CHROMIUM_88
def test_words_that_are_not_kept_hold_the_page(
    scene: Scene, visitors: Visitors, watch: Watch
) -> None:
    page = at_ledger(visitors, scene)
    watch.forgive("ERR_INTERNET_DISCONNECTED")
    # The page that leads away has to come, which it would not without a line.
    page.route("**/api/v1/**", lambda route: route.abort("internetdisconnected"))
    page.get_by_role("button", name="添一行").click()
    page.keyboard.type("断网时写的")
    assert held_back(page, "/help")
    expect(page.locator("textarea:focus")).to_have_value("断网时写的")


def test_a_line_that_somebody_took_away_is_offered_anew(
    scene: Scene, visitors: Visitors, watch: Watch
) -> None:
    page = at_ledger(visitors, scene)
    with scene.office.client("head") as head:
        line = kept(scene)[0]
        address = scene.address("/api/v1/assignments/{assignment}/ledger/") + line["id"]
        head.delete(address, headers={"If-Match": f'"{line["version"]}"'}).raise_for_status()
    watch.forgive("404")
    cell(page, 1, "责任人").fill("张明")
    page.keyboard.press("Tab")
    page.get_by_role("dialog").get_by_role("button", name="添上").click()
    saved(page)
    assert [one["owner"] for one in kept(scene) if one["problem"] == line["problem"]] == ["张明"]


def test_lines_written_by_hand_stay_when_the_draft_makes_them_anew(
    scene: Scene, visitors: Visitors
) -> None:
    page = at_ledger(visitors, scene)
    cell(page, 1, "整改措施").fill("自己写的措施")
    page.keyboard.press("Tab")
    count = len(kept(scene))
    page.get_by_role("button", name="按草稿生成", exact=True).first.click()
    expect(page.get_by_text("已与草稿对过；改过的行没有动")).to_be_visible()
    expect(cell(page, 1, "整改措施")).to_have_value("自己写的措施")
    assert len(kept(scene)) == count


def test_it_is_exported_with_the_last_word_in_it(
    scene: Scene, visitors: Visitors, tmp_path: Path
) -> None:
    page = at_ledger(visitors, scene)
    cell(page, 1, "责任人").fill("张明")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Excel").click()
    path = tmp_path / "ledger.xlsx"
    download.value.save_as(path)
    sheet = load_workbook(io.BytesIO(path.read_bytes())).worksheets[0]
    assert "张明" in [value for row in sheet.iter_rows(values_only=True) for value in row]


def test_all_ledgers_are_seen_together_the_overdue_first(scene: Scene, visitors: Visitors) -> None:
    page = at_ledger(visitors, scene)
    problem = cell(page, 4, "问题").input_value()
    cell(page, 4, "完成时限").fill("2020年3月底")
    cell(page, 4, "责任人").fill("张明")
    page.keyboard.press("Tab")
    saved(page)
    settled(page, "/ledger")
    first = page.get_by_role("row").nth(1)
    expect(first).to_contain_text(problem)
    expect(first).to_contain_text("已逾期")
    expect(
        page.get_by_role("row").filter(has_text="巡察整改专题民主生活会材料").first
    ).to_be_visible()
    assert violations(page) == []
    page.get_by_label("责任人或部门").select_option("张明")
    expect(page.get_by_role("row")).to_have_count(2)
    first.get_by_role("link").click()
    expect(cell(page, 4, "问题")).to_be_focused()


def test_it_fits_a_phone(scene: Scene, visitors: Visitors) -> None:
    page = visitors.signed_in("clerk", scene.office.password, viewport=PHONE)
    for address in ("/assignments/{assignment}/ledger", "/ledger"):
        settled(page, scene.address(address))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
