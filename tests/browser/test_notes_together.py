"""Two people or two tabs at the same notes, a lost line, a sign-in that ended: nothing is lost."""

import re

from playwright.sync_api import Page, expect

from tests.browser.browsing import Visitors, Watch, settled
from tests.browser.handed_in import Sorted, assigned, kept, opened, row, with_notes
from tests.browser.serving import Office, Service


def at_odds(visitors: Visitors, made: Sorted) -> Page:
    """The page of one who gave N6 an aspect after somebody else had given it another."""
    one, other = (opened(visitors.page(), made) for _ in range(2))
    row(other, "N6").focus()
    other.keyboard.press("2")
    expect(row(other, "N6")).to_contain_text("党性修养")
    row(one, "N6").focus()
    one.keyboard.press("5")
    return one


def test_a_note_that_somebody_else_changed_is_told_and_mine_can_still_be_set(
    service: Service, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive("409")
    made = with_notes(service)
    one = at_odds(visitors, made)
    dialog = one.get_by_role("dialog", name="这条意见刚被别人改过")
    expect(dialog).to_contain_text("对照方面：带头固本培元、增强党性")
    expect(dialog).to_contain_text("带头坚决扛起管党治党责任")
    dialog.get_by_role("button", name="仍按我的改").click()
    expect(row(one, "N6")).to_contain_text("管党治党")
    assert kept(service, made)["N6"]["aspect"] == "带头坚决扛起管党治党责任"


def test_whoever_leaves_the_others_word_sees_it(
    service: Service, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive("409")
    made = with_notes(service)
    one = at_odds(visitors, made)
    one.get_by_role("dialog").get_by_role("button", name="取消").click()
    expect(row(one, "N6")).to_contain_text("党性修养")


def test_a_merge_that_comes_second_is_told_and_can_be_done_all_the_same(
    service: Service, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive("409")
    made = with_notes(service)
    one, other = (opened(visitors.page(), made) for _ in range(2))
    row(other, "N6").focus()
    other.keyboard.press("2")
    expect(row(other, "N6")).to_contain_text("党性修养")
    for note in ("N6", "N7"):
        row(one, note).get_by_role("checkbox").check()
    one.get_by_role("button", name="归并", exact=True).click()
    one.get_by_role("dialog").get_by_role("button", name="仍按我的改").click()
    expect(one.get_by_text("归并成一组")).to_be_visible()
    found = kept(service, made)
    assert found["N6"]["group"] == found["N7"]["group"] is not None


def test_what_could_not_be_saved_on_a_lost_line_is_saved_when_it_is_back(
    service: Service, page: Page, watch: Watch
) -> None:
    watch.forgive("ERR_INTERNET_DISCONNECTED")
    made = with_notes(service)
    opened(page, made)
    page.context.set_offline(True)
    row(page, "N6").focus()
    page.keyboard.press("5")
    expect(page.get_by_role("alert")).to_contain_text("连不上服务")
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    expect(row(page, "N6")).to_contain_text("管党治党")


def test_a_sign_in_that_ended_is_renewed_in_place_and_the_act_is_done(
    office: Office, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive("401")
    page = visitors.signed_in("clerk", office.password)
    service = office.service
    with office.client("clerk") as client:
        made = assigned(client, office.bureau.id)
        notes = [{"id": "N6", "text": "停水不通知，8月9号停了一天", "source": "座谈会"}]
        client.post(f"{made.api}/notes", json={"notes": notes}).raise_for_status()
        service.done(client, client.post(f"{made.api}/notes/sort"))
    settled(page, made.address)
    page.context.clear_cookies()
    row(page, "N6").focus()
    page.keyboard.press("5")
    dialog = page.get_by_role("dialog", name="请重新登录")
    dialog.get_by_label("登录名").fill("clerk")
    dialog.get_by_label("密码").fill(office.password)
    dialog.get_by_role("button", name="登录").click()
    expect(row(page, "N6")).to_contain_text("管党治党")


def test_notes_of_a_closed_assignment_are_only_looked_at(
    service: Service, page: Page, watch: Watch
) -> None:
    watch.forgive("409")
    made = with_notes(service)
    with service.client() as client:
        closing = {"If-Match": client.get(made.api).headers["etag"]}
        client.patch(made.api, json={"state": "closed"}, headers=closing).raise_for_status()
    opened(page, made)
    row(page, "N6").focus()
    page.keyboard.press("5")
    expect(page.get_by_role("alert")).to_contain_text(re.compile("已经办结.*重新打开"))
