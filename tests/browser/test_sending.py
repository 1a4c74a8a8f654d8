"""报送: who may send, what is open, taking back, and what was sent as a file."""

import io
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.browsing import PHONE, Visitors, Watch, settled
from tests.browser.scene import Scene

# The machine is shared: what takes a moment alone takes seconds among other tests.
expect.set_options(timeout=20_000)

SENT = "巡察整改专题民主生活会材料"


def sent_task(scene: Scene) -> str:
    """The assignment whose paper the county has before it."""
    with scene.office.client("clerk") as clerk:
        found = clerk.get(f"/api/v1/submissions/{scene.submission}").json()
    return str(found["assignment"])


def at_sending(visitors: Visitors, scene: Scene, login: str, task: str) -> Page:
    page = visitors.signed_in(login, scene.office.password)
    settled(page, f"/assignments/{task}/sending")
    return page


def test_a_drafter_sees_what_is_open_and_who_may_send(scene: Scene, visitors: Visitors) -> None:
    page = at_sending(visitors, scene, "clerk", scene.assignment)
    expect(page.get_by_text("由本单位负责人来办：head同志")).to_be_visible()
    expect(page.get_by_role("button", name="报送")).to_have_count(0)
    open_ = page.get_by_role("listitem").filter(has_text="【待补】没有填")
    expect(open_.get_by_role("link", name="去填写")).to_have_attribute(
        "href", scene.address("/assignments/{assignment}/draft")
    )
    assert violations(page) == []


def test_without_a_draft_the_page_says_what_to_do(scene: Scene, visitors: Visitors) -> None:
    with scene.office.client("clerk") as clerk:
        found = clerk.get("/api/v1/assignments").json()["items"]
    task = next(one["id"] for one in found if one["title"] == "班子整改方案")
    page = at_sending(visitors, scene, "head", task)
    expect(page.get_by_role("heading", name="还没有可以报送的稿子")).to_be_visible()
    expect(page.get_by_role("link", name="去起草")).to_have_attribute(
        "href", f"/assignments/{task}/draft"
    )


def test_what_was_sent_is_downloaded_for_word(
    scene: Scene, visitors: Visitors, tmp_path: Path
) -> None:
    page = at_sending(visitors, scene, "clerk", sent_task(scene))
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 Word：第1次报送").click()
    assert download.value.suggested_filename == f"{SENT}.docx"
    kept = tmp_path / "sent.docx"
    download.value.save_as(kept)
    text = "\n".join(p.text for p in Document(io.BytesIO(kept.read_bytes())).paragraphs)
    assert "河道巡查记录" in text
    assert "意见采纳对照表" not in text


def test_the_head_takes_a_paper_back_and_the_reviewer_sees_it_no_more(
    scene: Scene, visitors: Visitors
) -> None:
    head = at_sending(visitors, scene, "head", sent_task(scene))
    head.get_by_role("button", name="撤回").click()
    head.get_by_role("dialog").get_by_role("button", name="撤回").click()
    expect(head.get_by_role("heading", name="准备报送")).to_be_visible()
    expect(head.get_by_role("table", name="历次报送")).to_contain_text("已撤回")
    reviewer = visitors.signed_in("reviewer", scene.office.password)
    settled(reviewer, "/review")
    expect(reviewer.get_by_role("heading", name="还没有单位报送材料")).to_be_visible()


def test_a_draft_that_somebody_changed_meanwhile_is_not_sent_unseen(
    scene: Scene, visitors: Visitors, watch: Watch
) -> None:
    head = at_sending(visitors, scene, "head", scene.assignment)
    with scene.office.client("clerk") as clerk:
        address = scene.address("/api/v1/drafts/{draft}/items/{{item}}")
        draft = clerk.get(scene.address("/api/v1/assignments/{assignment}/draft")).json()
        item = draft["draft"]["paper"]["chapters"][0]["sections"][0]["items"][0]["id"]
        address = address.replace("{item}", item)
        read = {"If-Match": clerk.get(address).headers["etag"]}
        clerk.patch(address, json={"text": "另一句话。"}, headers=read).raise_for_status()
    watch.forgive("409")
    head.get_by_role("button", name="报送", exact=True).click()
    head.get_by_role("dialog").get_by_role("button", name="仍然报送").click()
    expect(head.get_by_role("alert")).to_contain_text("又有改动")
    expect(head.get_by_role("heading", name="准备报送")).to_be_visible()
    expect(head.get_by_text("核对以后又改过稿子")).to_be_visible()


def test_it_fits_a_phone(scene: Scene, visitors: Visitors) -> None:
    page = visitors.signed_in("head", scene.office.password, viewport=PHONE)
    settled(page, f"/assignments/{sent_task(scene)}/sending")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
