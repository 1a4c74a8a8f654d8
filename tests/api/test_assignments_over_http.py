"""The list of assignments with how far each is, and the sample unit, over HTTP."""

import time
from pathlib import Path

import httpx2

from tests.api.accounts import settings_of, town_at
from tests.api.serving import serving

_PATIENCE_S = 90.0


def test_progress_is_told_for_those_asked_for(tmp_path: Path) -> None:
    with town_at(settings_of(tmp_path)) as town, town.signed_in("clerk") as clerk:
        body = {"unit": town.bureau.id, "kind": "team-2025", "title": "对照检查材料"}
        made = clerk.post("/api/v1/assignments", json=body).json()["id"]
        notes = [{"id": "N1", "text": "食堂排队太久", "source": "座谈会"}]
        clerk.post(f"/api/v1/assignments/{made}/notes", json={"notes": notes}).raise_for_status()
        asked = {"assignment": [made, "0" * 24]}
        (told,) = clerk.get("/api/v1/assignments/progress", params=asked).json()["items"]
        assert (told["assignment"], told["lines"], told["unsorted"]) == (made, 1, 1)
        with town.signed_in("reviewer") as reviewer:
            seen = reviewer.get("/api/v1/assignments/progress", params=asked)
            assert seen.json()["items"] == []
        assert clerk.get("/api/v1/assignments/progress").status_code == 422


def test_the_sample_unit_is_put_in_once_and_is_ready_to_draft(tmp_path: Path) -> None:
    with (
        serving(settings_of(tmp_path), listen=True) as (_, base),
        httpx2.Client(base_url=base, timeout=60, trust_env=False) as client,
    ):
        first = client.post("/api/v1/sample")
        again = client.post("/api/v1/sample")
        assert first.status_code == again.status_code == 201
        assert again.json()["assignment"] == first.json()["assignment"]
        assert again.json()["jobs"] == []
        for job in first.json()["jobs"]:
            _done(client, job["id"])
        unit = first.json()["assignment"]["unit"]
        materials = client.get(f"/api/v1/units/{unit}/library").json()["items"]
        assert {m["use"] for m in materials} == {"own-past", "peer"}
        assert client.get(f"{first.headers['location']}/notes").json()["counts"]["notes"] > 80


def test_an_office_with_accounts_has_no_sample(tmp_path: Path) -> None:
    with town_at(settings_of(tmp_path)) as town:
        for login in ("clerk", "admin"):
            with town.signed_in(login) as client:
                assert client.post("/api/v1/sample").status_code == 404


def test_the_table_of_notes_needs_no_draft(tmp_path: Path) -> None:
    with town_at(settings_of(tmp_path), listen=True) as town, town.signed_in("clerk") as clerk:
        body = {"unit": town.bureau.id, "kind": "team-2025", "title": "对照检查材料"}
        made = clerk.post("/api/v1/assignments", json=body).headers["location"]
        notes = [{"id": "N1", "text": "报销要跑四个科室", "source": "座谈会"}]
        clerk.post(f"{made}/notes", json={"notes": notes}).raise_for_status()
        _done(clerk, clerk.post(f"{made}/notes/sort").json()["id"])
        exported = clerk.get(f"{made}/exports/notes.xlsx")
        assert exported.status_code == 200
        assert exported.content.startswith(b"PK")


def _done(client: httpx2.Client, job: str) -> None:
    until = time.monotonic() + _PATIENCE_S
    while (found := client.get(f"/api/v1/jobs/{job}").json())["state"] not in ("done", "failed"):
        assert time.monotonic() < until, found
        time.sleep(0.1)
    assert found["state"] == "done", found
