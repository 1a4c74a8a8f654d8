"""A drafter's morning: the first run, a notice that becomes an assignment, the list of all."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.browsing import Visitors, Watch, settled, today
from tests.browser.chromium_88 import ALSO_IN_CHROMIUM_88
from tests.browser.handed_in import assigned, with_notes
from tests.browser.serving import Office, Service

NOTICE = """关于认真开好2025年度民主生活会的通知
各镇党委，县直各部门党组（党委）：
一、主题。锲而不舍落实中央八项规定精神，推进作风建设常态化长效化。
二、对照检查。领导班子重点从以下三个方面查摆问题：一是带头强化政治忠诚、提高政治能力方面；二是带头固本培元、增强党性方面；三是带头干事创业、担当作为方面。
三、时间安排。班子对照检查材料请于2027年1月25日前报县委组织部审核。
"""


def test_the_first_run_asks_for_the_unit_and_goes_on_to_the_first_assignment(
    service: Service, page: Page
) -> None:
    settled(page, "/")
    assert violations(page) == []
    page.get_by_label("单位全称").fill("柳溪镇党委")
    page.get_by_role("button", name="开始写第一份材料").click()
    expect(page.get_by_role("heading", name="新建任务")).to_be_focused()
    page.get_by_label("2024年度班子对照检查材料").check()
    expect(page.get_by_text("带头增强党性、严守纪律、砥砺作风")).to_be_visible()
    expect(page.get_by_label("任务名称")).to_have_value("2024年度民主生活会对照检查材料")
    assert violations(page) == []
    page.get_by_role("button", name="建好，去交意见").click()
    expect(page.get_by_role("heading", name="先把收到的意见交进来")).to_be_visible()
    (made,) = _assignments(service)
    assert (made["kind"], made["year"]) == ("team-2024", 2024)


@pytest.mark.usefixtures("service")
def test_the_sample_unit_is_ready_to_look_at_with_one_click(page: Page) -> None:
    settled(page, "/")
    page.get_by_role("button", name="先用样例单位试一试").click()
    expect(page.get_by_text("已经理好，共 93 条意见")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="任务", exact=True).click()
    expect(page.get_by_role("row", name="样例")).to_contain_text("意见 93 条")
    expect(page.get_by_role("link", name="起草：")).to_be_visible()


@ALSO_IN_CHROMIUM_88
def test_a_pasted_notice_is_confirmed_and_becomes_the_units_own_kind(
    service: Service, page: Page
) -> None:
    _unit(service)
    settled(page, "/")
    page.get_by_role("button", name="新建任务").first.click()
    page.get_by_label("按今年的通知来").check()
    page.get_by_label("把通知全文粘贴在这里").fill(NOTICE)
    page.get_by_role("button", name="读出对照方面").click()
    expect(page.get_by_label("第1个方面", exact=True)).to_have_value(
        "带头强化政治忠诚、提高政治能力"
    )
    expect(page.locator(".evidence").first).to_contain_text(
        "一是带头强化政治忠诚、提高政治能力方面"
    )
    assert violations(page) == []
    page.get_by_label("第2个方面", exact=True).fill("带头固本培元、增强党性、严守纪律")
    page.get_by_role("button", name="下移第1个方面").click()
    page.get_by_role("button", name="再加一个方面").click()
    page.get_by_label("第4个方面", exact=True).fill("带头敬畏人民")
    expect(page.get_by_label("什么时候要交")).to_have_value("2027-01-25")
    page.get_by_role("button", name="建好，去交意见").click()
    expect(page.get_by_role("heading", name="先把收到的意见交进来")).to_be_visible()
    (made,) = _assignments(service)
    assert made["deadline"] == "2027-01-25"
    with service.client() as client:
        kinds = client.get(f"/api/v1/units/{made['unit']}/kinds").json()["items"]
    own = next(kind for kind in kinds if kind["id"] == made["kind"])
    assert [aspect["title"] for aspect in own["aspects"]] == [
        "带头固本培元、增强党性、严守纪律",
        "带头强化政治忠诚、提高政治能力",
        "带头干事创业、担当作为",
        "带头敬畏人民",
    ]


def test_a_notice_may_come_as_a_file_and_a_wrong_one_says_what_is_wrong(
    service: Service, page: Page, watch: Watch, tmp_path: Path
) -> None:
    watch.forgive("422")
    _unit(service)
    settled(page, "/#new")
    page.get_by_label("按今年的通知来").check()
    empty, right = tmp_path / "别的.txt", tmp_path / "通知.txt"
    empty.write_text("关于食堂周五停止供应晚餐的通知，请周知。", encoding="utf-8")
    right.write_text(NOTICE, encoding="utf-8")
    page.locator("#maker input[type=file]").set_input_files(empty)
    expect(page.get_by_role("alert")).to_contain_text("没有在通知中找到对照方面")
    page.locator("#maker input[type=file]").set_input_files(right)
    expect(page.get_by_label("第3个方面", exact=True)).to_have_value("带头干事创业、担当作为")


def test_what_was_filled_in_survives_a_refresh_and_the_way_back(
    service: Service, page: Page
) -> None:
    _unit(service)
    settled(page, "/#new")
    page.get_by_label("按今年的通知来").check()
    page.get_by_label("把通知全文粘贴在这里").fill(NOTICE)
    page.get_by_role("button", name="读出对照方面").click()
    page.get_by_label("第2个方面", exact=True).fill("改过的方面")
    page.get_by_label("任务名称").fill("自己起的名称")
    page.reload()
    expect(page.get_by_label("第2个方面", exact=True)).to_have_value("改过的方面")
    expect(page.get_by_label("任务名称")).to_have_value("自己起的名称")
    page.get_by_role("button", name="返回任务列表").click()
    page.go_back()
    expect(page.get_by_label("任务名称")).to_have_value("自己起的名称")


def test_the_most_urgent_stands_first_and_what_is_late_is_said(
    service: Service, page: Page
) -> None:
    unit = _unit(service)
    with service.client() as client:
        for title, days in (("不急的", 30), ("过期的", -3), ("明天的", 1)):
            deadline = (today() + dt.timedelta(days)).isoformat()
            assigned(client, unit, title=title, deadline=deadline)
        assigned(client, unit, title="没定时限的")
    settled(page, "/")
    titles = page.locator("tbody th a")
    expect(titles).to_have_text(["过期的", "明天的", "不急的", "没定时限的"])
    expect(page.get_by_role("row", name="过期的")).to_contain_text("已超期 3 天")
    expect(page.get_by_role("status").filter(has_text="1 个已超期")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_next_step_leads_from_notes_to_draft(service: Service, page: Page) -> None:
    made = with_notes(service)
    settled(page, "/")
    line = page.get_by_role("row", name="2025年度")
    expect(line).to_contain_text("还没起草")
    expect(line.get_by_role("link", name="起草：")).to_have_attribute(
        "href", f"/assignments/{made.assignment}/draft"
    )
    with service.client() as client:
        service.done(client, client.post(f"{made.api}/draft"))
    page.reload()
    expect(line.get_by_role("link", name="补写待补：")).to_be_visible()


def test_a_closed_assignment_leaves_the_list_and_comes_back(service: Service, page: Page) -> None:
    unit = _unit(service)
    with service.client() as client:
        assigned(client, unit, title="写完的")
        assigned(client, unit, title="还在写的")
    settled(page, "/")
    page.get_by_role("button", name="办结：写完的").click()
    expect(page.get_by_role("row", name="写完的")).to_have_count(0)
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_role("row", name="写完的")).to_be_visible()
    page.get_by_role("button", name="办结：写完的").click()
    expect(page.get_by_role("row", name="写完的")).to_have_count(0)
    page.get_by_label("状态").select_option("closed")
    page.reload()
    page.get_by_role("button", name="重新打开：写完的").click()
    page.get_by_label("状态").select_option("unfinished")
    expect(page.get_by_role("row", name="写完的")).to_be_visible()


def test_title_and_deadline_change_and_a_second_hand_is_told_first(
    service: Service, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive("409")
    unit = _unit(service)
    with service.client() as client:
        assigned(client, unit, title="原来的名称")
    one, other = visitors.page(), visitors.page()
    for page in (one, other):
        settled(page, "/")
        page.get_by_role("button", name="改名称、时限：原来的名称").click()
    other.get_by_label("任务名称").fill("别人的名称")
    other.get_by_role("button", name="保存").click()
    expect(other.get_by_role("row", name="别人的名称")).to_be_visible()
    one.get_by_label("任务名称").fill("我的名称")
    one.get_by_label("时限", exact=True).fill("2027-01-25")
    one.get_by_role("button", name="保存").click()
    expect(one.get_by_role("alert")).to_contain_text("刚被别人改过")
    expect(one.get_by_label("任务名称")).to_have_value("我的名称")
    one.get_by_role("button", name="保存").click()
    expect(one.get_by_role("row", name="我的名称")).to_contain_text("2027年1月25日")


def test_running_work_is_shown_and_goes_when_it_is_done(service: Service, page: Page) -> None:
    with service.client() as client:
        client.post("/api/v1/sample").raise_for_status()
    settled(page, "/")
    expect(page.locator("#running .job")).to_have_count(0, timeout=60_000)
    expect(page.get_by_role("row", name="样例")).to_contain_text("意见 93 条")


def test_units_are_told_and_chosen_where_there_are_several(service: Service, page: Page) -> None:
    first, second = _unit(service), _unit(service, "柳溪镇党委")
    with service.client() as client:
        assigned(client, first, title="水利局的")
        assigned(client, second, title="柳溪镇的")
    settled(page, "/")
    expect(page.get_by_role("row", name="柳溪镇的")).to_contain_text("柳溪镇党委")
    page.get_by_label("单位").select_option(label="柳溪镇党委")
    expect(page.get_by_role("row", name="水利局的")).to_have_count(0)


def test_a_drafter_of_an_office_sees_no_sample_and_names_no_unit(
    office: Office, visitors: Visitors
) -> None:
    page = visitors.signed_in("clerk", office.password)
    settled(page, "/")
    expect(page.get_by_role("heading", name="还没有任务")).to_be_visible()
    expect(page.get_by_role("button", name="先用样例单位试一试")).to_have_count(0)
    page.get_by_role("button", name="新建任务").first.click()
    expect(page.get_by_label("任务名称")).to_be_visible()
    expect(page.locator("#maker").get_by_label("单位")).to_have_count(0)


def _unit(service: Service, name: str = "青岚县水利局党组") -> str:
    with service.client() as client:
        return str(client.post("/api/v1/units", json={"name": name}).json()["id"])


def _assignments(service: Service) -> list[dict[str, Any]]:
    with service.client() as client:
        found: list[dict[str, Any]] = client.get("/api/v1/assignments").json()["items"]
        return found
