"""The paper of a closed assignment: it is read, and opened again with one button."""

import httpx2
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.draft.drafted import Paper, opened, saved, text_of, words
from tests.browser.serving import Service


def test_a_closed_paper_is_only_read_until_it_is_opened_again(
    service: Service, page: Page, paper: Paper
) -> None:
    with httpx2.Client(base_url=service.base, timeout=30, trust_env=False) as client:
        at = f"/api/v1/assignments/{paper.task}"
        version = {"If-Match": client.get(at).headers["etag"]}
        client.patch(at, json={"state": "closed"}, headers=version).raise_for_status()
    opened(page, paper)
    line = page.get_by_role("note").filter(has_text="任务已经办结，只能看")
    expect(line).to_be_visible()
    assert violations(page) == []
    before = text_of(words(page, "p1-1"))
    words(page, "p1-1").click()
    page.keyboard.type("添的字")
    expect(page.locator("#notices")).to_contain_text("要改请先重新打开")
    expect(words(page, "p1-1")).to_have_text(before)
    line.get_by_role("button", name="重新打开").click()
    expect(line).to_have_count(0)
    expect(page.locator("#paper .item").first).to_be_visible()
    words(page, "p1-1").click()
    page.keyboard.type("添的字")
    saved(page)
    expect(words(page, "p1-1")).to_contain_text("添的字")
