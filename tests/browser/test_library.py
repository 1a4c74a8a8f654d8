"""A drafter keeps the unit's past papers: puts in, finds, reads, takes out."""

import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, expect

from service.samples import PAPERS
from tests.browser.axe import violations
from tests.browser.browsing import PHONE, Visitors, Watch, settled
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.serving import PATIENCE_S, Service, ServiceProcess

UNIT = "青岚县水利局党组"
PAST = PAPERS / "qinglan-water" / "2024-team-2024.txt"
OLDER = PAPERS / "qinglan-water" / "2021-team-2021.txt"
PEER = PAPERS / "liuxi-town" / "2024-team-2024.txt"
SLOW_MS = PATIENCE_S * 1000
CHOOSE = "#drop input[type=file]"


def _unit(service: Service, name: str = UNIT) -> str:
    with service.client() as client:
        return str(client.post("/api/v1/units", json={"name": name}).json()["id"])


def _with(service: Service, unit: str, *papers: Path, use: str = "own-past") -> None:
    files = [("files", (path.name, path.read_bytes())) for path in papers]
    with service.client() as client:
        address = f"/api/v1/units/{unit}/library"
        service.done(client, client.post(address, files=files, data={"use": use}))


def _held(service: Service, unit: str) -> list[dict[str, Any]]:
    with service.client() as client:
        items: list[dict[str, Any]] = client.get(f"/api/v1/units/{unit}/library").json()["items"]
        return items


def _file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": text.encode()}


def _find(page: Page, words: str) -> Locator:
    page.get_by_label("要找的话").fill(words)
    page.get_by_label("要找的话").press("Enter")
    return page.locator("#found li")


def test_an_empty_library_says_what_to_put_in_and_what_each_is_for(
    service: Service, page: Page
) -> None:
    settled(page, "/library")
    expect(page.get_by_role("heading", name="还没有单位")).to_be_visible()
    unit = _unit(service)
    settled(page, "/library")
    expect(page.get_by_text("先把上一年的对照检查材料放进来")).to_be_visible()
    expect(page.get_by_label("本单位往年材料")).to_be_checked()
    assert violations(page) == []
    page.get_by_label("其他单位材料").check()
    page.locator(CHOOSE).set_input_files(PEER)
    expect(page.get_by_text("收进1份")).to_be_visible(timeout=SLOW_MS)
    row = page.get_by_role("table", name="其他单位材料").get_by_role("row").last
    expect(row).to_contain_text("2024年")
    expect(row).to_contain_text(PEER.name)
    expect(page.locator("#held")).to_contain_text("核对时查与别的单位雷同")
    assert [one["use"] for one in _held(service, unit)] == ["peer"]


def test_of_several_files_the_bad_ones_are_named_and_the_others_go_in(
    service: Service, page: Page
) -> None:
    unit = _unit(service)
    _with(service, unit, OLDER)
    settled(page, "/library")
    bad: FilePayload = {"name": "坏的.docx", "mimeType": "x", "buffer": b"PK\x03\x04 nothing"}
    new = PAST.read_text(encoding="utf-8")
    same = OLDER.read_text(encoding="utf-8")
    files = [_file("新的.txt", new), _file("又一份.txt", new), _file("旧的.txt", same), bad]
    page.locator(CHOOSE).set_input_files([*files, _file("程序.exe", "MZ"), _file("空.txt", "")])
    expect(page.locator("#notices")).to_contain_text("读不了 程序.exe")
    expect(page.locator("#notices")).to_contain_text("空.txt 是空文件")
    report = page.locator(".report")
    expect(report).to_contain_text("收进1份：新的.txt", timeout=SLOW_MS)
    expect(report).to_contain_text("已经有了，没有重复收")
    expect(report).to_contain_text("有1份与同时交来的另一份内容完全相同")
    expect(report).to_contain_text("坏的.docx")
    assert {one["file"] for one in _held(service, unit)} == {"新的.txt", OLDER.name}
    assert violations(page) == []


@ALSO_IN_CHROMIUM_88
def test_what_is_found_leads_to_its_place_in_its_paper(service: Service, page: Page) -> None:
    _with(service, _unit(service), PAST, OLDER)
    settled(page, "/library")
    found = _find(page, "农村供水水费收缴率")
    expect(found.first).to_contain_text("水费收缴率")
    expect(found.first.locator("mark").first).to_have_text("农村供水水费收缴率")
    page.get_by_label("年度").select_option("2021年")
    expect(page.locator("#found")).not_to_contain_text(PAST.name)
    page.get_by_label("年度").select_option("2024年")
    expect(page.locator("#found")).not_to_contain_text(OLDER.name)
    assert violations(page) == []
    found.filter(has=page.locator("mark", has_text="农村供水水费收缴率")).first.get_by_role(
        "link"
    ).click()
    passage = page.locator("#paper mark.passage")
    expect(passage.first).to_be_in_viewport()
    expect(page.locator("#paper")).to_contain_text("青岚县水利局党组2024年度")
    assert "水费收缴率" in "".join(passage.all_inner_texts())
    assert violations(page) == []
    page.reload()
    expect(passage.first).to_be_in_viewport()
    page.get_by_role("button", name="返回资料库").click()
    expect(page.get_by_role("heading", name="已有资料")).to_be_visible()
    expect(page).to_have_url(f"{service.base}/library")


