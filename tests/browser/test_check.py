"""Somebody has a paper checked: flags on the page and in Word, and the revised paper again."""

import io
import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import FilePayload, Locator, Page, expect

from service.present.word import write_text
from tests.browser.axe import violations
from tests.browser.browsing import PHONE, Visitors, Watch, settled
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.serving import PATIENCE_S, Service
from tests.short_paper import TEXT

UNIT = "青岚县水利局党组"
MENDED = TEXT.replace("XX次", "12次")
SLOW_MS = PATIENCE_S * 1000
CHOOSE, AGAIN = "#drop input[type=file]", "#outputs input[type=file]"


@pytest.fixture
def unit(service: Service) -> str:
    with service.client() as client:
        return str(client.post("/api/v1/units", json={"name": UNIT}).json()["id"])


def _word(folder: Path, text: str, name: str = "初稿.docx") -> Path:
    path = folder / name
    write_text(text, path, ())
    return path


def _text(name: str, text: str = TEXT) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def _cards(page: Page) -> Locator:
    return page.locator("#side .card")


def _shown(page: Page, file: str) -> None:
    expect(page.get_by_role("heading", name=file, exact=True)).to_be_visible(timeout=SLOW_MS)


def _placeholder(page: Page) -> Locator:
    return _cards(page).filter(has_text="XX").first


@ALSO_IN_CHROMIUM_88
def test_a_dropped_paper_shows_its_flags_in_the_text_and_beside_it(
    unit: str, page: Page, tmp_path: Path
) -> None:
    settled(page, "/check")
    expect(page.get_by_text("文件和核对结果保存在本单位")).to_be_visible()
    assert violations(page) == []
    page.locator(CHOOSE).set_input_files(_word(tmp_path, TEXT))
    _shown(page, "初稿.docx")
    mark = page.locator("#sheet mark", has_text="XX").first
    mark.click()
    expect(_placeholder(page)).to_be_focused()
    expect(mark).to_have_class(re.compile("now"))
    expect(page.locator("#counts")).to_contain_text(re.compile("必改|应改|建议"))
    assert violations(page) == []
    page.reload()
    _shown(page, "初稿.docx")
    expect(_placeholder(page)).to_be_visible()
    page.get_by_role("button", name="核对另一份").click()
    page.get_by_role("link", name="初稿.docx").click()
    _shown(page, "初稿.docx")
    assert unit in page.url


