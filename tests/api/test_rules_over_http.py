"""A unit's rules over HTTP: its administrators change them, its people see what is in force."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from service.office.people import Membership
from tests.api.accounts import PASSWORD, Town, settings_of, town_at

OVERLAY = "levels: {link.orphan: off}\naccept: [强基工程]\n"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with town_at(settings_of(tmp_path)) as made:
        yield made


def at(town: Town) -> str:
    return f"/api/v1/units/{town.bureau.id}/rules"


def put(client: httpx2.Client, address: str, text: str, version: int) -> httpx2.Response:
    headers = {"If-Match": f'"{version}"'}
    return client.put(address, json={"body": text}, headers=headers)


def test_an_administrator_writes_a_units_rules_and_its_people_see_them(town: Town) -> None:
    with town.signed_in("admin") as admin:
        before = admin.get(at(town))
        assert before.headers["etag"] == '"0"'
        assert before.json()["body"] == ""
        kept = put(admin, at(town), OVERLAY, 0)
        assert kept.status_code == 200, kept.text
        assert kept.headers["etag"] == '"1"'
        assert kept.json()["updated_by"] == "admin同志"
    with town.signed_in("clerk") as clerk:
        assert clerk.get(at(town)).json()["body"] == OVERLAY
        cards = clerk.get(f"{at(town)}/cards").json()
        changed = [card for card in cards["items"] if card["changes"]]
        assert [(card["id"], card["level"]) for card in changed] == [("link.orphan", "off")]
        assert cards["everywhere"] == [{"file": "本单位", "what": "不标的词：强基工程"}]
        assert len(cards["items"]) > 30
        assert all(card["title"] and card["message"] and card["source"] for card in cards["items"])
        assert put(clerk, at(town), "", 1).status_code == 403


def test_who_comes_late_is_shown_both_texts_and_nothing_is_lost(town: Town) -> None:
    with town.signed_in("admin") as admin:
        assert admin.put(at(town), json={"body": OVERLAY}).status_code == 428
        assert put(admin, at(town), OVERLAY, 0).status_code == 200
        late = put(admin, at(town), "accept: [别的工程]", 0)
        assert late.status_code == 409
        assert (late.json()["current"], late.json()["yours"]) == (OVERLAY, "accept: [别的工程]")
        assert admin.get(at(town)).json()["body"] == OVERLAY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("levels:\n  link.orphan: loud", "第2行的“levels.link.orphan”：只能是"),
        ("levels:\n  no.such: off", "第2行的“levels.no.such”：没有名为"),
        ("accept: [a", "行不是合格的 YAML"),
        ("data+: {left.scrape: {patterns: ['(a+)+$']}}", "算不完"),
        ("data+: {left.scrape: {patterns: ['(']}}", "不是可用的正则表达式"),
        ("[" * 90_000, "套得太深"),
    ],
)
def test_a_slip_is_told_with_its_line_and_nothing_is_kept(town: Town, text: str, said: str) -> None:
    with town.signed_in("admin") as admin:
        answer = put(admin, at(town), text, 0)
        assert answer.status_code == 422
        assert said in answer.json()["detail"]
        assert answer.json()["detail"].startswith("规则配置 本单位")
        assert admin.get(at(town)).json()["version"] == 0


def test_a_change_is_audited_without_its_words(town: Town) -> None:
    with town.signed_in("admin") as admin:
        assert put(admin, at(town), "roster: [赵甲乙]", 0).status_code == 200
        entries = admin.get("/api/v1/audit", params={"action": "rules.changed"})
    (entry,) = entries.json()["items"]
    assert (entry["unit"], entry["detail"]["version"]) == (town.bureau.id, 1)
    assert "赵甲乙" not in entries.text


def test_who_only_knows_of_the_unit_sees_none_of_its_rules(town: Town) -> None:
    office, operator = town.house.office, town.house.office.scopes.local("操作员")
    hashed = office.registry.passwords.new_hash(PASSWORD, login="below")
    below = office.units.create(operator, "青岚县水利局机关党支部", parent=town.bureau.id)
    role = Membership(unit=below.id, role="drafter")
    office.people.create(operator, "below", "下级", memberships=[role], password_hash=hashed)
    for login in ("reviewer", "below"):
        with town.signed_in(login) as client:
            assert client.get(at(town)).status_code == 403
            assert client.get(f"{at(town)}/cards").status_code == 403


def test_figures_of_tokens_are_for_the_units_people_and_administrators(town: Town) -> None:
    address = f"/api/v1/units/{town.bureau.id}/tokens"
    for login, status in (("clerk", 200), ("admin", 200), ("reviewer", 403)):
        with town.signed_in(login) as client:
            assert client.get(address).status_code == status
