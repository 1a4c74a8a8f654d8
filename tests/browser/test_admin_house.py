"""An administrator's day, the house: rules, kinds, settings, audit, backups."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.browsing import Visitors, Watch, held_back, settled, today
from tests.browser.serving import Office

NOTICE = """关于认真开好2025年度民主生活会的通知
各镇党委，县直各部门党组（党委）：
二、对照检查。领导班子重点从以下三个方面查摆问题：一是带头强化政治忠诚、提高政治能力方面；二是带头固本培元、增强党性方面；三是带头干事创业、担当作为方面。
"""
WRITTEN = (
    "# 本局定的\naccept:  # 省里的提法\n  - 强基工程\nlevels:\n  link.orphan: off  # 会上定的\n"
)


def at(visitors: Visitors, office: Office, part: str) -> Page:
    page = visitors.signed_in("admin", office.password)
    settled(page, f"/admin#{part}")
    return page


def rules(office: Office) -> str:
    with office.client("admin") as admin:
        return str(admin.get(f"/api/v1/units/{office.bureau.id}/rules").json()["body"])


def write_rules(office: Office, text: str) -> None:
    address = f"/api/v1/units/{office.bureau.id}/rules"
    with office.client("admin") as admin:
        stands = {"If-Match": admin.get(address).headers["etag"]}
        admin.put(address, json={"body": text}, headers=stands).raise_for_status()


def at_rules(visitors: Visitors, office: Office) -> Page:
    page = at(visitors, office, f"rules:{office.bureau.id}")
    expect(page.get_by_label("哪个单位")).to_have_value(office.bureau.id)
    return page


def test_a_rule_is_turned_off_and_on_again_for_one_unit(office: Office, visitors: Visitors) -> None:
    page = at_rules(visitors, office)
    page.get_by_label("找规则").fill("shape.balance")
    level = page.get_by_role("combobox", name="级别：")
    expect(level).to_have_count(1)
    level.select_option("off")
    expect(page.get_by_text("已停用这条规则")).to_be_visible()
    expect(page.get_by_role("table", name="规则")).to_contain_text("本单位：级别由")
    assert rules(office) == "levels:\n  shape.balance: off\n"
    assert violations(page) == []
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_role("table", name="规则")).to_contain_text("没有改过")
    assert rules(office) == ""


def test_the_tables_leave_alone_what_people_wrote(office: Office, visitors: Visitors) -> None:
    write_rules(office, WRITTEN)
    page = at_rules(visitors, office)
    page.get_by_label("找规则").fill("shape.balance")
    page.get_by_role("combobox", name="级别：").select_option("error")
    expect(page.get_by_text("级别已改为“必改”")).to_be_visible()
    assert rules(office) == WRITTEN + "  shape.balance: error\n"
    page.get_by_role("textbox", name="不标的词").fill("强基工程\n链长制")
    page.get_by_role("button", name="保存：不标的词").click()
    expect(page.get_by_text("不标的词已保存")).to_be_visible()
    assert "  - 强基工程\n  - 链长制\n" in rules(office)
    assert "  link.orphan: off  # 会上定的\n" in rules(office)


def test_a_rule_in_full_shows_examples_and_takes_words_of_ones_own(
    office: Office, visitors: Visitors
) -> None:
    page = at_rules(visitors, office)
    page.get_by_label("找规则").fill("left.scrape")
    page.get_by_role("button", name="看细节：").click()
    shown = page.get_by_role("dialog")
    for title in ("会提示的例子", "不会提示的例子"):
        expect(shown.get_by_role("heading", name=title, exact=True)).to_be_visible()
    assert violations(page) == []
    shown.get_by_label("从网上抄来的痕迹").fill("内部资料")
    shown.get_by_role("button", name="保存").click()
    expect(page.get_by_text("清单已保存")).to_be_visible()
    assert rules(office) == 'data+:\n  left.scrape:\n    patterns:\n      - "内部资料"\n'


def test_people_and_phrases_of_the_unit_are_written_down(
    office: Office, visitors: Visitors
) -> None:
    page = at_rules(visitors, office)
    page.get_by_role("textbox", name="固定提法").fill("强基固本专项行动 2024-03")
    page.get_by_role("textbox", name="本单位人员").fill("王建国 局长\n李秀英")
    page.get_by_role("button", name="保存：本单位人员").click()
    expect(page.get_by_text("本单位人员已保存")).to_be_visible()
    # What was typed beside it and not saved yet is still there.
    expect(page.get_by_role("textbox", name="固定提法")).to_have_value("强基固本专项行动 2024-03")
    page.get_by_role("button", name="保存：固定提法").click()
    expect(page.get_by_text("固定提法已保存")).to_be_visible()
    assert rules(office) == (
        "roster:\n  - {name: 王建国, post: 局长}\n  - 李秀英\n"
        'formulae:\n  - {phrase: 强基固本专项行动, since: "2024-03"}\n'
    )


def test_a_slip_in_the_text_is_shown_at_its_line_and_nothing_is_kept(
    office: Office, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive("422")
    page = at_rules(visitors, office)
    page.get_by_text("配置全文（熟悉写法的人用）").click()
    area = page.get_by_label("配置全文", exact=True)
    area.fill("accept:\n  - 强基工程\nlevels:\n  keine.regel: off\n")
    save = page.get_by_role("tabpanel").get_by_role("button", name="保存", exact=True)
    save.click()
    expect(page.get_by_role("alert")).to_contain_text("第4行")
    expect(page.locator(".line-numbers .bad")).to_have_text("4")
    expect(area).to_be_focused()
    assert rules(office) == ""
    area.fill("accept:\n  - 强基工程\n")
    # A button takes no second press before the first is done with.
    expect(save).not_to_have_attribute("aria-busy", "true")
    save.click()
    expect(page.get_by_text("规则配置已保存")).to_be_visible()
    expect(page.get_by_role("textbox", name="不标的词")).to_have_value("强基工程")


def test_a_text_that_no_table_can_change_is_left_alone_and_told(
    office: Office, visitors: Visitors
) -> None:
    flowing = "{levels: {link.orphan: off}, accept: [强基工程]}\n"
    write_rules(office, flowing)
    page = at_rules(visitors, office)
    page.get_by_label("找规则").fill("shape.balance")
    level = page.get_by_role("combobox", name="级别：")
    before = level.input_value()
    level.select_option("error" if before != "error" else "off")
    expect(page.get_by_role("alert")).to_contain_text("请在下面的“配置全文”里改")
    expect(level).to_have_value(before)
    assert rules(office) == flowing


def test_another_unit_is_not_shown_over_unsaved_words(office: Office, visitors: Visitors) -> None:
    page = at_rules(visitors, office)
    page.get_by_role("textbox", name="不标的词").fill("还没存")
    page.get_by_label("哪个单位").select_option(office.county.id)
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    expect(page.get_by_label("哪个单位")).to_have_value(office.bureau.id)
    expect(page.get_by_role("textbox", name="不标的词")).to_have_value("还没存")
    page.get_by_label("哪个单位").select_option(office.county.id)
    page.get_by_role("button", name="不保存，换单位").click()
    expect(page.get_by_role("textbox", name="不标的词")).to_have_value("")


def test_unsaved_text_holds_the_page(office: Office, visitors: Visitors) -> None:
    page = at_rules(visitors, office)
    page.get_by_role("textbox", name="不标的词").fill("还没存")
    assert held_back(page, "/help")


def test_who_comes_late_to_the_rules_is_told_and_sees_what_stands(
    office: Office, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive("409")
    page = at_rules(visitors, office)
    write_rules(office, "accept: [别人加的]\n")
    page.get_by_role("textbox", name="不标的词").fill("我加的")
    page.get_by_role("button", name="保存：不标的词").click()
    expect(page.get_by_role("alert")).to_contain_text("已被别人改过")
    expect(page.get_by_role("textbox", name="不标的词")).to_have_value("我加的")
    expect(page.get_by_text("别人刚存的是：别人加的")).to_be_visible()
    assert rules(office) == "accept: [别人加的]\n"


def test_who_comes_late_to_the_text_sees_both(
    office: Office, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive("409")
    page = at_rules(visitors, office)
    page.get_by_text("配置全文（熟悉写法的人用）").click()
    area = page.get_by_label("配置全文", exact=True)
    area.fill("accept: [我加的]\n")
    write_rules(office, "accept: [别人加的]\n")
    page.get_by_role("tabpanel").get_by_role("button", name="保存", exact=True).click()
    theirs = page.get_by_label("别人保存的")
    expect(theirs).to_have_value("accept: [别人加的]\n")
    expect(area).to_have_value("accept: [我加的]\n")
    page.get_by_role("button", name="两份对换").click()
    expect(area).to_have_value("accept: [别人加的]\n")
    expect(theirs).to_have_value("accept: [我加的]\n")


def test_a_kind_is_made_of_a_notice_mended_at_its_line_and_removed(
    office: Office, visitors: Visitors, watch: Watch
) -> None:
    watch.forgive("422")
    page = at(visitors, office, "kinds")
    page.get_by_role("button", name="由通知新建").click()
    page.get_by_label("把通知全文粘贴在这里").fill(NOTICE)
    page.get_by_role("button", name="读出对照方面").click()
    area = page.get_by_label("文种的写法")
    expect(area).to_have_value(re.compile("带头固本培元"))
    good = area.input_value()
    area.fill(good.replace("aspects:", "aspects: ["))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("行不是合格的 YAML")
    expect(page.locator(".line-numbers .bad")).to_have_count(1)
    assert violations(page) == []
    area.fill(good.replace('"team"', '"tem"'))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("第3行 scope")
    expect(page.locator(".line-numbers .bad")).to_have_text("3")
    area.fill(good)
    page.get_by_label("哪个单位用").select_option(label="　青岚县水利局党组")
    page.get_by_role("button", name="保存").click()
    row = page.get_by_role("table", name="自定的文种").get_by_role("row").nth(1)
    expect(row).to_contain_text("青岚县水利局党组")
    row.get_by_role("button", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(page.get_by_role("heading", name="还没有自定的文种")).to_be_visible()


def test_the_model_is_tried_and_the_house_examined(office: Office, visitors: Visitors) -> None:
    page = at(visitors, office, "model")
    model = page.get_by_role("region", name="语言模型")
    expect(model.get_by_role("row").filter(has_text="DUIZHAO_LLM_BASE_URL")).to_contain_text(
        office.service.model.base_url
    )
    expect(page.get_by_role("tabpanel")).not_to_contain_text("SecretStr")
    page.get_by_role("button", name="测一测语言模型").click()
    expect(model.get_by_role("table", name="查的结果")).to_be_visible(timeout=90_000)
    page.get_by_role("button", name="测一测数据库").click()
    places = page.get_by_role("region", name="存放")
    expect(places.get_by_role("table", name="查的结果")).to_contain_text("SQLite 文件完整")
    assert violations(page) == []


def test_the_audit_is_searched_by_act_person_and_day(office: Office, visitors: Visitors) -> None:
    with office.client("clerk"):
        pass
    page = at(visitors, office, "audit")
    rows = page.get_by_role("table", name="审计记录").get_by_role("row")
    page.get_by_label("办什么").select_option(label="登录")
    page.get_by_label("谁", exact=True).select_option(label="clerk同志")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("clerk同志登录")
    page.get_by_label("哪一天").fill((today() - dt.timedelta(days=3)).isoformat())
    expect(page.get_by_role("heading", name="没有符合条件的记录")).to_be_visible()
    page.get_by_role("button", name="不筛选").click()
    expect(page.get_by_role("table", name="审计记录")).to_contain_text("新建单位")
    assert violations(page) == []


def test_older_entries_of_the_audit_are_one_click_away(office: Office, visitors: Visitors) -> None:
    with office.client("admin") as admin:
        for number in range(60):
            given = {"name": f"第{number}站", "parent": office.county.id}
            admin.post("/api/v1/units", json=given).raise_for_status()
    page = at(visitors, office, "audit")
    rows = page.get_by_role("table", name="审计记录").get_by_role("row")
    expect(rows).to_have_count(51)
    page.get_by_role("button", name="看更早的").click()
    expect(rows.nth(51)).to_be_focused()
    expect(page.get_by_role("button", name="看更早的")).to_have_count(0)


def test_the_chain_is_verified_and_its_head_noted_down(office: Office, visitors: Visitors) -> None:
    page = at(visitors, office, "audit")
    page.get_by_role("button", name="核验").click()
    expect(page.get_by_text("前后相接，没有被改动")).to_be_visible()
    head = page.locator("#audit-head-now").inner_text()
    page.get_by_label("以前抄下的链尾").fill(head)
    page.get_by_role("button", name="核验").click()
    expect(page.get_by_text("抄下的链尾也在其中")).to_be_visible()
    page.get_by_label("以前抄下的链尾").fill("0" * 64)
    page.get_by_role("button", name="核验").click()
    expect(page.get_by_text("末尾被截去，或整个记录被重写")).to_be_visible()


def test_a_backup_is_made_and_read_through(office: Office, visitors: Visitors) -> None:
    page = at(visitors, office, "backups")
    expect(page.get_by_role("heading", name="还没有备份")).to_be_visible()
    page.get_by_role("button", name="现在做一份").click()
    expect(page.get_by_text("备份做好了")).to_be_visible()
    row = page.get_by_role("table", name="备份").get_by_role("row").nth(1)
    expect(row).to_contain_text("还没有核对")
    row.get_by_role("button", name="核对").click()
    expect(row).to_contain_text("完整")
    expect(page.locator("#restore-command")).to_contain_text("duizhao restore")
    expect(page.get_by_role("tabpanel").get_by_role("link")).to_have_count(0)
    assert violations(page) == []