def test_f8_goes_from_flag_to_flag_and_a_question_is_copied_as_a_message(
    unit: str, visitors: Visitors, tmp_path: Path
) -> None:
    context = visitors.context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    settled(page, f"/check?unit={unit}")
    page.locator(CHOOSE).set_input_files(_word(tmp_path, TEXT))
    _shown(page, "初稿.docx")
    page.keyboard.press("F8")
    expect(_cards(page).first).to_be_focused()
    page.keyboard.press("F8")
    expect(_cards(page).nth(1)).to_be_focused()
    page.keyboard.press("Shift+F8")
    expect(_cards(page).first).to_be_focused()
    _placeholder(page).get_by_role("button", name="复制成消息").click()
    expect(page.get_by_text("已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("关于《初稿》里的“XX")
    assert "想请您核实" in copied


def test_the_same_file_with_comments_comes_back_revised_and_tells_what_was_mended(
    unit: str, page: Page, tmp_path: Path
) -> None:
    settled(page, f"/check?unit={unit}")
    page.locator(CHOOSE).set_input_files(_word(tmp_path, TEXT))
    _shown(page, "初稿.docx")
    count = _cards(page).count()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载同一份文件，带批注").click()
    assert download.value.suggested_filename == "初稿（批注）.docx"
    revised = tmp_path / "改后.docx"
    document = Document(str(download.value.path()))
    assert len(list(document.comments)) == count
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("XX", "12")
    document.save(str(revised))
    page.locator(AGAIN).set_input_files(revised)
    since = page.locator(".since")
    expect(since).to_contain_text("与改之前的 初稿.docx 相比", timeout=SLOW_MS)
    expect(since.get_by_text("改好了")).not_to_contain_text("0 处")
    since.get_by_text(re.compile("^改好的")).click()
    expect(since.locator("details").first).to_contain_text("XX")
    since.get_by_text("Word 批注的处理情况").click()
    expect(since.get_by_role("table")).to_contain_text("改了这一处")
    expect(_placeholder(page)).to_have_count(0)
    assert violations(page) == []
    page.reload()
    expect(since).to_contain_text("改好了", timeout=SLOW_MS)


def test_a_flag_that_needs_nothing_is_dismissed_with_a_reason_and_brought_back(
    unit: str, page: Page, tmp_path: Path
) -> None:
    settled(page, f"/check?unit={unit}")
    page.locator(CHOOSE).set_input_files(_word(tmp_path, TEXT))
    _shown(page, "初稿.docx")
    _placeholder(page).get_by_role("button", name="不必改").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="按规定隐去").click()
    dialog.get_by_role("button", name="记下").click()
    expect(page.get_by_text("已注明不必改的1处")).to_be_visible()
    expect(page.locator("#sheet mark", has_text="XX")).to_have_count(0)
    page.reload()
    page.get_by_text("已注明不必改的1处").click(timeout=SLOW_MS)
    expect(page.locator(".settled")).to_contain_text("按规定隐去")
    page.get_by_role("button", name="恢复提示").click()
    expect(_placeholder(page)).to_be_visible()


def test_of_several_papers_the_bad_one_is_named_and_each_other_can_be_chosen(
    unit: str, page: Page
) -> None:
    settled(page, f"/check?unit={unit}")
    bad: FilePayload = {"name": "坏.docx", "mimeType": "x", "buffer": b"PK\x03\x04 nothing"}
    page.locator(CHOOSE).set_input_files([_text("甲.txt"), bad, _text("乙.txt", MENDED)])
    _shown(page, "甲.txt")
    expect(page.locator("#papers")).to_contain_text("有1份读不了")
    expect(page.locator("#papers")).to_contain_text("坏.docx")
    page.get_by_role("button", name="乙.txt").click()
    _shown(page, "乙.txt")
    expect(page.locator("#sheet")).to_contain_text("12次")
    page.reload()
    _shown(page, "乙.txt")


def test_only_bad_files_end_in_one_clear_word(unit: str, page: Page) -> None:
    settled(page, f"/check?unit={unit}")
    bad: FilePayload = {"name": "坏.docx", "mimeType": "x", "buffer": b"PK\x03\x04 nothing"}
    page.locator(CHOOSE).set_input_files([bad])
    expect(page.locator(".job.bad")).to_contain_text("坏.docx", timeout=SLOW_MS)
    page.get_by_role("button", name="核对另一份").click()
    expect(page.get_by_role("heading", name="放入要核对的材料")).to_be_visible()


def test_without_a_unit_nothing_is_kept_and_the_revised_paper_is_compared_all_the_same(
    service: Service, unit: str, page: Page, tmp_path: Path, watch: Watch
) -> None:
    watch.forgive("422")
    settled(page, "/check")
    page.get_by_label("哪个单位的材料").select_option("")
    expect(page.get_by_text("文件核对完不保存")).to_be_visible()
    bad: FilePayload = {"name": "坏.docx", "mimeType": "x", "buffer": b"PK\x03\x04 nothing"}
    page.locator(CHOOSE).set_input_files([bad])
    expect(page.locator(".job.bad")).to_contain_text("坏.docx", timeout=SLOW_MS)
    page.get_by_role("button", name="不核对了").click()
    page.locator(CHOOSE).set_input_files(_word(tmp_path, TEXT))
    _shown(page, "初稿.docx")
    expect(page.get_by_role("button", name="不必改")).to_have_count(0)
    with page.expect_download(timeout=SLOW_MS) as download:
        page.get_by_role("button", name="下载同一份文件，带批注").click()
    content = Path(download.value.path()).read_bytes()
    assert len(list(Document(io.BytesIO(content)).comments)) == _cards(page).count()
    page.locator(AGAIN).set_input_files(_word(tmp_path, MENDED, "改后.docx"))
    expect(page.locator(".since")).to_contain_text("改好了", timeout=SLOW_MS)
    with service.client() as client:
        assert client.get(f"/api/v1/units/{unit}/originals").json()["items"] == []
        assert client.get("/api/v1/jobs").json()["items"] == []
    page.reload()
    expect(page.get_by_role("heading", name="放入要核对的材料")).to_be_visible()


def test_a_paper_waits_in_the_page_while_the_line_is_lost(
    unit: str, page: Page, watch: Watch
) -> None:
    watch.forgive("ERR_INTERNET_DISCONNECTED")
    settled(page, f"/check?unit={unit}")
    page.context.set_offline(True)
    page.locator(CHOOSE).set_input_files([_text("甲.txt")])
    expect(page.locator(".job.bad")).to_contain_text("文件还在这里")
    page.context.set_offline(False)
    _shown(page, "甲.txt")


def test_notes_kind_and_year_are_taken_along(service: Service, unit: str, page: Page) -> None:
    settled(page, f"/check?unit={unit}")
    page.get_by_text("更多选项").click()
    page.get_by_label("文种").select_option(label="2024年度班子对照检查材料（四个带头）")
    page.get_by_label("年度").fill("2024")
    page.get_by_label("征求到的意见").set_input_files(
        [_text("意见.txt", "食堂排队太久，中午要等40分钟\n")]
    )
    page.locator(CHOOSE).set_input_files([_text("甲.txt")])
    _shown(page, "甲.txt")
    expect(page.locator("#side")).to_contain_text("食堂排队")
    with service.client() as client:
        [job] = client.get("/api/v1/jobs").json()["items"]
    assert (job["unit"], job["request"]["kind"], job["request"]["year"]) == (
        unit,
        "team-2024",
        2024,
    )
    page.locator(AGAIN).set_input_files([_text("甲改.txt", MENDED)])
    expect(page.locator(".since")).to_be_visible(timeout=SLOW_MS)
    with service.client() as client:
        again = client.get("/api/v1/jobs").json()["items"][0]
    assert again["request"]["notes"] == job["request"]["notes"]


def test_hostile_names_and_texts_are_words_and_it_prints_and_fits_a_phone(
    unit: str, visitors: Visitors
) -> None:
    page = visitors.page(viewport=PHONE)
    script = "<img src=x onerror=document.title=1>"
    settled(page, f"/check?unit={unit}")
    assert violations(page) == []
    text = TEXT.replace("XX次", f"XX次{script}𠮷")
    page.locator(CHOOSE).set_input_files([_text(f"{script}.txt", text)])
    _shown(page, f"{script}.txt")
    expect(page.locator("#sheet")).to_contain_text(script)
    expect(page.locator("main img")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    marked = page.locator("#sheet mark").all_inner_texts()
    assert any(text.startswith("XX") for text in marked)
    assert "三、整改措施" in "".join(marked)
    page.emulate_media(media="print")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator("#sheet")).to_be_visible()


def test_an_address_that_leads_nowhere_says_so_and_lets_the_person_begin(
    unit: str, page: Page, watch: Watch
) -> None:
    watch.forgive("404")
    settled(page, f"/check?unit={unit}&job={'0' * 24}")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("heading", name="放入要核对的材料")).to_be_visible()
