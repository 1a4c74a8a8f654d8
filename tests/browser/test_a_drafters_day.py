"""One paper's whole way, in the browser, by the three people who work at it; the power fails twice.

Each screen has tests of its own: here it is the way from one to the next that has to hold.
"""

import io
from pathlib import Path

from docx import Document
from playwright.sync_api import BrowserContext, Download, Page, expect

from service.samples import NOTES
from tests.browser.browsing import Visitors, Watch
from tests.browser.draft.drafted import saved
from tests.browser.serving import PATIENCE_S, OfficeProcess
from tests.simulated_llm.server import Speed

_LONG = PATIENCE_S * 1000
_TITLE = "2025年度民主生活会对照检查材料"
_NOTICE = """关于认真开好2025年度民主生活会的通知
各镇党委，县直各部门党组（党委）：
一、主题。锲而不舍落实中央八项规定精神，推进作风建设常态化长效化。
二、对照检查。领导班子重点从以下三个方面查摆问题：一是带头强化政治忠诚、提高政治能力方面；二是带头固本培元、增强党性方面；三是带头干事创业、担当作为方面。
三、时间安排。班子对照检查材料请于2027年1月25日前报县委组织部审核。
"""
_SHEET = NOTES / "qinglan-water-2025.xlsx"
_ANSWER = "由办公室负责，从2025年3月起办理。"
_TYPED = "断电时写的这句话。"
_MENDED = "2025年3月至5月的巡查记录已由办公室补齐。"
_ASKED = "没有写明是哪几个月、谁负责。"
# The line breaks with the service; the pages try again and say so.
_OUTAGE = "ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE"


