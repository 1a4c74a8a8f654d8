"""Somebody sees to it that every note is answered: written in, or set aside with a reason."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from service.kinds import load_kinds
from tests.browser.axe import violations
from tests.browser.browsing import PHONE, Visitors, Watch, settled
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.draft.drafted import NOTES, Paper, copied, seeded, the_paper
from tests.browser.serving import Service

MISSING = "N3"
TEXT = {name: text for name, text, _ in NOTES}
PARTS = ("problem", "cause", "measure")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with a drafted paper that answers every note."""
    folder = tmp_path / "data"
    folder.mkdir()
    return copied(folder)


@pytest.fixture
def paper(service: Service) -> Paper:
    """The same paper after somebody took out what answers N3."""
    made = the_paper()
    with service.client() as client:
        for item in _items(service, made):
            notes = {name for sentence in item["sentences"] for name in sentence["notes"]}
            if MISSING in notes:
                address = f"/api/v1/drafts/{made.draft}/items/{item['id']}"
                version = client.get(address).headers["etag"]
                client.delete(address, headers={"If-Match": version}).raise_for_status()
    return made


def _items(service: Service, paper: Paper) -> list[dict[str, Any]]:
    with service.client() as client:
        chapters = client.get(f"/api/v1/assignments/{paper.task}/draft").json()
    sections = [s for c in chapters["draft"]["paper"]["chapters"] for s in c["sections"]]
    return [item for section in sections for item in section["items"] if item["role"] in PARTS]


def _opened(page: Page, paper: Paper, query: str = "") -> Page:
    settled(page, f"/assignments/{paper.task}/coverage{query}")
    return page


def _row(page: Page, note: str) -> Locator:
    return page.locator(f'tr[data-note="{note}"]')


def test_what_is_missing_comes_first_and_counts_are_told_in_words_and_in_a_bar(
    page: Page, paper: Paper
) -> None:
    _opened(page, paper)
    expect(page.locator("#matrix tbody tr").first).to_contain_text(TEXT[MISSING])
    expect(_row(page, MISSING)).to_contain_text("没有写入")
    expect(page.get_by_text(re.compile(rf"共{len(NOTES)}条意见：没有写入1条"))).to_be_visible()
    expect(page.get_by_role("img", name="全部意见")).to_have_accessible_name(
        re.compile("没有写入1条")
    )
    page.get_by_text("按意见来源看").click()
    by_source = page.get_by_role("region", name="按来源统计")
    expect(by_source.get_by_role("row", name=re.compile("线上问卷"))).to_contain_text("2")
    assert violations(page) == []


def test_a_filter_and_words_narrow_the_table_and_a_refresh_keeps_them(
    page: Page, paper: Paper
) -> None:
    _opened(page, paper)
    page.get_by_role("button", name="没有写入 1").click()
    expect(page.locator("#matrix tbody tr")).to_have_count(1)
    page.reload()
    expect(page.locator("#matrix tbody tr")).to_have_count(1)
    page.get_by_role("button", name=f"全部 {len(NOTES)}").click()
    page.get_by_label("来源", exact=True).select_option("谈心谈话")
    expect(page.locator("#matrix tbody tr")).to_have_count(2)
    page.get_by_label("查找").fill("无人机")
    expect(page.locator("#matrix tbody tr")).to_have_count(1)
    page.get_by_label("查找").fill("没有这样的话")
    expect(page.get_by_text("没有符合条件的意见")).to_be_visible()


def test_a_note_leads_to_its_item_and_an_item_to_its_notes(
    service: Service, page: Page, paper: Paper
) -> None:
    item = next(i for i in _items(service, paper) if i["role"] == "problem")
    note = item["sentences"][0]["notes"][0]
    _opened(page, paper)
    link = _row(page, note).get_by_role("link", name=item["headline"][:10]).first
    expect(link).to_have_attribute("href", f"{paper.path}#item-{item['id']}")
    page.get_by_role("button", name="按材料条目看").click()
    row = page.locator(f'[id="item-{item["id"]}"]')
    back = row.get_by_role("link", name=TEXT[note][:8])
    expect(back).to_have_attribute("href", f"/assignments/{paper.task}/notes#note-{note}")
    assert violations(page) == []
    row.get_by_role("link", name=item["headline"][:10]).click()
    page.wait_for_url(f"**{paper.path}#item-{item['id']}")


def test_a_link_to_one_note_or_item_shows_its_row_whatever_is_filtered(
    service: Service, page: Page, paper: Paper
) -> None:
    _opened(page, paper, f"?status=reflected#note-{MISSING}")
    expect(_row(page, MISSING)).to_be_focused()
    item = _items(service, paper)[0]["id"]
    page.goto(f"/assignments/{paper.task}/coverage#item-{item}")
    expect(page.locator(f'[id="item-{item}"]')).to_be_focused()


