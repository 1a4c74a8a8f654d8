"""A paper is drafted while somebody watches; whatever breaks on the way, it is there at last."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.browsing import Watch
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.draft.drafted import (
    Paper,
    caret,
    copied,
    opened,
    seeded,
    the_paper,
)
from tests.browser.serving import PATIENCE_S, Service, ServiceProcess
from tests.simulated_llm.server import Speed

LONG = PATIENCE_S * 1000


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with sorted notes and a drafted paper of another assignment."""
    return copied(tmp_path / "data")


@pytest.fixture
def begun(data: Path) -> Paper:
    """An assignment that has its notes, but no draft."""
    return seeded(data, unit=the_paper().unit, drafts=False)


def slowly(service: Service) -> None:
    """Lets the model think so long that a section is seen before the next one is there."""
    service.model.speed = Speed(first_token_s=2.0)


def test_before_there_is_a_draft_the_page_says_what_it_would_stand_on(
    begun: Paper, service: Service, page: Page
) -> None:
    assert service.base
    page.goto(begun.path)
    expect(page.get_by_role("heading", name="还没有稿子")).to_be_visible()
    told = page.locator(".beginning")
    expect(told).to_contain_text("用来起草的意见 9 条")
    expect(told).to_contain_text("“管党治党”这个方面没有意见")
    assert violations(page) == []


def test_an_assignment_without_notes_leads_to_the_notes(service: Service, page: Page) -> None:
    with service.client() as client:
        asked = {"unit": the_paper().unit, "kind": "team-2025", "title": "还没有意见的材料"}
        task = client.post("/api/v1/assignments", json=asked).json()["id"]
    page.goto(f"/assignments/{task}/draft")
    expect(page.get_by_role("heading", name="还没有整理过的意见")).to_be_visible()
    expect(page.get_by_role("link", name="去交入意见")).to_have_attribute(
        "href", f"/assignments/{task}/notes"
    )


@ALSO_IN_CHROMIUM_88
def test_sections_are_seen_while_they_are_written_and_a_refresh_loses_none(
    begun: Paper, service: Service, page: Page
) -> None:
    slowly(service)
    page.goto(begun.path)
    page.get_by_role("button", name="起草", exact=True).click()
    stream = page.get_by_role("article", name="正在写的稿子")
    expect(stream).to_contain_text("有意见反映", timeout=LONG)
    assert violations(page) == []
    page.reload()
    expect(stream).to_contain_text("有意见反映", timeout=LONG)
    expect(page.locator("#paper .item").first).to_be_visible(timeout=LONG)
    expect(stream).to_have_count(0)


def test_a_draft_is_given_up_in_the_middle(begun: Paper, service: Service, page: Page) -> None:
    slowly(service)
    page.goto(begun.path)
    page.get_by_role("button", name="起草", exact=True).click()
    page.locator(".job").get_by_role("button", name="取消").click()
    expect(page.get_by_role("heading", name="还没有稿子")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("button", name="起草", exact=True)).to_be_enabled()


def test_a_service_killed_while_it_writes_goes_on_and_the_page_with_it(
    begun: Paper, service_process: ServiceProcess, page: Page, watch: Watch
) -> None:
    watch.forgive("ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE")
    slowly(service_process)
    page.goto(begun.path)
    page.get_by_role("button", name="起草", exact=True).click()
    expect(page.get_by_role("article", name="正在写的稿子")).to_contain_text(
        "有意见反映", timeout=LONG
    )
    service_process.restart()
    expect(page.locator("#paper .item").first).to_be_visible(timeout=LONG)
    expect(page.locator("#paper")).to_contain_text("五、下一步努力方向和整改措施")


def test_a_service_killed_while_somebody_types_loses_no_word(
    service_process: ServiceProcess, page: Page, watch: Watch
) -> None:
    watch.forgive("ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE")
    paper = the_paper()
    opened(page, paper)
    service_process.kill()
    caret(page, "p1-2", "局里还没声音。")
    page.keyboard.insert_text("服务停了以后写的。")
    expect(page.locator("#save-state")).to_have_attribute("data-saving", "failed")
    service_process.start()
    expect(page.locator("#save-state")).to_have_attribute("data-saving", "saved", timeout=LONG)
    with service_process.client() as client:
        assert "服务停了以后写的。" in paper.text(client, "p1-2")


def test_the_whole_paper_is_drafted_anew_and_the_old_one_is_kept(
    service: Service, page: Page
) -> None:
    assert page.request.get(service.base).ok
    opened(page, the_paper())
    caret(page, "p1-2", "局里还没声音。")
    page.keyboard.insert_text("改过的话。")
    page.get_by_role("button", name="各版和删去的").click()
    page.get_by_role("menuitem", name="整份重新起草").click()
    page.get_by_role("dialog").get_by_role("button", name="重新起草").click()
    expect(page.locator("#paper")).to_contain_text("有意见反映", timeout=LONG)
    expect(page.locator("#paper")).not_to_contain_text("改过的话")
    page.get_by_role("button", name="各版和删去的").click()
    page.get_by_role("menuitem", name="整份材料的各版").click()
    page.get_by_role("radio").nth(1).check()
    expect(page.locator(".papers-differ")).to_contain_text("改过的话")
