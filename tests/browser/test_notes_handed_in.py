"""A drafter hands notes in: files, pasted words, bad files, and clues that nobody may rewrite."""

from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, expect

from service.samples import NOTES as SAMPLES
from tests.browser.axe import violations
from tests.browser.browsing import Watch
from tests.browser.handed_in import CLUE, TITLE, UNIT, Sorted, assigned, kept, opened, with_notes
from tests.browser.serving import Service, ServiceProcess

_SHEET = SAMPLES / "qinglan-water-2025.xlsx"
_CHOOSE = "#intake input[type=file]"


def test_a_dropped_sheet_becomes_a_table_of_notes(service: Service, page: Page) -> None:
    made = _empty(service)
    opened(page, made)
    expect(page.get_by_role("heading", name="先把收到的意见交进来")).to_be_visible()
    assert violations(page) == []
    page.locator(_CHOOSE).set_input_files(_SHEET)
    expect(page.get_by_text("已经理好，共 93 条意见")).to_be_visible()
    expect(page.locator("#counts")).to_contain_text("交来 85 行（5 行没有内容），理成 93 条意见")
    page.locator("tr.note").first.get_by_role("button", name="改").click()
    detail = page.locator("tr.detail")
    expect(detail).to_contain_text(f"来自 {_SHEET.name}")
    with page.expect_download() as download:
        detail.get_by_role("link", name="下载原件").click()
    assert Path(download.value.path()).read_bytes() == _SHEET.read_bytes()


def test_pasted_lines_are_counted_kept_through_a_refresh_and_handed_in(
    service: Service, page: Page
) -> None:
    made = _empty(service)
    opened(page, made)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("textbox", name="一行一条").fill(
        "报销要跑四个科室\n\n停水不通知，8月9号停了一天\n"
    )
    page.get_by_role("textbox", name="来源").fill("股室座谈会")
    expect(page.get_by_text("将交入 2 条")).to_be_visible()
    page.reload()
    expect(page.get_by_text("将交入 2 条")).to_be_visible()
    page.get_by_role("button", name="交入并整理").click()
    expect(page.get_by_text("已经理好，共 2 条意见")).to_be_visible()
    found = kept(service, made).values()
    assert {note["text"] for note in found} == {"报销要跑四个科室", "停水不通知，8月9号停了一天"}
    assert {note["source"] for note in found} == {"股室座谈会"}


def test_a_bad_file_is_named_with_its_cause_and_does_not_hold_up_the_others(
    service: Service, page: Page, tmp_path: Path
) -> None:
    bad, good = tmp_path / "坏的.docx", tmp_path / "好的.txt"
    bad.write_bytes(b"PK\x03\x04 nothing of the kind")
    good.write_text("报销要跑四个科室\n停水不通知，8月9号停了一天\n", encoding="utf-8")
    opened(page, _empty(service))
    page.locator(_CHOOSE).set_input_files([bad, good])
    expect(page.get_by_text("已经理好，共 2 条意见")).to_be_visible()
    expect(page.locator(".skipped .error")).to_contain_text("没有读进来：坏的.docx")
    page.reload()
    expect(page.locator(".skipped .error")).to_contain_text("没有读进来：坏的.docx")


def test_what_went_wrong_with_a_file_is_still_told_after_a_refresh(
    service: Service, page: Page, tmp_path: Path
) -> None:
    bad = tmp_path / "坏的.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing of the kind")
    opened(page, _empty(service))
    page.locator(_CHOOSE).set_input_files(bad)
    expect(page.locator(".job.bad")).to_contain_text("坏的.xlsx：")
    page.reload()
    expect(page.locator(".job.bad")).to_contain_text("坏的.xlsx：")
    expect(page.get_by_role("heading", name="先把收到的意见交进来")).to_be_visible()


def test_lines_that_another_program_handed_in_are_sorted_at_a_click(
    service: Service, page: Page
) -> None:
    made = _empty(service)
    with service.client() as client:
        notes = [{"id": "新 1", "text": "报销要跑四个科室", "source": "意见箱"}]
        client.post(f"{made.api}/notes", json={"notes": notes}).raise_for_status()
    opened(page, made)
    expect(page.locator("#counts")).to_contain_text("交来 1 行，还没有整理")
    page.get_by_role("button", name="整理这 1 行").click()
    expect(page.get_by_text("已经理好，共 1 条意见")).to_be_visible()
    page.goto(f"{made.address}#note-{quote('新 1')}")
    page.reload()
    expect(page.locator("tr.detail")).to_contain_text("报销要跑四个科室")