def test_a_reason_is_given_changed_taken_back_and_every_step_undone(
    page: Page, paper: Paper
) -> None:
    _opened(page, paper)
    _row(page, MISSING).get_by_role("button", name="说明不写").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(TEXT[MISSING])
    assert violations(page) == []
    dialog.get_by_role("button", name="已立行立改").click()
    dialog.get_by_role("button", name="保存说明").click()
    expect(_row(page, MISSING)).to_contain_text("说明不写")
    expect(_row(page, MISSING)).to_contain_text("已立行立改，不再写入材料")
    _row(page, MISSING).get_by_role("button", name="改说明").click()
    dialog.get_by_label("理由").fill("已在全县专项方案中统一安排")
    dialog.get_by_role("button", name="保存说明").click()
    expect(_row(page, MISSING)).to_contain_text("统一安排")
    page.get_by_role("button", name="撤销").last.click()
    expect(_row(page, MISSING)).to_contain_text("已立行立改")
    page.reload()
    expect(_row(page, MISSING)).to_contain_text("已立行立改")
    _row(page, MISSING).get_by_role("button", name="收回说明").click()
    expect(_row(page, MISSING)).to_contain_text("没有写入")
    page.get_by_role("button", name="撤销").last.click()
    expect(_row(page, MISSING)).to_contain_text("已立行立改")


def test_a_reason_that_somebody_else_gave_meanwhile_is_shown_before_it_is_replaced(
    service: Service, page: Page, paper: Paper, watch: Watch
) -> None:
    watch.forgive("409")
    _opened(page, paper)
    _row(page, MISSING).get_by_role("button", name="说明不写").click()
    with service.client() as client:
        address = f"/api/v1/assignments/{paper.task}/coverage/{MISSING}"
        said = {"reason": "别人写的理由"}
        client.put(address, json=said, headers={"If-Match": '"0"'}).raise_for_status()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("理由").fill("我写的理由")
    dialog.get_by_role("button", name="保存说明").click()
    expect(dialog.get_by_role("alert")).to_contain_text("别人写的理由")
    expect(dialog.get_by_label("理由")).to_have_value("我写的理由")
    dialog.get_by_role("button", name="保存说明").click()
    expect(_row(page, MISSING)).to_contain_text("我写的理由")


def test_a_reason_survives_a_lost_line(page: Page, paper: Paper, watch: Watch) -> None:
    watch.forgive("ERR_INTERNET_DISCONNECTED")
    _opened(page, paper)
    _row(page, MISSING).get_by_role("button", name="说明不写").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("理由").fill("已当面答复")
    page.context.set_offline(True)
    dialog.get_by_role("button", name="保存说明").click()
    expect(dialog.get_by_role("alert")).to_contain_text("连不上服务")
    page.context.set_offline(False)
    dialog.get_by_role("button", name="保存说明").click()
    expect(_row(page, MISSING)).to_contain_text("已当面答复")


def test_a_note_is_written_into_an_item_and_taken_out_again(page: Page, paper: Paper) -> None:
    _opened(page, paper)
    _row(page, MISSING).get_by_role("button", name="写进某一条").click()
    dialog = page.get_by_role("dialog")
    option = dialog.get_by_label("写进哪一条").locator("option").first
    item = option.get_attribute("value")
    dialog.get_by_role("button", name="写进这一条").click()
    places = _row(page, MISSING).get_by_role("link")
    expect(places.last).to_have_attribute("href", f"{paper.path}#item-{item}")
    expect(_row(page, MISSING)).not_to_contain_text("没有写入")
    page.get_by_role("button", name="撤销").last.click()
    expect(_row(page, MISSING)).to_contain_text("没有写入")


