"""At the door: signing in and out, one's own password and keys, and a sign-in that ends midway."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.axe import violations
from tests.browser.browsing import PHONE, Visitors, Watch, settled
from tests.browser.serving import Office

NEW = "井台上晒着五双旧草鞋"


def at_the_door(page: Page, goes_to: str = "") -> Page:
    settled(page, f"/sign-in{goes_to}")
    return page


def knock(page: Page, login: str, password: str) -> None:
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_who_signs_in_comes_to_their_work_and_out_again(office: Office, page: Page) -> None:
    page.goto("/library?unit=x")
    expect(page).to_have_url(re.compile(r"/sign-in\?goes_to="))
    expect(page.get_by_label("登录名")).to_be_focused()
    assert violations(page) == []
    knock(page, "clerk", office.password)
    expect(page).to_have_url(re.compile(r"/library\?unit=x$"))
    expect(page.get_by_role("link", name="clerk同志")).to_be_visible()
    expect(page.locator("html[data-ready]")).to_be_attached()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()


def test_each_comes_to_the_screen_that_is_theirs(office: Office, visitors: Visitors) -> None:
    for login, heading in (("clerk", "任务"), ("reviewer", "审核"), ("admin", "管理")):
        page = at_the_door(visitors.page())
        knock(page, login, office.password)
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()


def test_a_wrong_password_is_told_and_the_login_stays(
    office: Office, page: Page, watch: Watch
) -> None:
    watch.forgive("401")
    at_the_door(page)
    knock(page, "clerk", "不是这个不是这个")
    expect(page.get_by_role("alert")).to_contain_text("登录名或密码不对")
    expect(page.get_by_label("登录名")).to_have_value("clerk")
    expect(page.get_by_label("密码")).to_be_focused()
    assert violations(page) == []
    page.keyboard.type(office.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="任务", level=1)).to_be_visible()


@pytest.mark.usefixtures("office")
def test_who_tries_too_often_is_told_to_wait(page: Page, watch: Watch) -> None:
    watch.forgive("401")
    watch.forgive("429")
    at_the_door(page)
    said = page.get_by_role("alert")
    for _ in range(7):
        with page.expect_response("**/sign-in"):
            knock(page, "clerk", "猜猜猜猜猜猜猜猜")
        expect(page.get_by_role("button", name="登录")).to_be_enabled()
    expect(said).to_contain_text("秒")
    expect(said).to_contain_text(re.compile("再试|等"))


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/sign-in",
    ],
)
def test_the_door_leads_nowhere_but_inside(office: Office, page: Page, elsewhere: str) -> None:
    settled(page, "/sign-in")
    page.goto(f"/sign-in?goes_to={elsewhere}")
    page.wait_for_selector("html[data-ready]", state="attached")
    knock(page, "clerk", office.password)
    expect(page).to_have_url(re.compile(rf"^{re.escape(office.service.base)}/(#.*)?$"))


@pytest.mark.usefixtures("office")
def test_without_a_provider_none_is_offered(page: Page) -> None:
    at_the_door(page)
    expect(page.get_by_role("link", name="用统一身份认证登录")).to_have_count(0)


def test_ones_own_password_is_changed(office: Office, visitors: Visitors, watch: Watch) -> None:
    watch.forgive("403")
    watch.forgive("422")
    page = visitors.signed_in("clerk", office.password)
    settled(page, "/me")
    assert violations(page) == []
    change(page, "不是这个不是这个", NEW, NEW)
    expect(page.get_by_role("alert")).to_contain_text("原密码不对")
    change(page, office.password, NEW, NEW + "错")
    expect(page.get_by_role("alert")).to_contain_text("两遍新密码不一样")
    change(page, office.password, "短", "短")
    expect(page.get_by_role("alert")).to_contain_text("至少要10个字符")
    change(page, office.password, NEW, NEW)
    expect(page.get_by_text("密码已改")).to_be_visible()
    newcomer = at_the_door(visitors.page())
    knock(newcomer, "clerk", NEW)
    expect(newcomer.get_by_role("heading", name="任务", level=1)).to_be_visible()


def change(page: Page, old: str, new: str, again: str) -> None:
    page.get_by_label("现在的密码").fill(old)
    page.get_by_label("新密码", exact=True).fill(new)
    page.get_by_label("再写一遍新密码").fill(again)
    page.get_by_role("button", name="改密码").click()


def test_a_key_is_shown_once_and_revoked(office: Office, visitors: Visitors) -> None:
    page = visitors.signed_in("clerk", office.password)
    settled(page, "/me")
    page.get_by_role("button", name="新建密钥").click()
    page.get_by_label("给哪个系统用").fill("公文系统")
    page.get_by_role("button", name="新建", exact=True).click()
    shown = page.get_by_role("dialog")
    expect(shown.get_by_role("heading", name="请现在就抄下密钥")).to_be_visible()
    secret = shown.locator("code").inner_text()
    assert violations(page) == []
    shown.get_by_role("button", name="已经抄好了").click()
    row = page.get_by_role("row").filter(has_text="公文系统")
    expect(row).to_contain_text("还没有用过")
    assert secret not in page.content()
    with office.service.client() as program:
        bearer = {"Authorization": f"Bearer {secret}"}
        assert program.get("/api/v1/me", headers=bearer).status_code == 200
        row.get_by_role("button", name="吊销").click()
        page.get_by_role("dialog").get_by_role("button", name="吊销").click()
        expect(page.get_by_text("没有密钥")).to_be_visible()
        assert program.get("/api/v1/me", headers=bearer).status_code == 401


def test_a_sign_in_that_ended_asks_again_in_place_and_the_act_is_done_once(
    office: Office, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive("401")
    page = visitors.signed_in("admin", office.password)
    settled(page, "/admin")
    page.get_by_role("tabpanel").get_by_role("button", name="新建单位").click()
    page.get_by_label("单位全称").fill("青岚县统计局")
    page.context.clear_cookies()
    sent: list[str] = []
    page.on("request", lambda request: sent.extend(_posted(request)))
    page.get_by_role("button", name="新建", exact=True).click()
    question = page.get_by_role("dialog", name="请重新登录")
    expect(question).to_contain_text("页面上的内容都还在")
    question.get_by_label("登录名").fill("admin")
    question.get_by_label("密码").fill("不是这个不是这个")
    question.get_by_role("button", name="登录").click()
    expect(question.get_by_role("alert")).to_contain_text("登录名或密码不对")
    question.get_by_label("密码").fill(office.password)
    question.get_by_role("button", name="登录").click()
    expect(page.get_by_text("已新建“青岚县统计局”")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="青岚县统计局")).to_have_count(1)
    assert len(sent) == 2
    assert len(set(sent)) == 1, "sent again under another key, it could be done twice"


def _posted(request: Request) -> list[str]:
    if request.method != "POST" or not request.url.endswith("/units"):
        return []
    return [request.headers["idempotency-key"]]


def test_all_sign_ins_end_at_once(office: Office, visitors: Visitors) -> None:
    page = visitors.signed_in("clerk", office.password)
    elsewhere = visitors.signed_in("clerk", office.password)
    settled(page, "/me")
    page.get_by_role("button", name="在所有地方退出").click()
    page.get_by_role("button", name="全部退出").click()
    # Exactly that: the page of one's account has a heading about sign-ins elsewhere.
    expect(page.get_by_role("heading", name="登录", exact=True)).to_be_visible()
    elsewhere.goto("/me")
    expect(elsewhere.get_by_role("heading", name="登录", exact=True)).to_be_visible()


def test_the_help_leads_to_all_its_parts(office: Office, visitors: Visitors) -> None:
    page = visitors.signed_in("clerk", office.password)
    settled(page, "/help")
    for link in page.get_by_role("navigation", name="本页内容").get_by_role("link").all():
        place = link.get_attribute("href") or ""
        expect(page.locator(place)).to_have_count(1)
    page.keyboard.press("F1")
    expect(page.get_by_role("heading", name="快捷键")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="快捷键")).to_have_count(0)
    assert violations(page) == []


def test_door_account_and_help_fit_a_phone(office: Office, visitors: Visitors) -> None:
    door = visitors.page(viewport=PHONE)
    inside = visitors.signed_in("clerk", office.password, viewport=PHONE)
    for page, address in ((door, "/sign-in"), (inside, "/me"), (inside, "/help")):
        settled(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
        assert violations(page) == [], address


@pytest.mark.usefixtures("service")
def test_alone_on_a_machine_there_is_no_door(page: Page) -> None:
    page.goto("/sign-in")
    expect(page).to_have_url(re.compile(r"/$"))
    settled(page, "/me")
    expect(page.get_by_text("只在这台电脑上使用，不用登录")).to_be_visible()
    expect(page.get_by_role("button", name="退出")).to_have_count(0)
    assert violations(page) == []
