"""What jobs tell as it happens, over two API processes' worth of services on one PostgreSQL: the
one that is asked is not the one that works, and no browser has to stay with either."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from service.api import jobs as routes
from tests.api.accounts import PASSWORD, populate, settings_of
from tests.api.serving import serving

EVENTS = dict[int, str]


@pytest.fixture(scope="module")
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[httpx2.Client, httpx2.Client, str]]:
    """Two services over one database: the first does no jobs. And the bureau's id."""
    server = request.getfixturevalue("postgres_server")
    address = server.address(server.create_database(), "psycopg")
    folder: Path = tmp_path_factory.mktemp("shared")
    settings = settings_of(folder, database_url=address)
    with (
        serving(settings, local=False) as (house, asked),
        serving(settings, local=False, listen=True) as (_, working),
        httpx2.Client(base_url=asked, timeout=60, trust_env=False) as first,
        httpx2.Client(base_url=working, timeout=60, trust_env=False) as second,
    ):
        _, bureau = populate(house)
        answer = first.post("/api/v1/sign-in", json={"login": "clerk", "password": PASSWORD})
        for client in (first, second):
            client.cookies.set("duizhao", answer.cookies["duizhao"])
            client.headers["X-CSRF-Token"] = answer.json()["csrf"]
        yield first, second, bureau.id


def heard(client: httpx2.Client, job: str, after: int = 0, most: int = 1000) -> EVENTS:
    """Events by their numbers; the line is dropped after ``most`` of them."""
    found: EVENTS = {}
    number = 0
    headers = {"Last-Event-ID": str(after)} if after else {}
    with client.stream("GET", f"{job}/events", headers=headers) as answer:
        for line in answer.iter_lines():
            if line.startswith("event:"):
                kind = line.removeprefix("event:").strip()
            elif line.startswith("id:"):
                number = int(line.removeprefix("id:"))
            elif not line and number:
                found[number] = kind
                number = 0
                if len(found) == most:
                    break
    return found


def begun(pair: tuple[httpx2.Client, httpx2.Client, str]) -> str:
    """The address of a job that sorts some notes, handed in at one and asked for at the other."""
    first, second, bureau = pair
    body = {"unit": bureau, "kind": "team-2025", "title": "材料"}
    task = first.post("/api/v1/assignments", json=body).headers["location"]
    notes = [{"id": f"n{n}", "text": f"第{n}条：中心组学习光念文件，没人讨论"} for n in range(9)]
    assert second.post(f"{task}/notes", json={"notes": notes}).status_code == 200
    return str(first.post(f"{task}/notes/sort").headers["location"])


def test_a_sign_in_at_one_holds_at_the_other(
    pair: tuple[httpx2.Client, httpx2.Client, str],
) -> None:
    first, second, _ = pair
    assert first.get("/api/v1/me").json()["name"] == second.get("/api/v1/me").json()["name"]


def test_whoever_lost_the_line_hears_the_rest_at_the_other_and_misses_nothing(
    pair: tuple[httpx2.Client, httpx2.Client, str],
) -> None:
    first, second, _ = pair
    job = begun(pair)
    beginning = heard(first, job, most=2)
    rest = heard(second, job, after=max(beginning))
    whole = heard(first, job)
    assert {**beginning, **rest} == whole
    assert not beginning.keys() & rest.keys()
    assert list(whole) == list(range(1, len(whole) + 1))
    assert (whole[1], whole[len(whole)]) == ("queued", "done")
    told = second.get(f"{job}/history").json()["items"]
    assert [event["kind"] for event in told] == list(whole.values())


@pytest.mark.parametrize("last", ["", "abc", "-1", "1e3", "9" * 40])
def test_a_made_up_last_event_is_the_beginning(
    pair: tuple[httpx2.Client, httpx2.Client, str], last: str
) -> None:
    first, _, _ = pair
    answer = first.get(f"{begun(pair)}/events", headers={"Last-Event-ID": last})
    assert answer.status_code == 200
    assert "id: 1\n" in answer.text


def test_events_of_a_job_that_is_not_there_are_a_problem_and_no_stream(
    pair: tuple[httpx2.Client, httpx2.Client, str],
) -> None:
    answer = pair[0].get(f"/api/v1/jobs/{'0' * 24}/events")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_quiet_line_is_kept_alive_and_a_head_request_does_not_wait(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "KEEP_ALIVE_LOOKS", 1)
    settings = settings_of(tmp_path_factory.mktemp("quiet"))
    # Nobody does jobs here: the job stays queued and silent.
    with (
        serving(settings) as (_, base),
        httpx2.Client(base_url=base, timeout=20, trust_env=False) as client,
    ):
        unit = client.post("/api/v1/units", json={"name": "静局"}).json()["id"]
        files = {"files": ("a.txt", "一、问题\n1.学得少。".encode())}
        job = client.post(f"/api/v1/units/{unit}/library", files=files).headers["location"]
        assert client.head(f"{job}/events").status_code == 200
        with client.stream("GET", f"{job}/events") as answer:
            kept = (line for line in answer.iter_lines() if line.startswith(":"))
            assert next(kept)
        assert client.post(f"{job}/cancel").json()["state"] == "cancelled"
