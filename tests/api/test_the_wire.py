"""What every request and answer has around it, whatever it asks for."""

import re
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.api.accounts import settings_of
from tests.api.serving import serving

UNITS = "/api/v1/units"
NOWHERE = "0" * 24
CHINESE = re.compile("[一-鿿]")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    settings = settings_of(tmp_path_factory.mktemp("data"), max_upload_mb=1)
    with (
        serving(settings) as (_, base),
        httpx2.Client(base_url=base, timeout=60, trust_env=False) as opened,
    ):
        yield opened


def refused(answer: httpx2.Response, status: int) -> None:
    """Every refusal is one problem in Chinese, with the headers that every answer has."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert "x-request-id" in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    problem = answer.json()
    assert problem["status"] == status
    assert CHINESE.search(problem["title"])
    assert not re.search("[A-Za-z]{4,} [a-z]{2,} [a-z]{2,}", problem["detail"])


def test_answers_keep_a_browser_from_harm(client: httpx2.Client) -> None:
    headers = client.get(UNITS).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers or "/" not in headers["server"]


def test_a_large_answer_travels_packed_for_who_takes_it_so(client: httpx2.Client) -> None:
    packed = client.get("/openapi.json", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/openapi.json", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) < len(plain.content) / 4


def test_a_request_keeps_a_plain_id_and_loses_any_other(client: httpx2.Client) -> None:
    given = {"X-Request-ID": "office-2026_01"}
    assert client.get(UNITS, headers=given).headers["x-request-id"] == "office-2026_01"
    made = client.get(UNITS, headers={"X-Request-ID": "a b<script>"}).headers["x-request-id"]
    assert re.fullmatch("[0-9a-f]{16}", made)


def test_head_is_get_without_a_body_and_options_tells_what_there_is(client: httpx2.Client) -> None:
    got, head = client.get(UNITS), client.head(UNITS)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    assert client.head(f"{UNITS}/{NOWHERE}").status_code == 404
    told = client.options(UNITS)
    assert told.status_code == 204
    assert told.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    own = client.options(f"/api/v1/assignments/{NOWHERE}/notes/merge").headers["allow"]
    assert own == "OPTIONS, POST"


@pytest.mark.parametrize("method", ["DELETE", "PUT", "TRACE", "PROPFIND"])
def test_a_method_that_is_not_there_is_told_what_is(client: httpx2.Client, method: str) -> None:
    answer = client.request(method, UNITS)
    refused(answer, 405)
    assert set(answer.headers["allow"].split(", ")) >= {"GET", "POST"}


def test_an_unknown_address_is_a_problem(client: httpx2.Client) -> None:
    refused(client.get("/api/v1/nothing"), 404)
    refused(client.get(f"{UNITS}/not-an-id"), 422)
    refused(client.get(f"{UNITS}/{NOWHERE}"), 404)


def test_too_large_a_body_is_refused_before_it_is_read(client: httpx2.Client) -> None:
    """The answer comes although nothing of the body was ever sent."""
    place = urlsplit(str(client.base_url))
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=20) as line:
        head = f"POST /api/v1/sorts HTTP/1.1\r\nHost: {place.netloc}\r\n"
        head += "Content-Type: application/json\r\nContent-Length: 900000000\r\n\r\n"
        line.sendall(head.encode())
        assert b" 413 " in line.recv(100)


@pytest.mark.parametrize("chunked", [False, True])
def test_too_large_a_body_is_a_problem_however_it_comes(
    client: httpx2.Client, chunked: bool
) -> None:
    headers = {"Content-Type": "application/json"}
    pieces = (b" " * 65536 for _ in range(40))
    content = pieces if chunked else b" " * (2 << 20)
    refused(client.post("/api/v1/sorts", content=content, headers=headers), 413)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 422),
        (b"[]", 422),
        (b"null", 422),
        (b"[" * 100_000, 400),
        (b'{"name":' * 5_000 + b"1" + b"}" * 5_000, 400),
        (b"9" * 5_000, 400),
        (b"\xff\xfe{", 400),
        ('{"name": "甲"}'.encode("utf-16"), 422),
        (b'{"name": "\\u0000"}', 422),
        (b'{"name": "\\ud800"}', 422),
        (b'{"name": "\\ud83d\\ude00\\udc00"}', 422),
        (b'{"name": 1e400}', 422),
        (b'{"name": NaN}', 422),
        (b'{"name": "x", "token_budget": 99999999999999999999}', 422),
        (b'{"name": "' + b"a" * 201 + b'"}', 422),
        (b'{"name": " "}', 422),
        (b'{"name": "a\\nb"}', 422),
        (b'{"name": "\\u202e\\u202d"}', 201),
    ],
    ids=lambda value: value[:24] if isinstance(value, bytes) else str(value),
)
def test_a_body_that_cannot_be_meant_is_told_so(
    client: httpx2.Client, body: bytes, status: int
) -> None:
    answer = client.post(UNITS, content=body, headers={"Content-Type": "application/json"})
    if status >= 400:
        refused(answer, status)
    else:
        assert answer.status_code in (201, 422)


def test_an_escaped_backslash_is_no_escape_of_what_follows(client: httpx2.Client) -> None:
    body = b'{"name": "\\\\u0000\\ud83d\\ude00"}'
    answer = client.post(UNITS, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 201
    assert answer.json()["name"] == "\\u0000😀"


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", ""])
def test_another_content_type_than_json_is_refused(client: httpx2.Client, kind: str) -> None:
    answer = client.post(UNITS, content=b'{"name": "x"}', headers={"Content-Type": kind})
    assert answer.status_code in (400, 422)
    refused(answer, answer.status_code)


@pytest.mark.parametrize("number", ["9" * 24, str(2**31), "0", "-1", "1.5", "a"])
def test_a_number_that_no_database_keeps_is_told_so(client: httpx2.Client, number: str) -> None:
    unit = {"unit": "数字局"}
    refused(client.delete(f"/api/v1/dismissals/{number}", params=unit), 422)


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/assignments?unit=%00",
        "/api/v1/audit?action=a%00b",
        "/api/v1/dismissals?unit=a%00b",
        f"/api/v1/assignments/{NOWHERE}/coverage/%00",
        f"{UNITS}/{NOWHERE}/library/search?q=%00",
        "/api/v1/assignments?limit=0",
        "/api/v1/assignments?limit=99999999999999999999999",
        f"/api/v1/jobs/{NOWHERE}/history?after=99999999999999999999999",
    ],
)
def test_an_address_that_cannot_be_meant_is_told_so(client: httpx2.Client, address: str) -> None:
    answer = client.request("PUT" if "coverage" in address else "GET", address)
    assert answer.status_code in (404, 422)
    refused(answer, answer.status_code)


def test_a_file_name_leads_nowhere_and_holds_no_control_characters(client: httpx2.Client) -> None:
    unit = client.post(UNITS, json={"name": "文件名局"}).json()["id"]
    for name in ("../../etc/passwd.txt", "..\\..\\a.txt", "a\x01b.txt", "字" * 300 + ".txt"):
        files = {"files": (name, "一、问题\n1.学得少。".encode())}
        assert client.post(f"{UNITS}/{unit}/library", files=files).status_code == 202
    for kept in client.get(f"{UNITS}/{unit}/originals").json()["items"]:
        assert "/" not in kept["file"]
        assert "\\" not in kept["file"]
        assert kept["file"].isprintable()


def test_whoever_asks_without_end_is_told_to_wait_and_the_others_are_not(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    settings = settings_of(tmp_path_factory.mktemp("limits"), requests_per_minute=5)
    with (
        serving(settings) as (_, base),
        httpx2.Client(base_url=base, timeout=60, trust_env=False) as client,
    ):
        answers = [client.get(UNITS) for _ in range(12)]
        late = answers[-1]
        assert answers[0].status_code == 200
        refused(late, 429)
        assert int(late.headers["retry-after"]) > 0
        other = client.get(UNITS, headers={"Cookie": "duizhao=someone-else"})
        assert other.status_code == 200
        assert client.get("/healthz").status_code == 200