@ALSO_IN_CHROMIUM_88
def test_everything_is_done_by_keyboard(page: Page, paper: Paper) -> None:
    _opened(page, paper)
    page.keyboard.press("F8")
    expect(_row(page, MISSING)).to_be_focused()
    page.keyboard.press("w")
    expect(page.get_by_role("dialog", name="写进某一条")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("F8")
    page.keyboard.press("b")
    page.keyboard.type("已当面说明")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="保存说明").press("Enter")
    expect(_row(page, MISSING)).to_contain_text("已当面说明")
    _row(page, MISSING).focus()
    page.keyboard.press("u")
    expect(_row(page, MISSING)).to_contain_text("没有写入")
    expect(_row(page, MISSING)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#matrix tbody tr").nth(1)).to_be_focused()


def test_without_notes_or_a_draft_the_screen_says_where_to_go(
    service: Service, page: Page, data: Path
) -> None:
    undrafted = seeded(data, unit=the_paper().unit, drafts=False)
    _opened(page, undrafted)
    expect(page.get_by_role("heading", name="还没有草稿")).to_be_visible()
    link = page.get_by_role("link", name="去起草")
    expect(link).to_have_attribute("href", f"/assignments/{undrafted.task}/draft")
    with service.client() as client:
        body = {"unit": undrafted.unit, "kind": "team-2025", "title": "空的"}
        empty = client.post("/api/v1/assignments", json=body).json()["id"]
    settled(page, f"/assignments/{empty}/coverage")
    expect(page.get_by_role("link", name="去放意见")).to_be_visible()
    assert violations(page) == []


def test_a_page_drawn_before_there_was_a_draft_finds_it_as_after_going_back(
    page: Page, paper: Paper
) -> None:
    def old(route: Route) -> None:
        answer = route.fetch()
        drawn = answer.text().replace('"drafted": true', '"drafted": false')
        assert drawn != answer.text()
        route.fulfill(response=answer, body=drawn)

    # The page itself, not what it asks the interface for.
    page.route(re.compile(rf"//[^/]+/assignments/{paper.task}/coverage$"), old)
    _opened(page, paper)
    expect(_row(page, MISSING)).to_be_visible()


def test_the_last_of_many_notes_is_there_to_be_linked_to_walked_to_and_printed(
    service: Service, page: Page, paper: Paper
) -> None:
    with service.client() as client:
        notes = [{"id": f"M{n}", "text": f"第{n}号泵站没有人值守"} for n in range(60)]
        address = f"/api/v1/assignments/{paper.task}/notes"
        client.post(address, json={"notes": notes}).raise_for_status()
        service.done(client, client.post(f"{address}/sort"))
    rows = page.locator("#matrix tbody tr")
    _opened(page, paper)
    expect(rows).to_have_count(69)
    # A page that is always busy comes to none of what it does when idle.
    page.add_init_script("window.requestIdleCallback = () => 0")
    for does in ("dispatchEvent(new Event('beforeprint'))", "location.hash = 'note-M59'"):
        page.reload()
        page.wait_for_selector("html[data-ready]", state="attached")
        assert rows.count() < 69
        page.evaluate(does)
        expect(rows).to_have_count(69)
    expect(_row(page, "M59")).to_be_focused()
    page.goto("about:blank")
    _opened(page, paper)
    page.keyboard.press("Shift+F8")
    expect(_row(page, "M59")).to_be_focused()


def test_clues_are_counted_and_not_spread_and_hostile_words_are_words(
    service: Service, page: Page
) -> None:
    script = '<img src=x onerror="document.title=1"> </script><b>重</b>'
    name = 'N"<i>&#%? 1'
    notes = [
        {"id": "N1", "text": "听说有人逢年过节收施工队的烟酒卡，请查一查", "source": "意见箱"},
        {"id": name, "text": f"中心组学习光念文件{script}", "source": f"座谈会{script}"},
    ]
    with service.client() as client:
        unit = client.post("/api/v1/units", json={"name": "柳溪镇党委"}).json()["id"]
        body = {"unit": unit, "kind": next(iter(load_kinds())), "title": f"材料{script}"}
        address = client.post("/api/v1/assignments", json=body).headers["location"]
        client.post(f"{address}/notes", json={"notes": notes}).raise_for_status()
        service.done(client, client.post(f"{address}/notes/sort"))
        service.done(client, client.post(f"{address}/draft"))
    settled(page, address.replace("/api/v1", "") + "/coverage")
    clue = page.locator("#matrix tr").filter(has_text="移交纪检")
    expect(clue).to_contain_text("问题线索")
    expect(page.locator("#matrix")).not_to_contain_text("烟酒卡")
    expect(page.locator("#matrix")).to_contain_text(script)
    expect(page.locator("main img, main b")).to_have_count(0)
    row = page.locator("#matrix tbody tr").filter(has_text="光念文件")
    button = row.get_by_role("button", name=re.compile("说明不写|改说明"))
    if button.count():
        button.click()
        page.get_by_label("理由").fill(script)
        page.get_by_role("button", name="保存说明").click()
        expect(row).to_contain_text(script)


def test_it_prints_as_a_table_and_fits_a_phone(visitors: Visitors, paper: Paper) -> None:
    page = _opened(visitors.page(viewport=PHONE), paper)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    expect(page.get_by_text("2025年度民主生活会对照检查材料").last).to_be_visible()
    expect(page.get_by_role("table", name="每条意见的回应情况")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
