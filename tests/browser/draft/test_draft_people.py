"""Several people at one paper, and a sign-in that ends while somebody types."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import Visitors, Watch
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.draft.drafted import Paper, caret, opened, saved, words
from tests.browser.serving import Office


@pytest.fixture
def drafters(office: Office, paper: Paper, visitors: Visitors) -> tuple[Page, Page]:
    """The pages of the clerk and of the head, who both write for the paper's unit."""
    with office.client("admin") as admin:
        people = {one["login"]: one for one in admin.get("/api/v1/people").json()["items"]}
        for login in ("clerk", "head"):
            roles = {"roles": [{"unit": paper.unit, "role": "drafter"}]}
            version = {"If-Match": f'"{people[login]["version"]}"'}
            address = f"/api/v1/people/{people[login]['id']}"
            admin.patch(address, json=roles, headers=version).raise_for_status()
    clerk, head = (visitors.signed_in(login, office.password) for login in ("clerk", "head"))
    for page in (clerk, head):
        opened(page, paper)
    return clerk, head


def test_a_sign_in_that_ends_while_somebody_types_costs_no_word(
    drafters: tuple[Page, Page], office: Office, watch: Watch
) -> None:
    watch.forgive("401")
    clerk, _ = drafters
    clerk.context.clear_cookies()
    caret(clerk, "p1-2", "局里还没声音。")
    clerk.keyboard.insert_text("登录过期时写的。")
    question = clerk.get_by_role("dialog", name="请重新登录")
    question.get_by_label("登录名").fill("clerk")
    question.get_by_label("密码").fill(office.password)
    question.get_by_role("button", name="登录").click()
    saved(clerk)
    clerk.reload()
    expect(words(clerk, "p1-2")).to_contain_text("局里还没声音。登录过期时写的。")


@ALSO_IN_CHROMIUM_88
def test_two_people_at_one_item_see_whose_words_stand_against_theirs(
    drafters: tuple[Page, Page], watch: Watch
) -> None:
    watch.forgive("409")
    clerk, head = drafters
    caret(head, "p1-2", "局里还没声音。")
    head.keyboard.insert_text("局长的话。")
    saved(head)
    caret(clerk, "p1-2", "有同志反映，")
    clerk.keyboard.insert_text("据了解，")
    conflict = clerk.get_by_role("alert", name="两人同时改了这一条")
    expect(conflict).to_contain_text("head同志也改了这一条")
    conflict.get_by_role("button", name="用我的").click()
    saved(clerk)
    clerk.locator("#item-p1-2 .more").click()
    clerk.get_by_role("menuitem", name="历次改动").click()
    expect(clerk.locator(".versions")).to_contain_text("head同志")
    expect(clerk.locator(".versions")).to_contain_text("局长的话。")


def test_people_at_different_items_never_meet(drafters: tuple[Page, Page]) -> None:
    clerk, head = drafters
    caret(head, "p1-1", "什么关系。")
    head.keyboard.insert_text("局长补充。")
    caret(clerk, "p1-2", "局里还没声音。")
    clerk.keyboard.insert_text("科员补充。")
    saved(head)
    saved(clerk)
    for page in drafters:
        page.reload()
        expect(words(page, "p1-1")).to_contain_text("局长补充。")
        expect(words(page, "p1-2")).to_contain_text("科员补充。")
