"""An administrator's day: units, people, keys, and who may see what of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.api.accounts import PASSWORD
from tests.browser.axe import violations
from tests.browser.browsing import PHONE, Visitors, Watch, settled
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.serving import Office

TABS = ["单位", "人员", "密钥", "文种", "规则", "模型与设置", "审计", "备份"]


def at(visitors: Visitors, office: Office, part: str, login: str = "admin") -> Page:
    page = visitors.signed_in(login, office.password)
    settled(page, f"/admin#{part}")
    return page


def test_a_unit_is_made_renamed_limited_moved_and_each_act_taken_back(
    office: Office, visitors: Visitors
) -> None:
    page = at(visitors, office, "units")
    page.get_by_role("tabpanel").get_by_role("button", name="新建单位").click()
    page.get_by_label("单位全称").fill("青岚县教育局")
    page.get_by_role("combobox", name="上级单位").select_option(label="青岚县")
    page.get_by_role("button", name="新建", exact=True).click()
    row = page.get_by_role("row").filter(has_text="青岚县教育局")
    expect(row).to_contain_text("0 人")
    expect(row).to_contain_text("不限")
    page.get_by_role("button", name="改名：青岚县教育局").click()
    page.get_by_label("新的全称").fill("青岚县教育局党组")
    page.get_by_role("button", name="改名", exact=True).click()
    expect(page.get_by_role("row").filter(has_text="青岚县教育局党组")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_role("row").filter(has_text="青岚县教育局党组")).to_have_count(0)
    page.get_by_role("button", name="定上限：青岚县教育局").click()
    page.get_by_label("每月上限").fill("500000")
    page.get_by_role("button", name="保存").click()
    expect(row).to_contain_text("500,000")
    page.get_by_role("button", name="移动：青岚县教育局").click()
    page.get_by_label("移到哪个单位之下").select_option(label="　青岚县水利局党组")
    page.get_by_role("button", name="移动", exact=True).click()
    expect(page.get_by_text("已移到“青岚县水利局党组”之下")).to_be_visible()
    assert violations(page) == []


def test_no_unit_can_be_moved_below_itself(office: Office, visitors: Visitors) -> None:
    page = at(visitors, office, "units")
    page.get_by_role("button", name="移动：青岚县", exact=True).click()
    offered = page.get_by_label("移到哪个单位之下").get_by_role("option")
    expect(offered).to_have_text(["（不在谁之下，最上一级）"])


def test_a_refused_act_keeps_what_was_typed(
    office: Office, visitors: Visitors, watch: Watch
) -> None:
    page = at(visitors, office, "units")
    watch.forgive("409")
    page.get_by_role("tabpanel").get_by_role("button", name="新建单位").click()
    page.get_by_label("单位全称").fill("青岚县水利局党组")
    page.get_by_role("button", name="新建", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("青岚县水利局党组")
    expect(page.get_by_label("单位全称")).to_have_value("青岚县水利局党组")


def test_who_was_made_signs_in_with_the_password_shown_once(
    office: Office, visitors: Visitors
) -> None:
    page = at(visitors, office, "people")
    page.get_by_role("button", name="新建人员").click()
    page.get_by_role("textbox", name="姓名", exact=True).fill("张文")
    page.get_by_role("textbox", name="登录名").fill("zhangwen")
    page.get_by_label("第1个角色的单位").select_option(label="　青岚县水利局党组")
    page.get_by_label("第1个角色", exact=True).select_option("drafter")
    assert violations(page) == []
    page.get_by_role("button", name="新建", exact=True).click()
    expect(page.get_by_role("heading", name="请把密码当面交给张文")).to_be_visible()
    password = page.get_by_label("密码", exact=True).input_value()
    page.get_by_role("button", name="已经记下了").click()
    row = page.get_by_role("row").filter(has_text="zhangwen")
    expect(row).to_contain_text("青岚县水利局党组：起草人")
    newcomer = visitors.signed_in("zhangwen", password)
    settled(newcomer, "/")
    expect(newcomer.get_by_role("link", name="张文")).to_be_visible()


def test_roles_change_an_account_is_shut_and_opened_and_somebody_leaves(
    office: Office, visitors: Visitors
) -> None:
    clerk = visitors.signed_in("clerk", office.password)
    page = at(visitors, office, "people")
    row = page.get_by_role("row").filter(has_text="clerk同志")
    page.get_by_role("button", name="改角色：clerk同志").click()
    page.get_by_role("button", name="再加一个角色").click()
    page.get_by_label("第2个角色的单位").select_option(label="　青岚县水利局党组")
    page.get_by_label("第2个角色", exact=True).select_option("head")
    page.get_by_role("button", name="保存").click()
    expect(row).to_contain_text("单位负责人")
    page.get_by_role("button", name="停用：clerk同志").click()
    expect(page.get_by_role("dialog")).to_contain_text("意见和材料都留在单位里")
    page.get_by_role("button", name="停用", exact=True).click()
    expect(row).to_contain_text("已停用")
    clerk.goto("/")
    expect(clerk.get_by_role("heading", name="登录")).to_be_visible()
    page.get_by_role("button", name="启用：clerk同志").click()
    expect(row).to_contain_text("在用")
    page.get_by_role("button", name="离岗：clerk同志").click()
    page.get_by_role("button", name="停用并收回角色").click()
    expect(row).to_contain_text("没有角色")
    expect(row).to_contain_text("已停用")
    page.get_by_role("button", name="新密码：head同志").click()
    page.get_by_role("button", name="换新密码").click()
    expect(page.get_by_role("heading", name="请把密码当面交给head同志")).to_be_visible()


def test_people_are_found_by_name_unit_and_state(office: Office, visitors: Visitors) -> None:
    page = at(visitors, office, "people")
    rows = page.get_by_role("table", name="人员").get_by_role("row")
    expect(rows).to_have_count(5)
    page.get_by_label("找人").fill("REVIEW")
    expect(rows).to_have_count(2)
    page.get_by_label("找人").fill("没有这个人")
    expect(page.get_by_role("heading", name="没有找到")).to_be_visible()
    page.get_by_label("找人").fill("")
    page.get_by_role("combobox", name="单位").select_option(label="　青岚县水利局党组")
    expect(rows).to_have_count(3)
    page.get_by_role("combobox", name="状态").select_option("off")
    expect(page.get_by_role("heading", name="没有找到")).to_be_visible()
    assert violations(page) == []


def test_the_last_administrator_of_the_house_cannot_go(
    office: Office, visitors: Visitors, watch: Watch
) -> None:
    page = at(visitors, office, "people")
    watch.forgive("409")
    expect(page.get_by_role("button", name="停用：admin同志")).to_have_count(0)
    page.get_by_role("button", name="改角色：admin同志").click()
    page.get_by_role("button", name="去掉：第1个角色").click()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("最后一位全系统的管理员")


def test_a_key_is_seen_and_revoked(office: Office, visitors: Visitors) -> None:
    with office.client("clerk") as clerk:
        given = {"unit": office.bureau.id, "name": "公文系统", "permissions": ["read"]}
        clerk.post("/api/v1/keys", json=given).raise_for_status()
    page = at(visitors, office, "keys")
    row = page.get_by_role("row").filter(has_text="公文系统")
    expect(row).to_contain_text("clerk同志（clerk）")
    expect(row).to_contain_text("还没有用过")
    assert violations(page) == []
    page.get_by_role("button", name="吊销：clerk同志的公文系统").click()
    page.get_by_role("dialog").get_by_role("button", name="吊销").click()
    expect(page.get_by_role("heading", name="没有符合条件的密钥")).to_be_visible()
    page.get_by_label("也看已吊销、已到期的").check()
    expect(row).to_contain_text("已吊销")


def test_the_tabs_go_by_arrow_keys_and_have_addresses(office: Office, visitors: Visitors) -> None:
    page = at(visitors, office, "units")
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_text(TABS)
    tabs.first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="人员")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="人员")).to_be_visible()
    expect(page).to_have_url(re.compile("#people$"))
    page.keyboard.press("End")
    expect(page.get_by_role("tabpanel", name="备份")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("tabpanel", name="人员")).to_be_visible()
    page.reload()
    expect(page.get_by_role("tabpanel", name="人员")).to_be_visible()


@ALSO_IN_CHROMIUM_88
def test_a_part_that_does_not_come_is_told_and_comes_with_the_next_press(
    office: Office, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive("ERR_INTERNET_DISCONNECTED")
    page = at(visitors, office, "units")
    page.route("**/admin/people.js*", lambda route: route.abort("internetdisconnected"))
    page.get_by_role("tab", name="人员").click()
    expect(page.get_by_role("alert")).to_contain_text("这一部分没有取到")
    page.unroute("**/admin/people.js*")
    page.get_by_role("tab", name="人员").click()
    expect(page.get_by_role("row").filter(has_text="clerk")).to_be_visible()


def test_the_administrator_of_one_unit_sees_what_is_theirs(
    office: Office, visitors: Visitors
) -> None:
    with office.client("admin") as admin:
        role = {"unit": office.bureau.id, "role": "administrator"}
        given = {"login": "shuili", "name": "水利管理员", "roles": [role], "password": PASSWORD}
        admin.post("/api/v1/people", json=given).raise_for_status()
    page = at(visitors, office, "units", login="shuili")
    expect(page.get_by_text("您管理：青岚县水利局党组")).to_be_visible()
    expect(page.get_by_role("tab")).to_have_text(["单位", "人员", "密钥", "文种", "规则", "审计"])
    expect(page.get_by_role("table", name="单位").get_by_role("row")).to_have_count(2)
    page.get_by_role("tab", name="人员").click()
    people = page.get_by_role("table", name="人员")
    expect(people.get_by_role("row")).to_have_count(4)
    expect(people).not_to_contain_text("reviewer")
    page.get_by_role("button", name="新建人员").click()
    expect(page.get_by_label("第1个角色的单位").get_by_role("option")).to_have_text(
        ["青岚县水利局党组"]
    )
    page.get_by_role("button", name="取消").click()
    page.get_by_role("tab", name="审计").click()
    expect(page.get_by_role("table", name="审计记录")).to_contain_text("新建人员")
    expect(page.get_by_role("button", name="核验")).to_have_count(0)
    page.goto("/admin#backups")
    expect(page.get_by_role("tabpanel", name="单位")).to_be_visible()


def test_who_administers_nothing_is_not_offered_it(office: Office, visitors: Visitors) -> None:
    page = visitors.signed_in("clerk", office.password)
    settled(page, "/")
    expect(page.get_by_role("link", name="管理")).to_have_count(0)


@pytest.mark.usefixtures("service")
def test_alone_on_a_machine_the_page_says_what_an_account_changes(page: Page) -> None:
    settled(page, "/admin#people")
    expect(page.get_by_text("建了第一个账号，重新启动后就要登录")).to_be_visible()
    page.get_by_role("tabpanel").get_by_role("button", name="新建人员").last.click()
    expect(page.get_by_label("第1个角色的单位")).to_have_value("house")
    page.get_by_role("button", name="取消").click()
    page.get_by_role("tab", name="单位").click()
    expect(page.get_by_role("heading", name="还没有单位")).to_be_visible()
    assert violations(page) == []


def test_every_part_fits_a_phone(office: Office, visitors: Visitors) -> None:
    page = visitors.signed_in("admin", office.password, viewport=PHONE)
    settled(page, "/admin")
    for name in TABS:
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
        expect(page.get_by_text("正在读取…").and_(page.locator(":visible"))).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
        assert violations(page) == [], name
