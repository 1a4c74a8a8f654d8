"""What a unit's administrators change in its rules holds in whatever checks its papers."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from service.samples import PAPERS
from tests.api.accounts import Town, settings_of, town_at

PAPER = PAPERS / "qinglan-water" / "2023-team-2023.txt"
RULE = "generic.wording"
ENDED = ("done", "failed", "cancelled")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with town_at(settings_of(tmp_path), listen=True) as made:
        yield made


def switched_off(town: Town, version: int = 0) -> None:
    with town.signed_in("admin") as admin:
        kept = admin.put(
            f"/api/v1/units/{town.bureau.id}/rules",
            json={"body": f"levels: {{{RULE}: off}}"},
            headers={"If-Match": f'"{version}"'},
        )
        assert kept.status_code == 200, kept.text


def result(client: httpx2.Client, accepted: httpx2.Response) -> dict[str, object]:
    assert accepted.status_code == 202, accepted.text
    until = time.monotonic() + 90
    while (job := client.get(accepted.headers["location"]).json())["state"] not in ENDED:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert job["state"] == "done", job["cause"]
    found: dict[str, object] = job["result"]
    return found


def rules_met(town: Town) -> dict[str, bool]:
    """Whether the rule found anything, by the way it was asked."""
    unit, file = town.bureau, (PAPER.name, PAPER.read_bytes())
    with town.signed_in("clerk") as clerk:
        shot = clerk.post("/api/v1/checks", files={"file": file}, data={"unit": unit.name}).json()
        address = f"/api/v1/units/{unit.id}"
        job = result(clerk, clerk.post(f"{address}/checks", files={"files": file}))
        review = result(clerk, clerk.post(f"{address}/reviews", files={"files": file}))
        free = clerk.post("/api/v1/reviews", files={"files": file}).json()
    return {
        "one-shot check": RULE in repr(shot["files"][0]["flags"]),
        "job": RULE in repr(job["files"]),
        "review job": RULE in repr(review["papers"]),
        "one-shot review": RULE in repr(free["papers"]),
    }


def test_a_rule_switched_off_is_off_wherever_the_units_papers_are_checked(town: Town) -> None:
    assert set(rules_met(town).values()) == {True}
    switched_off(town)
    assert rules_met(town) == dict.fromkeys(rules_met(town), False)


def test_a_renamed_unit_keeps_its_rules(town: Town) -> None:
    switched_off(town)
    operator, units = town.house.office.scopes.local("操作员"), town.house.office.units
    units.rename(operator, town.bureau.id, "青岚县水务局党组", version=town.bureau.version)
    with town.signed_in("clerk") as clerk:
        shot = clerk.post(
            "/api/v1/checks",
            files={"file": (PAPER.name, PAPER.read_bytes())},
            data={"unit": "青岚县水务局党组"},
        )
    assert RULE not in repr(shot.json()["files"][0]["flags"])
