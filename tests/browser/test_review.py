"""审核: the list, several papers together, one paper read and judged."""

from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.browsing import PHONE, Visitors, Watch, held_back, settled
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.scene import Scene
from tests.browser.serving import PATIENCE_S

# The machine is shared: what takes a moment alone takes seconds among other tests.
expect.set_options(timeout=20_000)

SENT = "巡察整改专题民主生活会材料"
OTHER = "2025年度民主生活会对照检查材料"


def at(visitors: Visitors, scene: Scene, address: str, login: str = "reviewer") -> Page:
    page = visitors.signed_in(login, scene.office.password)
    settled(page, scene.address(address))
    return page


def send_the_other(scene: Scene) -> None:
    """The bureau's second paper goes up, too."""
    with scene.office.client("head") as head:
        task = scene.address("/api/v1/assignments/{assignment}")
        stands = {"If-Match": head.get(f"{task}/draft").headers["etag"]}
        head.post(f"{task}/submissions", headers=stands).raise_for_status()


def test_the_list_says_whose_turn_it_is_and_keeps_its_filters(
    scene: Scene, visitors: Visitors
) -> None:
    page = at(visitors, scene, "/review")
    row = page.get_by_role("row").filter(has_text=SENT)
    for told in ("青岚县水利局党组", "待审核", "2025", "我审核"):
        expect(row).to_contain_text(told)
    assert violations(page) == []
    page.get_by_label("状态").select_option("已通过")
    expect(page.get_by_role("heading", name="没有符合筛选的报送稿")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="没有符合筛选的报送稿")).to_be_visible()
    page.get_by_label("状态").select_option("待审核")
    expect(row).to_be_visible()


def test_several_papers_are_reviewed_together_and_given_for_word(
    scene: Scene, visitors: Visitors
) -> None:
    send_the_other(scene)
    page = at(visitors, scene, "/review")
    expect(page.get_by_role("button", name="一起审阅")).to_be_disabled()
    page.get_by_label("全部选中").check()
    expect(page.get_by_text("选中 2 份")).to_be_visible()
    page.get_by_role("button", name="一起审阅").click()
    found = page.get_by_role("region", name="一起审阅的结果")
    for part in ("共同的问题", "雷同", "与众不同", "年年重复", "各份材料"):
        expect(found.get_by_role("heading", name=part)).to_be_visible(timeout=PATIENCE_S * 1000)
    expect(found.locator("details.one")).to_have_count(2)
    expect(found.locator("details.one").first).to_contain_text("青岚县水利局党组")
    assert violations(page) == []
    with page.expect_download(timeout=PATIENCE_S * 1000) as download:
        page.get_by_role("button", name="下载审阅摘要").click()
    assert download.value.suggested_filename == "审阅摘要.docx"


def test_a_paper_is_read_with_the_keyboard(scene: Scene, visitors: Visitors) -> None:
    page = at(visitors, scene, "/review/{submission}")
    expect(page.get_by_role("article")).to_contain_text("河道巡查记录")
    page.keyboard.press("j")
    expect(page.locator(".item").nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".item").nth(1)).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator(".item").nth(1).get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".item").nth(1)).to_be_focused()
    page.keyboard.press("d")
    digest = page.get_by_role("heading", name="它承认了什么")
    expect(digest).to_be_visible(timeout=PATIENCE_S * 1000)
    expect(page.get_by_text("提示").first).to_be_visible()
    assert violations(page) == []


def test_a_second_reviewer_is_told_of_the_first_ones_verdict_and_keeps_the_words(
    scene: Scene, visitors: Visitors, watch: Watch
) -> None:
    page = at(visitors, scene, "/review/{submission}")
    with scene.office.client("reviewer") as other:
        address = scene.address("/api/v1/submissions/{submission}")
        stands = {"If-Match": other.get(address).headers["etag"]}
        said = {"verdict": "returned", "words": "先改错字"}
        other.post(f"{address}/words", json=said, headers=stands).raise_for_status()
    watch.forgive("409")
    page.get_by_label("对整份材料的意见").fill("事例清楚")
    page.get_by_role("button", name="通过").click()
    page.get_by_role("dialog").get_by_role("button", name="通过").click()
    expect(page.get_by_role("alert")).to_contain_text("刚有了别的审核结论")
    expect(page.get_by_label("对整份材料的意见")).to_have_value("事例清楚")
    expect(page.locator("#about")).to_contain_text("已退回")
    expect(page.locator("#said")).to_contain_text("先改错字")
    page.get_by_role("button", name="只写意见").click()
    expect(page.locator("#said")).to_contain_text("事例清楚")


def test_nothing_is_returned_without_words(scene: Scene, visitors: Visitors) -> None:
    page = at(visitors, scene, "/review/{submission}")
    page.get_by_role("button", name="退回修改").click()
    expect(page.get_by_role("alert")).to_contain_text("退回要写明意见")
    expect(page.get_by_label("对整份材料的意见")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)


@ALSO_IN_CHROMIUM_88
def test_words_that_were_not_sent_hold_the_page(scene: Scene, visitors: Visitors) -> None:
    page = at(visitors, scene, "/review/{submission}")
    page.locator(".item").first.get_by_role("button", name="写意见").click()
    page.keyboard.type("还没写完")
    assert held_back(page, "/review")


def test_the_unit_reads_what_it_sent_and_judges_nothing(scene: Scene, visitors: Visitors) -> None:
    page = at(visitors, scene, "/review/{submission}", login="clerk")
    expect(page.get_by_role("article")).to_contain_text("河道巡查记录")
    expect(page.get_by_role("link", name="回到报送")).to_be_visible()
    for act in ("通过", "退回修改", "写意见", "看一页摘要"):
        expect(page.get_by_role("button", name=act)).to_have_count(0)


def test_a_reviewers_page_asks_for_no_note(scene: Scene, visitors: Visitors) -> None:
    page = visitors.signed_in("reviewer", scene.office.password)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    settled(page, scene.address("/review/{submission}"))
    assert [url for url in asked if "/notes" in url or "/assignments" in url] == []


def test_it_fits_a_phone(scene: Scene, visitors: Visitors) -> None:
    page = visitors.signed_in("reviewer", scene.office.password, viewport=PHONE)
    for address in ("/review", "/review/{submission}"):
        settled(page, scene.address(address))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
