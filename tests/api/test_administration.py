"""What administrators see of their units at once, and rules in the parts of a form."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from service.office.people import Membership
from service.office.units import Unit
from service.store.jobs import JobRecords
from service.store.tables import ModelCallRow
from tests.api.accounts import PASSWORD, Town, settings_of, town_at

FIGURES, KEYS, AUDIT = "/api/v1/unit-figures", "/api/v1/keys", "/api/v1/audit"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with town_at(settings_of(tmp_path)) as made:
        yield made


@pytest.fixture
def elsewhere(town: Town) -> Unit:
    """A unit beside the county, with an administrator of its own: ``other``."""
    office = town.house.office
    operator = office.scopes.local("操作员")
    unit = office.units.create(operator, "白石县")
    role = Membership(unit=unit.id, role="administrator")
    hashed = office.registry.passwords.new_hash(PASSWORD, login="other")
    office.people.create(operator, "other", "别处的", memberships=[role], password_hash=hashed)
    return unit


def test_figures_count_people_and_tokens_of_the_month(town: Town) -> None:
    spent(town, town.bureau, datetime.now(UTC), 700)
    spent(town, town.bureau, datetime.now(UTC) - timedelta(days=40), 9000)
    with town.signed_in("admin") as admin:
        before = figures(admin)[town.bureau.id]
        assert (before["people"], before["tokens"]) == (2, 700)
        clerk = next(
            p for p in admin.get("/api/v1/people").json()["items"] if p["login"] == "clerk"
        )
        stands = {"If-Match": f'"{clerk["version"]}"'}
        admin.patch(f"/api/v1/people/{clerk['id']}", json={"disabled": True}, headers=stands)
        assert figures(admin)[town.bureau.id]["people"] == 1


def test_figures_and_keys_are_of_the_units_one_looks_after(town: Town, elsewhere: Unit) -> None:
    key = make_key(town, "clerk")
    with town.signed_in("other") as other:
        assert list(figures(other)) == [elsewhere.id]
        assert other.get(KEYS).json()["items"] == []
        assert other.get(KEYS, params={"unit": town.bureau.id}).status_code == 404
    with town.signed_in("clerk") as clerk:
        assert clerk.get(FIGURES).status_code == 403
        assert clerk.get(KEYS).status_code == 403
    with town.signed_in("admin") as admin:
        (found,) = admin.get(KEYS, params={"unit": town.bureau.id}).json()["items"]
        assert (found["key"]["id"], found["login"], found["disabled"]) == (key, "clerk", False)
        assert admin.delete(f"{KEYS}/{key}").status_code == 200
        assert admin.get(KEYS).json()["items"][0]["key"]["revoked_at"]


def test_keys_come_in_pages(town: Town) -> None:
    made = [make_key(town, "clerk") for _ in range(3)]
    with town.signed_in("admin") as admin:
        first = admin.get(KEYS, params={"limit": 2}).json()
        rest = admin.get(KEYS, params={"limit": 2, "after": first["next"]}).json()
    assert [one["key"]["id"] for one in first["items"] + rest["items"]] == sorted(made)
    assert rest["next"] is None


def test_the_audit_is_asked_by_day(town: Town) -> None:
    now = datetime.now(UTC)
    with town.signed_in("admin") as admin:
        today = {"since": (now - timedelta(hours=1)).isoformat()}
        before = {"until": (now - timedelta(hours=1)).isoformat()}
        assert admin.get(AUDIT, params=today).json()["items"]
        assert admin.get(AUDIT, params=before).json()["items"] == []
        assert admin.get(AUDIT, params={"since": "2026-11-21"}).status_code == 422


def test_a_units_rules_come_in_parts_and_a_rule_in_full(town: Town) -> None:
    rules = f"/api/v1/units/{town.bureau.id}/rules"
    text = (
        "levels: {link.orphan: off}\naccept: [强基工程]\nroster: [{name: 王建国, post: 局长}]\n"
        "formulae: [{phrase: 强基固本专项行动, since: 2024-03}]\n"
        "data+: {left.scrape: {patterns: [内部资料]}}\n"
    )
    with town.signed_in("admin") as admin:
        empty = admin.get(f"{rules}/parts").json()
        assert (empty["levels"], empty["version"]) == ({}, 0)
        kept = admin.put(rules, json={"body": text}, headers={"If-Match": '"0"'})
        assert kept.status_code == 200, kept.text
        parts = admin.get(f"{rules}/parts").json()
        assert parts["levels"] == {"link.orphan": "off"}
        assert parts["inherited"] == empty["inherited"]
        assert parts["roster"] == [{"name": "王建国", "post": "局长"}]
        assert parts["formulae"] == [{"phrase": "强基固本专项行动", "since": "2024-03"}]
        assert parts["add"] == {"left.scrape": {"patterns": ["内部资料"]}}
        assert parts["only_in_text"] == []
        rule = admin.get(f"{rules}/cards/left.scrape").json()
        (listed,) = (one for one in rule["lists"] if one["name"] == "patterns")
        assert listed["title"] == "从网上抄来的痕迹"
        assert listed["own"] == ["内部资料"]
        assert "内部资料" in listed["entries"]
        assert rule["hit"]
        assert rule["miss"]
        off = admin.get(f"{rules}/cards/link.orphan").json()
        assert (off["level"], off["inherited"]) == ("off", empty["inherited"]["link.orphan"])
        assert admin.get(f"{rules}/cards/keine.regel").status_code == 404
    with town.signed_in("clerk") as clerk:
        assert clerk.get(f"{rules}/cards/left.scrape").status_code == 200
    with town.signed_in("reviewer") as reviewer:
        assert reviewer.get(f"{rules}/cards/left.scrape").status_code == 403
        assert reviewer.get(f"{rules}/parts").status_code == 403


def figures(client: httpx2.Client) -> dict[str, dict[str, int]]:
    return {one["unit"]: one for one in client.get(FIGURES).json()["items"]}


def make_key(town: Town, login: str) -> str:
    with town.signed_in(login) as person:
        given = {"unit": town.bureau.id, "name": "公文系统", "permissions": ["read"]}
        made = person.post(KEYS, json=given)
        assert made.status_code == 201, made.text
        return str(made.json()["key"]["id"])


def spent(town: Town, unit: Unit, at: datetime, tokens: int) -> None:
    """One request to the model that a job of the unit made."""
    office = town.house.office
    operator = office.scopes.local("操作员")
    job = JobRecords(town.house.database).add(operator, unit.id, "check", {})
    row = ModelCallRow(
        job_id=job.id,
        unit_id=unit.id,
        prompt="check@1",
        outcome="ok",
        prompt_tokens=tokens - 100,
        completion_tokens=100,
        sent_at=at,
        heard_at=at,
    )
    with town.house.database.writing(operator) as session:
        session.add(row)
