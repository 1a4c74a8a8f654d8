"""A long paper is drawn window by window: what a person looks for is there all the same."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import Watch
from tests.browser.draft.drafted import Paper, opened, painted, ready
from tests.browser.serving import Service

NEVER_IDLE = "window.requestIdleCallback = () => 0"
"""A page that is always busy comes to none of what it does when idle."""


@pytest.fixture
def all_items(service: Service, paper: Paper) -> list[str]:
    """The ids of the paper's items in their order."""
    with service.client() as client:
        draft = client.get(f"/api/v1/assignments/{paper.task}/draft").json()["draft"]
    return [
        item["id"]
        for chapter in draft["paper"]["chapters"]
        for section in chapter["sections"]
        for item in section["items"]
    ]


@pytest.fixture
def busy(page: Page, paper: Paper) -> Page:
    """The page of somebody whose machine has no moment to spare, as it opens."""
    page.add_init_script(NEVER_IDLE)
    opened(page, paper)
    return page


def drawn(page: Page) -> list[str]:
    found: list[str] = page.locator("#paper .item").evaluate_all(
        "all => all.map(one => one.dataset.item)"
    )
    return found


def test_what_lies_below_the_window_follows_by_itself_in_its_order(
    page: Page, paper: Paper, all_items: list[str]
) -> None:
    opened(page, paper)
    expect(page.locator("#paper .item")).to_have_count(len(all_items))
    assert drawn(page) == all_items
    measure = page.locator(".item.measure").last
    expect(measure.locator(".links .chip").first).to_contain_text("对应问题")


@pytest.mark.parametrize(
    "does",
    ["dispatchEvent(new Event('beforeprint'))", "document.getElementById('check-now').click()"],
)
def test_a_printer_and_a_new_check_find_the_whole_paper(
    busy: Page, all_items: list[str], does: str
) -> None:
    assert 0 < len(drawn(busy)) < len(all_items)
    busy.evaluate(does)
    expect(busy.locator("#paper .item")).to_have_count(len(all_items))
    assert drawn(busy) == all_items


def test_f7_goes_back_to_the_last_question_and_the_count_knows_them_all(
    busy: Page, all_items: list[str]
) -> None:
    count = int(busy.locator("#question-count").text_content() or "")
    busy.keyboard.press("Shift+F7")
    expect(busy.locator("#paper .item")).to_have_count(len(all_items))
    assert len(painted(busy, "question")) == count
    chosen = busy.evaluate("getSelection().toString()")
    assert chosen == painted(busy, "question")[-1]


def test_an_address_that_names_an_item_leads_to_it(
    page: Page, paper: Paper, all_items: list[str]
) -> None:
    page.add_init_script(NEVER_IDLE)
    page.goto(f"{paper.path}#item-{all_items[-1]}")
    ready(page)
    expect(page.locator(f"#item-{all_items[-1]}")).to_be_in_viewport()
    expect(page.locator(f"#item-{all_items[-1]} .text")).to_be_focused()


def test_notes_are_those_of_now_and_where_they_do_not_come_those_it_was_drafted_from(
    page: Page, paper: Paper, service: Service, watch: Watch
) -> None:
    with service.client() as client:
        address = f"/api/v1/assignments/{paper.task}/notes"
        note = next(one for one in client.get(address).json()["items"] if "无人机" in one["text"])
        version = {"If-Match": f'"{note["version"]}"'}
        reason = {"set_aside": "已经在用"}
        client.patch(f"{address}/{note['id']}", json=reason, headers=version).raise_for_status()
    opened(page, paper)
    page.get_by_role("tab", name="意见").click()
    expect(page.locator("#notes li").first).to_be_visible()
    expect(page.locator("#notes")).not_to_contain_text("无人机")
    watch.forgive("ERR_INTERNET_DISCONNECTED")
    page.route(
        f"**/assignments/{paper.task}/notes", lambda route: route.abort("internetdisconnected")
    )
    page.reload()
    ready(page)
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("tab", name="意见").click()
    expect(page.locator("#notes")).to_contain_text("无人机")