def test_a_paper_from_the_notice_to_the_reviewers_approval(
    office_process: OfficeProcess, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive(_OUTAGE)
    # Asked for before there is one.
    watch.forgive(r"status of 404 .*/draft\)")
    clerk = _signed_in(visitors.context(), office_process, "clerk")
    _makes_the_assignment(clerk)
    _hands_in_notes(clerk)
    _puts_a_note_right(clerk)
    _drafts_through_a_power_cut(clerk, office_process)
    _answers_a_question(clerk)
    _types_through_a_power_cut(clerk, office_process)
    _deals_with_flags(clerk)
    text = _exported(clerk)
    for words in (_ANSWER, _TYPED):
        assert words in text, text
    head = _signed_in(visitors.context(), office_process, "head")
    reviewer = _signed_in(visitors.context(), office_process, "reviewer")
    _sends(head, clerk.url.replace("/draft", "/sending"), "报送")
    _returns(reviewer)
    _mends(clerk)
    _sends(head, head.url, "再次报送")
    _passes(reviewer)
    clerk.goto("/")
    expect(clerk.get_by_role("row", name=_TITLE)).to_contain_text("已通过")
    head.reload()
    expect(head.get_by_role("heading", name="已通过")).to_be_visible()


def _signed_in(context: BrowserContext, office: OfficeProcess, login: str) -> Page:
    page = context.new_page()
    page.goto("/")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(office.password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_text(f"{login}同志")).to_be_visible()
    return page


def _makes_the_assignment(clerk: Page) -> None:
    expect(clerk.get_by_role("heading", name="还没有任务")).to_be_visible()
    clerk.get_by_role("button", name="新建任务").first.click()
    clerk.get_by_label("按今年的通知来").check()
    clerk.get_by_label("把通知全文粘贴在这里").fill(_NOTICE)
    clerk.get_by_role("button", name="读出对照方面").click()
    expect(clerk.get_by_label("第3个方面", exact=True)).to_have_value("带头干事创业、担当作为")
    clerk.get_by_label("任务名称").fill(_TITLE)
    clerk.get_by_role("button", name="建好，去交意见").click()
    expect(clerk.get_by_role("heading", name="先把收到的意见交进来")).to_be_visible()


def _hands_in_notes(clerk: Page) -> None:
    clerk.locator("#intake input[type=file]").set_input_files(_SHEET)
    expect(clerk.get_by_text("已经理好，共 93 条意见")).to_be_visible(timeout=_LONG)
    clerk.get_by_role("link", name="任务", exact=True).click()
    expect(clerk.get_by_role("row", name=_TITLE)).to_contain_text("意见 93 条")
    clerk.go_back()
    expect(clerk.locator("tr.note").first).to_be_visible()


def _puts_a_note_right(clerk: Page) -> None:
    first = clerk.locator("tr.note").first
    name = first.get_attribute("data-note")
    first.focus()
    clerk.keyboard.press("3")
    expect(clerk.get_by_text("已归到“")).to_be_visible()
    clerk.reload()
    expect(clerk.locator(f'tr.note[data-note="{name}"]')).to_contain_text("手改")


def _drafts_through_a_power_cut(clerk: Page, office: OfficeProcess) -> None:
    office.service.model.speed = Speed(first_token_s=2.0)
    clerk.get_by_role("link", name="下一步：起草").click()
    clerk.get_by_role("button", name="起草", exact=True).click()
    stream = clerk.get_by_role("article", name="正在写的稿子")
    expect(stream).to_contain_text("有意见反映", timeout=_LONG)
    office.service.restart()
    expect(stream).to_contain_text("有意见反映", timeout=_LONG)
    clerk.reload()
    office.service.model.speed = Speed()
    expect(clerk.locator("#paper .item").first).to_be_visible(timeout=_LONG)
    expect(stream).to_have_count(0)


def _answers_a_question(clerk: Page) -> None:
    asked = int(clerk.locator("#question-count").inner_text())
    clerk.keyboard.press("F7")
    assert clerk.evaluate("getSelection().toString()").startswith("【待补")
    clerk.keyboard.insert_text(_ANSWER)
    expect(clerk.locator("#question-count")).to_have_text(str(asked - 1))
    saved(clerk)


def _types_through_a_power_cut(clerk: Page, office: OfficeProcess) -> None:
    text = clerk.locator("#paper .item", has_text="有意见反映").first.locator(".text")
    office.service.kill()
    text.click()
    clerk.keyboard.press("Control+End")
    clerk.keyboard.insert_text(_TYPED)
    expect(clerk.locator("#save-state")).to_have_attribute("data-saving", "failed")
    office.service.start()
    expect(clerk.locator("#save-state")).to_have_attribute("data-saving", "saved", timeout=_LONG)
    clerk.reload()
    expect(clerk.locator("#paper")).to_contain_text(_TYPED)
    clerk.get_by_role("link", name="意见回应").click()
    expect(clerk.get_by_role("heading", name="意见回应", level=1)).to_be_visible()
    clerk.go_back()
    expect(clerk.locator("#paper")).to_contain_text(_TYPED)


def _deals_with_flags(clerk: Page) -> None:
    expect(clerk.locator("#check-state")).to_have_text("已核对", timeout=_LONG)
    there = int(clerk.locator("#flag-count").inner_text())
    assert there > 0
    clerk.keyboard.press("F8")
    clerk.locator(".flag.here").get_by_role("button", name="不用改").click()
    clerk.get_by_role("dialog").get_by_label("理由").fill("这是上级文件原话")
    clerk.get_by_role("dialog").get_by_role("button", name="不用改").click()
    expect(clerk.locator("#flag-count")).to_have_text(str(there - 1))


def _exported(clerk: Page) -> str:
    """The words of the Word file that the clerk takes away."""
    clerk.get_by_role("button", name="导出").click()
    with clerk.expect_download() as download:
        clerk.get_by_role("menuitem", name="Word 稿").click()
    return _words(download.value)


def _words(download: Download) -> str:
    read = Document(io.BytesIO(Path(download.path()).read_bytes()))
    return "\n".join(paragraph.text for paragraph in read.paragraphs)


def _sends(head: Page, address: str, button: str) -> None:
    head.goto(address)
    head.get_by_role("button", name=button, exact=True).click()
    question = head.get_by_role("dialog")
    question.get_by_role("button", name="报送").click()
    expect(head.get_by_role("heading", name="已报送，等上级审核")).to_be_visible()


def _returns(reviewer: Page) -> None:
    reviewer.goto("/review")
    row = reviewer.get_by_role("row").filter(has_text=_TITLE)
    row.get_by_role("link").click()
    item = reviewer.locator(".item").filter(has_text=_TYPED).first
    item.focus()
    reviewer.keyboard.press("c")
    reviewer.keyboard.type(_ASKED)
    reviewer.keyboard.press("Control+Enter")
    expect(item).to_contain_text(_ASKED)
    reviewer.get_by_label("对整份材料的意见").fill("请逐条补上事例。")
    reviewer.get_by_role("button", name="退回修改").click()
    reviewer.get_by_role("dialog").get_by_role("button", name="退回").click()
    expect(reviewer.locator("#about")).to_contain_text("已退回")


def _mends(clerk: Page) -> None:
    clerk.goto("/")
    expect(clerk.get_by_role("row", name=_TITLE)).to_contain_text("已退回")
    clerk.get_by_role("row", name=_TITLE).get_by_role("link").first.click()
    clerk.get_by_role("navigation", name="编制步骤").get_by_role("link", name="报送").click()
    expect(clerk.locator("#returned")).to_contain_text(_ASKED)
    clerk.locator("#returned").get_by_role("link").first.click()
    text = clerk.locator(".item.arrived .text")
    expect(text).to_contain_text(_TYPED)
    text.click()
    clerk.keyboard.press("Control+End")
    clerk.keyboard.insert_text(_MENDED)
    saved(clerk)


def _passes(reviewer: Page) -> None:
    reviewer.goto("/review?state=submitted")
    reviewer.get_by_role("row").filter(has_text=_TITLE).get_by_role("link").click()
    expect(reviewer.locator(".item").filter(has_text=_MENDED).first).to_be_visible()
    reviewer.get_by_role("button", name="通过").click()
    reviewer.get_by_role("dialog").get_by_role("button", name="通过").click()
    expect(reviewer.locator("#about")).to_contain_text("已通过")
