"""Dismissals over HTTP: the same values as the command line keeps, one unit at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from service.samples import PAPERS
from service.settings import Settings
from tests.api.serving import client_of

PAPER = PAPERS / "qinglan-water" / "2024-team-2024.txt"
UNIT = "青岚县水利局党组"
ADDRESS = "/api/v1/dismissals"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx2.Client]:
    with client_of(Settings(data_dir=tmp_path)) as opened:
        yield opened


def checked(client: httpx2.Client, unit: str = "") -> Any:
    text = PAPER.read_text(encoding="utf-8").replace("白鹭塘水库", "XX水库", 1)
    files = {"file": ("材料.txt", text.encode())}
    answer = client.post("/api/v1/checks", files=files, data={"unit": unit} if unit else {})
    assert answer.status_code == 200
    return answer.json()["files"][0]


def body(client: httpx2.Client) -> dict[str, str]:
    flag = next(f for f in checked(client)["flags"] if f["rule"] == "left.placeholder")
    kept = {name: flag[name] for name in ("rule", "fingerprint", "text")}
    return {**kept, "unit": UNIT, "reason": "按规定隐去", "who": "办公室"}


def test_a_flag_is_dismissed_listed_left_out_and_taken_back(client: httpx2.Client) -> None:
    answer = client.post(ADDRESS, json=body(client))
    assert answer.status_code == 200
    number = answer.json()["number"]
    listed = client.get(ADDRESS, params={"unit": UNIT}).json()
    assert [(d["number"], d["reason"]) for d in listed["dismissals"]] == [(number, "按规定隐去")]
    after = checked(client, UNIT)
    assert [d["dismissal"]["who"] for d in after["dismissed"]] == ["办公室"]
    assert "left.placeholder" not in after["counts"]
    gone = client.delete(f"{ADDRESS}/{number}", params={"unit": UNIT})
    assert gone.status_code == 200
    assert checked(client, UNIT)["dismissed"] == []


def test_the_service_never_guesses_whose_dismissals_are_meant(client: httpx2.Client) -> None:
    client.post(ADDRESS, json=body(client))
    assert checked(client)["dismissed"] == []
    assert checked(client, "别的单位")["dismissed"] == []


def test_one_unit_neither_sees_nor_takes_back_anothers(client: httpx2.Client) -> None:
    number = client.post(ADDRESS, json=body(client)).json()["number"]
    assert client.get(ADDRESS, params={"unit": "乙局"}).json()["dismissals"] == []
    gone = client.delete(f"{ADDRESS}/{number}", params={"unit": "乙局"})
    assert gone.status_code == 404
    assert f"乙局没有第{number}条忽略记录" in gone.json()["detail"]
    assert len(client.get(ADDRESS, params={"unit": UNIT}).json()["dismissals"]) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"reason": " "},
        {"who": ""},
        {"rule": "no.such"},
        {"fingerprint": "../x"},
        {"text": "字" * 20001},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_dismissal_that_is_not_clear_is_refused_as_a_problem(
    client: httpx2.Client, change: dict[str, str]
) -> None:
    whole = {"rule": "left.placeholder", "fingerprint": "0" * 16, "reason": "核过", "who": "甲"}
    answer = client.post(ADDRESS, json={**whole, "unit": UNIT, **change})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get(ADDRESS, params={"unit": UNIT}).json()["dismissals"] == []


@pytest.mark.parametrize("unit", ["", " "])
def test_nothing_is_answered_without_a_unit(client: httpx2.Client, unit: str) -> None:
    said = {**body(client), "unit": unit}
    assert client.get(ADDRESS, params={"unit": unit}).status_code == 422
    assert client.get(ADDRESS).status_code == 422
    assert client.post(ADDRESS, json=said).status_code == 422
    assert client.delete(f"{ADDRESS}/1", params={"unit": unit}).status_code == 422
