"""A paper's way up and back: sent by the head, returned by the reviewer, mended, passed."""

from playwright.sync_api import Page, expect

from tests.browser.browsing import Visitors, Watch, settled
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.scene import Scene
from tests.browser.serving import PATIENCE_S

# The machine is shared: what takes a moment alone takes seconds among other tests.
expect.set_options(timeout=20_000)

SPOKEN = "没有写明是哪几个月、谁负责"
MENDED = "巡查记录后补"


@ALSO_IN_CHROMIUM_88
def test_a_paper_is_sent_returned_mended_sent_again_and_passed(
    scene: Scene, visitors: Visitors, watch: Watch
) -> None:
    head = visitors.signed_in("head", scene.office.password)
    reviewer = visitors.signed_in("reviewer", scene.office.password)
    sends(head, scene)
    about = returns(reviewer)
    reads_why(head, scene, about)
    watch.forgive("409")
    is_refused_unchanged(head)
    mends(scene, about)
    sends_again(head, scene)
    compares_and_passes(reviewer, about)
    head.reload()
    expect(head.get_by_role("heading", name="已通过")).to_be_visible()
    expect(head.locator("#acts").get_by_role("button")).to_have_count(0)


def sends(head: Page, scene: Scene) -> None:
    settled(head, scene.address("/assignments/{assignment}/sending"))
    expect(head.get_by_text("【待补】没有填")).to_be_visible()
    head.get_by_role("button", name="报送", exact=True).click()
    question = head.get_by_role("dialog")
    expect(question).to_contain_text("待补没有填")
    question.get_by_role("button", name="仍然报送").click()
    expect(head.get_by_role("heading", name="已报送，等上级审核")).to_be_visible()


def returns(reviewer: Page) -> str:
    """Opens the paper from the list, comments on an item and returns it; gives the item's name."""
    settled(reviewer, "/")
    expect(reviewer.get_by_role("heading", name="审核", level=1)).to_be_visible()
    row = reviewer.get_by_role("row").filter(has_text="2025年度民主生活会对照检查材料")
    expect(row).to_contain_text("待审核")
    row.get_by_role("link").click()
    item = reviewer.locator(".item").filter(has_text="有意见反映").first
    item.focus()
    name = item.get_attribute("aria-label") or ""
    reviewer.keyboard.press("c")
    reviewer.keyboard.type(SPOKEN)
    reviewer.keyboard.press("Control+Enter")
    expect(item).to_contain_text(SPOKEN)
    reviewer.get_by_role("button", name="退回修改").click()
    expect(reviewer.get_by_role("alert")).to_contain_text("已代拟")
    reviewer.get_by_label("对整份材料的意见").fill("请逐条补上事例。")
    reviewer.get_by_role("button", name="退回修改").click()
    reviewer.get_by_role("dialog").get_by_role("button", name="退回").click()
    expect(reviewer.locator("#about")).to_contain_text("已退回")
    expect(reviewer.get_by_role("button", name="通过")).to_have_count(0)
    return name


def reads_why(head: Page, scene: Scene, about: str) -> None:
    head.reload()
    expect(head.get_by_role("heading", name="已退回，请修改后再报送")).to_be_visible()
    expect(head.locator("#returned")).to_contain_text("请逐条补上事例。")
    expect(head.locator("#returned")).to_contain_text(SPOKEN)
    link = head.locator("#returned").get_by_role("link", name=about)
    draft = scene.address("/assignments/{assignment}/draft#item-")
    assert (link.get_attribute("href") or "").startswith(draft)


def is_refused_unchanged(head: Page) -> None:
    head.get_by_role("button", name="再次报送").click()
    head.get_by_role("dialog").get_by_role("button", name="仍然报送").click()
    expect(head.get_by_role("alert")).to_contain_text("退回以后稿子没有改动")
    head.get_by_role("button", name="知道了").click()


def mends(scene: Scene, about: str) -> None:
    with scene.office.client("clerk") as clerk:
        paper = clerk.get(scene.address("/api/v1/assignments/{assignment}/draft")).json()
        chapters = paper["draft"]["paper"]["chapters"]
        items = [i for c in chapters for s in c["sections"] for i in s["items"]]
        named = next(i for i in items if (i["headline"] or i["text"])[:80] == about)
        item = scene.address("/api/v1/drafts/{draft}/items/") + named["id"]
        read = {"If-Match": clerk.get(item).headers["etag"]}
        words = {"headline": MENDED, "text": "2025年3月至5月的巡查记录由办公室后补。"}
        clerk.patch(item, json=words, headers=read).raise_for_status()


def sends_again(head: Page, scene: Scene) -> None:
    settled(head, scene.address("/assignments/{assignment}/sending"))
    expect(head.locator("#now-said")).to_contain_text("退回以后已经改过稿子")
    expect(head.get_by_text("核对以后又改过稿子")).to_be_visible()
    head.get_by_role("button", name="现在核对").click()
    # The check starts a process of its own.
    expect(head.get_by_text("核对以后又改过稿子")).to_have_count(0, timeout=PATIENCE_S * 1000)
    head.get_by_role("button", name="再次报送").click()
    head.get_by_role("dialog").get_by_role("button", name="仍然报送").click()
    expect(head.get_by_role("heading", name="已报送，等上级审核")).to_be_visible()
    expect(head.get_by_role("table", name="历次报送").get_by_role("row")).to_have_count(3)


def compares_and_passes(reviewer: Page, about: str) -> None:
    settled(reviewer, "/review?state=submitted")
    row = reviewer.get_by_role("row").filter(has_text="2025年度民主生活会对照检查材料")
    row.get_by_role("link").click()
    # The item has another name by now; what was said of it is still beside it, under the old one.
    before = reviewer.get_by_role("group", name=MENDED).locator(".before")
    expect(before).to_contain_text(SPOKEN)
    expect(before).to_contain_text(f"关于“{about}”")
    reviewer.keyboard.press("b")
    reviewer.get_by_label("与这份比较").select_option(index=1)
    expect(reviewer.locator("ins").first).to_contain_text("2025年3月至5月的巡查记录由办公室后补")
    expect(reviewer.locator("del").first).to_be_visible()
    reviewer.get_by_label("与这份比较").select_option("")
    reviewer.get_by_role("button", name="通过").click()
    reviewer.get_by_role("dialog").get_by_role("button", name="通过").click()
    expect(reviewer.locator("#about")).to_contain_text("已通过")
