"""An administrator's day: a unit that is new to the house is set up, begins its first paper, is
looked after, and somebody leaves it."""

import re

import httpx2
from playwright.sync_api import Page, expect

from tests.browser.browsing import Visitors, settled
from tests.browser.serving import Office
from tests.browser.test_admin_house import NOTICE

UNIT, PERSON, LOGIN = "青岚县教育局党组", "新来的同志", "newcomer"
RULE = "shape.balance"


def test_a_new_unit_is_set_up_writes_and_is_looked_after(
    office: Office, visitors: Visitors
) -> None:
    admin = visitors.signed_in("admin", office.password)
    _makes_the_unit(admin)
    password = _makes_the_person(admin)
    kind = _makes_a_kind_of_the_notice(admin)
    _turns_a_rule_off(admin)
    newcomer = visitors.signed_in(LOGIN, password)
    _begins_a_paper(newcomer, kind)
    secret = _makes_a_key(newcomer)
    assert _asks(office, secret) == 200
    _revokes_the_key(admin)
    assert _asks(office, secret) == 401
    _lets_the_person_go(admin)
    newcomer.goto("/")
    expect(newcomer.get_by_role("heading", name="登录")).to_be_visible()
    _finds_all_of_it_in_the_audit(admin)
    _makes_a_backup_and_reads_it(admin)


def _makes_the_unit(admin: Page) -> None:
    settled(admin, "/admin#units")
    admin.get_by_role("tabpanel").get_by_role("button", name="新建单位").click()
    admin.get_by_label("单位全称").fill(UNIT)
    admin.get_by_role("combobox", name="上级单位").select_option(label="青岚县")
    admin.get_by_role("button", name="新建", exact=True).click()
    expect(admin.get_by_role("row").filter(has_text=UNIT)).to_contain_text("0 人")


def _makes_the_person(admin: Page) -> str:
    """Gives the password that is shown once."""
    admin.get_by_role("tab", name="人员").click()
    admin.get_by_role("button", name="新建人员").click()
    admin.get_by_role("textbox", name="姓名", exact=True).fill(PERSON)
    admin.get_by_role("textbox", name="登录名").fill(LOGIN)
    admin.get_by_label("第1个角色的单位").select_option(label=f"　{UNIT}")
    admin.get_by_label("第1个角色", exact=True).select_option("drafter")
    admin.get_by_role("button", name="新建", exact=True).click()
    password = admin.get_by_label("密码", exact=True).input_value()
    admin.get_by_role("button", name="已经记下了").click()
    return password


def _makes_a_kind_of_the_notice(admin: Page) -> str:
    """Gives the name of the kind."""
    admin.get_by_role("tab", name="文种").click()
    admin.get_by_role("button", name="由通知新建").click()
    admin.get_by_label("把通知全文粘贴在这里").fill(NOTICE)
    admin.get_by_role("button", name="读出对照方面").click()
    expect(admin.get_by_label("文种的写法")).to_have_value(re.compile("带头固本培元"))
    admin.get_by_label("哪个单位用").select_option(label=f"　{UNIT}")
    admin.get_by_role("button", name="保存").click()
    row = admin.get_by_role("table", name="自定的文种").get_by_role("row").nth(1)
    expect(row).to_contain_text(UNIT)
    return (row.get_by_role("rowheader").text_content() or "").rpartition("（")[0]


def _turns_a_rule_off(admin: Page) -> None:
    admin.get_by_role("tab", name="规则").click()
    admin.get_by_label("哪个单位", exact=True).select_option(label=f"　{UNIT}")
    admin.get_by_label("找规则").fill(RULE)
    admin.get_by_role("combobox", name="级别：").select_option("off")
    expect(admin.get_by_role("table", name="规则")).to_contain_text("本单位：级别由")


def _begins_a_paper(newcomer: Page, kind: str) -> None:
    settled(newcomer, "/#new")
    newcomer.get_by_label(kind).check()
    expect(newcomer.get_by_text("带头固本培元、增强党性")).to_be_visible()
    newcomer.get_by_role("button", name="建好，去交意见").click()
    expect(newcomer.get_by_role("heading", name="先把收到的意见交进来")).to_be_visible()


def _makes_a_key(newcomer: Page) -> str:
    """Gives the key that is shown once."""
    settled(newcomer, "/me")
    newcomer.get_by_role("button", name="新建密钥").click()
    newcomer.get_by_label("给哪个系统用").fill("公文系统")
    newcomer.get_by_role("button", name="新建", exact=True).click()
    secret = newcomer.get_by_role("dialog").locator("code").text_content() or ""
    newcomer.get_by_role("dialog").get_by_role("button", name="已经抄好了").click()
    return secret


def _asks(office: Office, secret: str) -> int:
    """How the service answers a program with the key."""
    with office.service.client() as program:
        answer: httpx2.Response = program.get(
            "/api/v1/assignments", headers={"Authorization": f"Bearer {secret}"}
        )
        return answer.status_code


def _revokes_the_key(admin: Page) -> None:
    admin.get_by_role("tab", name="密钥").click()
    admin.get_by_role("button", name=f"吊销：{PERSON}的公文系统").click()
    admin.get_by_role("dialog").get_by_role("button", name="吊销").click()
    expect(admin.get_by_role("heading", name="没有符合条件的密钥")).to_be_visible()


def _lets_the_person_go(admin: Page) -> None:
    admin.get_by_role("tab", name="人员").click()
    admin.get_by_role("button", name=f"离岗：{PERSON}").click()
    admin.get_by_role("button", name="停用并收回角色").click()
    expect(admin.get_by_role("row").filter(has_text=LOGIN)).to_contain_text("已停用")


def _finds_all_of_it_in_the_audit(admin: Page) -> None:
    admin.get_by_role("tab", name="审计").click()
    told = admin.get_by_role("table", name="审计记录")
    for act in ("新建单位", "新建人员", "新建任务", "新建密钥", "吊销密钥"):
        expect(told).to_contain_text(act)
    admin.get_by_role("button", name="核验").click()
    expect(admin.get_by_text("前后相接，没有被改动")).to_be_visible()


def _makes_a_backup_and_reads_it(admin: Page) -> None:
    admin.get_by_role("tab", name="备份").click()
    admin.get_by_role("button", name="现在做一份").click()
    expect(admin.get_by_text("备份做好了")).to_be_visible()
    row = admin.get_by_role("table", name="备份").get_by_role("row").nth(1)
    row.get_by_role("button", name="核对").click()
    expect(row).to_contain_text("完整")