def test_a_file_of_another_sort_is_refused_by_name_before_it_is_sent(
    service: Service, page: Page, tmp_path: Path
) -> None:
    picture = tmp_path / "照片.png"
    picture.write_bytes(b"\x89PNG")
    opened(page, _empty(service))
    page.locator(_CHOOSE).set_input_files(picture)
    expect(page.get_by_role("alert")).to_contain_text("照片.png")


def test_clues_lie_in_a_closed_box_and_are_only_handed_on(service: Service, page: Page) -> None:
    opened(page, with_notes(service))
    expect(page.get_by_text(CLUE)).to_be_hidden()
    expect(page.locator("tr.note").filter(has_text="烟酒卡")).to_have_count(0)
    page.get_by_text("线索 1 条（").click()
    box = page.locator("#clues")
    expect(box.get_by_role("blockquote")).to_have_text(CLUE)
    expect(box).to_contain_text("请原样移交纪检")
    assert violations(page) == []
    with page.expect_download() as download:
        box.get_by_role("link", name="导出线索").click()
    assert download.value.suggested_filename == f"{TITLE}（线索）.xlsx"


def test_a_clue_that_is_none_can_be_put_back_among_the_notes(service: Service, page: Page) -> None:
    made = with_notes(service)
    opened(page, made)
    page.get_by_text("线索 1 条（").click()
    page.get_by_role("button", name="这不是线索").click()
    page.get_by_role("dialog").get_by_role("button", name="放回意见").click()
    expect(page.locator("tr.note").filter(has_text="烟酒卡")).to_be_visible()
    assert kept(service, made)["N9"]["route"] == "draft"


def test_the_table_of_notes_can_be_taken_away_before_anything_is_drafted(
    service: Service, page: Page
) -> None:
    opened(page, with_notes(service))
    with page.expect_download() as download:
        page.get_by_role("link", name="导出意见表").click()
    assert download.value.suggested_filename == f"{TITLE}（意见整理表）.xlsx"
    expect(page.get_by_role("link", name="下一步：起草")).to_be_visible()


def test_two_thousand_notes_come_in_slices_and_all_can_be_reached(
    service: Service, page: Page
) -> None:
    texts = [f"第{n}号泵站的巡查记录有{n % 7 + 2}处是后补的" for n in range(2000)]
    made = with_notes(service, tuple((f"P{n}", text, "巡察") for n, text in enumerate(texts)))
    opened(page, made)
    expect(page.locator("tr.note").first).to_be_visible()
    assert page.locator("tr.note").count() < 400
    page.get_by_label("查找").fill("第1987号")
    expect(page.locator('tr.note[data-note="P1987"]')).to_be_visible()


def test_hostile_notes_and_names_are_shown_as_the_text_they_are(
    service: Service, page: Page, tmp_path: Path
) -> None:
    attack = '<img src=x onerror="document.title=1">停水{{7*7}}</script>不通知，8月9号停了一天'
    named = tmp_path / "'\"<b>名.txt"
    named.write_text(f"{attack}\n", encoding="utf-8")
    opened(page, _empty(service))
    page.locator(_CHOOSE).set_input_files(named)
    expect(page.locator("tr.note").first).to_contain_text(attack)
    page.locator("tr.note").first.get_by_role("button", name="改").click()
    expect(page.locator("tr.detail")).to_contain_text("<b>名.txt")
    assert page.locator("main img").count() == 0


def test_a_service_killed_while_it_sorts_finishes_when_it_is_back(
    service_process: ServiceProcess, page: Page, watch: Watch
) -> None:
    watch.forgive("ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE")
    made = _empty(service_process)
    opened(page, made)
    page.locator(_CHOOSE).set_input_files(_SHEET)
    expect(page.locator(".job")).to_be_visible()
    service_process.restart()
    expect(page.get_by_text("已经理好，共 93 条意见")).to_be_visible(timeout=60_000)


def _empty(service: Service) -> Sorted:
    with service.client() as client:
        unit = client.post("/api/v1/units", json={"name": UNIT}).json()["id"]
        return assigned(client, unit)