def test_a_removed_paper_is_gone_from_list_search_and_files(service: Service, page: Page) -> None:
    unit = _unit(service)
    _with(service, unit, PAST, OLDER)
    settled(page, "/library")
    expect(_find(page, "农村供水水费收缴率").first).to_contain_text(PAST.name)
    [sha256] = [one["sha256"] for one in _held(service, unit) if one["file"] == PAST.name]
    remove = page.get_by_role("button", name=f"删除 {PAST.name}")
    remove.click()
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    assert len(_held(service, unit)) == 2
    remove.click()
    expect(page.get_by_role("dialog")).to_contain_text("不能恢复")
    page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(page.get_by_text(f"已删除 {PAST.name}")).to_be_visible()
    expect(page.locator("#held")).not_to_contain_text(PAST.name)
    _find(page, "农村供水水费收缴率")
    expect(page.locator("#found .mute").first).to_be_visible()
    expect(page.locator("#found")).not_to_contain_text(PAST.name)
    with service.client() as client:
        address = f"/api/v1/units/{unit}"
        asked: dict[str, str | int] = {"q": PAST.read_text(encoding="utf-8")[200:260], "k": 50}
        hits = client.get(f"{address}/library/search", params=asked).json()
        assert {hit["material"] for hit in hits["items"]}.isdisjoint({sha256})
        assert hits["notice"] == ""
        assert client.get(f"{address}/library/{sha256}").status_code == 404
        assert client.get(f"{address}/library/{sha256}/file").status_code == 404
        assert client.get(f"{address}/originals/{sha256}").status_code == 404


def test_the_original_comes_back_as_it_was(service: Service, page: Page) -> None:
    _with(service, _unit(service), PAST)
    settled(page, "/library")
    with page.expect_download() as download:
        page.get_by_role("link", name=f"下载 {PAST.name}").click()
    assert Path(download.value.path()).read_bytes() == PAST.read_bytes()


def test_files_wait_in_the_page_while_the_line_is_lost(
    service: Service, page: Page, watch: Watch
) -> None:
    watch.forgive("ERR_INTERNET_DISCONNECTED")
    unit = _unit(service)
    settled(page, "/library")
    page.context.set_offline(True)
    page.locator(CHOOSE).set_input_files(PAST)
    waiting = page.locator("#uploads .job.bad")
    expect(waiting).to_contain_text("文件还在这里")
    waiting.get_by_role("button", name="重新上传").click()
    expect(waiting).to_contain_text("文件还在这里")
    page.context.set_offline(False)
    expect(page.get_by_text("收进1份")).to_be_visible(timeout=SLOW_MS)
    assert [one["file"] for one in _held(service, unit)] == [PAST.name]


def test_search_by_wording_alone_is_told(
    service_process: ServiceProcess, page: Page, watch: Watch
) -> None:
    watch.forgive("ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE")
    _with(service_process, _unit(service_process), PAST)
    service_process.kill()
    shutil.rmtree(service_process.folder / "chroma")
    service_process.start()
    settled(page, "/library")
    expect(_find(page, "水费收缴率").first).to_contain_text("水费收缴率")
    expect(page.get_by_text("以字面检索为准")).to_be_visible()


def test_each_unit_has_a_library_of_its_own(
    service: Service, page: Page, visitors: Visitors
) -> None:
    one, other = _unit(service), _unit(service, "柳溪镇党委")
    _with(service, one, PAST)
    settled(page, f"/library?unit={one}")
    expect(page.locator("#held")).to_contain_text(PAST.name)
    page.get_by_label("单位", exact=True).select_option(other)
    expect(page.get_by_text("还没有资料")).to_be_visible()
    expect(page.locator("#held")).not_to_contain_text(PAST.name)
    page.reload()
    expect(page.get_by_label("单位", exact=True)).to_have_value(other)
    phone = visitors.page(viewport=PHONE)
    settled(phone, f"/library?unit={one}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(phone) == []


def test_hostile_names_and_texts_are_shown_as_words(service: Service, page: Page) -> None:
    _unit(service)
    script = "<img src=x onerror=document.title=1>"
    paper = f"关于学习的对照检查材料\n一、存在的问题\n1.学习不够深入{script}。中心组学习少。\n"
    settled(page, "/library")
    page.locator(CHOOSE).set_input_files([_file(f"{script}.txt", paper)])
    expect(page.locator(".report")).to_contain_text(f"{script}.txt", timeout=SLOW_MS)
    expect(page.locator("#held")).to_contain_text(f"{script}.txt")
    found = _find(page, "中心组学习少")
    expect(found.first).to_contain_text(script)
    found.first.get_by_role("link").click()
    expect(page.locator("#paper")).to_contain_text(script)
    expect(page.locator("main img")).to_have_count(0)


def test_it_is_worked_by_keyboard(service: Service, page: Page) -> None:
    _with(service, _unit(service), PAST, OLDER)
    settled(page, "/library")
    page.keyboard.press("/")
    expect(page.get_by_label("要找的话")).to_be_focused()
    page.keyboard.type("水费收缴率")
    page.keyboard.press("Enter")
    page.locator("#found a").first.press("Enter")
    expect(page.locator("#paper mark.passage").first).to_be_focused()
    page.keyboard.press("Escape")
    rows = page.locator("#held tbody tr")
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
