"""Changes that meet: versions, both texts, repeated requests, pages."""

import hashlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from sqlalchemy import update

from service.scope import Scope
from service.store.tables import RepeatedRequestRow
from tests.api.accounts import settings_of
from tests.api.serving import serving

pytestmark = pytest.mark.xdist_group("changes-over-http")
TITLES = [f"第{n}份材料" for n in range(7)]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx2.Client]:
    address = ""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_server")
        address = server.address(server.create_database(), "psycopg")
    settings = settings_of(tmp_path_factory.mktemp("data"), database_url=address)
    with (
        serving(settings) as (_, base),
        httpx2.Client(base_url=base, timeout=60, trust_env=False) as opened,
    ):
        yield opened


@pytest.fixture(scope="module")
def unit(client: httpx2.Client) -> str:
    return str(client.post("/api/v1/units", json={"name": "青岚县水利局"}).json()["id"])


@pytest.fixture
def assignment(client: httpx2.Client, unit: str) -> httpx2.Response:
    body = {"unit": unit, "kind": "team-2025", "title": "对照检查材料"}
    return client.post("/api/v1/assignments", json=body)


def at(answer: httpx2.Response) -> str:
    return f"/api/v1/assignments/{answer.json()['id']}"


def test_a_change_that_does_not_say_from_which_version_is_refused(
    client: httpx2.Client, assignment: httpx2.Response
) -> None:
    answer = client.patch(at(assignment), json={"title": "新"})
    assert answer.status_code == 428
    assert "If-Match" in answer.json()["detail"]


@pytest.mark.parametrize("given", ["*", "3", '"abc"', '"1", "2"', '"-1"', '"' + "9" * 30 + '"'])
def test_what_is_no_version_of_ours_is_refused(
    client: httpx2.Client, assignment: httpx2.Response, given: str
) -> None:
    answer = client.patch(at(assignment), json={"title": "新"}, headers={"If-Match": given})
    assert answer.status_code == 422
    assert "ETag" in answer.json()["detail"]


def test_the_second_of_two_changes_is_told_both_texts_and_nothing_is_lost(
    client: httpx2.Client, assignment: httpx2.Response
) -> None:
    version = {"If-Match": assignment.headers["etag"]}
    first = client.patch(at(assignment), json={"title": "甲的题目"}, headers=version)
    second = client.patch(at(assignment), json={"title": "乙的题目"}, headers=version)
    assert first.status_code == 200
    assert first.headers["etag"] != assignment.headers["etag"]
    assert second.status_code == 409
    said = second.json()
    assert "甲的题目" in said["current"]
    assert "乙的题目" in said["yours"]
    assert f'"{said["version"]}"' == first.headers["etag"]
    assert client.get(at(assignment)).json()["title"] == "甲的题目"


def test_pages_hold_everything_once_while_rows_come_in(client: httpx2.Client) -> None:
    unit = client.post("/api/v1/units", json={"name": "分页局"}).json()["id"]
    for title in TITLES:
        client.post("/api/v1/assignments", json={"unit": unit, "kind": "team-2025", "title": title})
    seen: list[str] = []
    after: str | None = None
    while True:
        asked = {"unit": unit, "limit": "3"} | ({"after": after} if after else {})
        page = client.get("/api/v1/assignments", params=asked).json()
        seen += [entry["title"] for entry in page["items"]]
        after = page["next"]
        if after is None:
            break
        late = {"unit": unit, "kind": "team-2025", "title": "后来的"}
        client.post("/api/v1/assignments", json=late)
    assert seen == TITLES[::-1]


@pytest.mark.parametrize("after", ["x", "W10", "WzFd", "%F0%9F", "AAAA" * 60])
def test_a_made_up_page_is_refused(client: httpx2.Client, after: str) -> None:
    answer = client.get("/api/v1/assignments", params={"after": after})
    assert answer.status_code == 422
    assert answer.json()["status"] == 422


def test_a_repeated_request_acts_once_and_gets_the_same_answer(
    client: httpx2.Client, unit: str
) -> None:
    body = {"unit": unit, "kind": "team-2025", "title": "只要一份"}
    key = {"Idempotency-Key": "only-one-please"}
    answers = [client.post("/api/v1/assignments", json=body, headers=key) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["etag"] for answer in answers}) == 1
    other = client.post("/api/v1/assignments", json={**body, "title": "另一份"}, headers=key)
    assert other.status_code == 409
    assert "Idempotency-Key" in other.json()["detail"]


def test_of_many_at_once_with_one_key_one_acts(client: httpx2.Client, unit: str) -> None:
    body = {"unit": unit, "kind": "team-2025", "title": "同时只要一份"}
    key = {"Idempotency-Key": "at-the-same-moment"}
    answers: list[httpx2.Response] = []

    def ask() -> None:
        answers.append(client.post("/api/v1/assignments", json=body, headers=key))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({a.json()["id"] for a in answers if a.status_code == 201}) == 1
    listed = client.get("/api/v1/assignments", params={"unit": unit, "limit": 200}).json()["items"]
    assert [entry["title"] for entry in listed].count("同时只要一份") == 1


def test_a_refused_request_may_be_tried_again_with_its_key(
    client: httpx2.Client, unit: str
) -> None:
    key = {"Idempotency-Key": "corrected-later"}
    wrong = {"unit": unit, "kind": "team-1999", "title": "材料"}
    assert client.post("/api/v1/assignments", json=wrong, headers=key).status_code == 422
    right = {**wrong, "kind": "team-2025"}
    assert client.post("/api/v1/assignments", json=right, headers=key).status_code == 201


@pytest.mark.parametrize("key", ["short", "x" * 201])
def test_a_key_that_is_none_is_refused(client: httpx2.Client, unit: str, key: str) -> None:
    body = {"unit": unit, "kind": "team-2025", "title": "材料"}
    answer = client.post("/api/v1/assignments", json=body, headers={"Idempotency-Key": key})
    assert answer.status_code == 422


def test_a_repeated_upload_is_one_job_whatever_its_boundary(
    client: httpx2.Client, unit: str
) -> None:
    files = {"files": ("往年.txt", "一、存在的问题\n1.学习不够。".encode())}
    key = {"Idempotency-Key": "upload-once-please"}
    first = client.post(f"/api/v1/units/{unit}/library", files=files, headers=key)
    again = client.post(f"/api/v1/units/{unit}/library", files=files, headers=key)
    assert first.status_code == again.status_code == 202
    assert first.json()["id"] == again.json()["id"]
    assert again.headers["location"] == first.headers["location"]


def test_a_claim_of_a_process_that_was_killed_can_be_claimed_again(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    settings = settings_of(tmp_path_factory.mktemp("killed"))
    with (
        serving(settings) as (house, base),
        httpx2.Client(base_url=base, timeout=60, trust_env=False) as client,
    ):
        local: Scope = house.office.scopes.local()
        body = b'{"name":"\xe7\x94\xb2\xe5\xb1\x80"}'
        digest = hashlib.sha256(b"\0" + body).hexdigest()
        house.office.repeated.claim(local, "killed-in-between", "POST /api/v1/units", digest)
        headers = {"Idempotency-Key": "killed-in-between", "Content-Type": "application/json"}
        assert client.post("/api/v1/units", content=body, headers=headers).status_code == 409
        with house.database.deciding(write=True) as session:
            long_ago = datetime.now(UTC) - timedelta(minutes=30)
            session.execute(update(RepeatedRequestRow).values(at=long_ago))
        assert client.post("/api/v1/units", content=body, headers=headers).status_code == 201
