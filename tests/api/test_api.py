"""The HTTP service, by real requests to a real server on loopback."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from service.samples import PAPERS
from service.settings import Settings
from tests.api.serving import client_of

PAPER = PAPERS / "qinglan-water" / "2024-team-2024.txt"
NOTES = [
    {"id": "N1", "text": "中心组学习光念文件，念完就散会，没人讨论", "source": "座谈会"},
    {"id": "N2", "text": "沙渚河道管理所的巡查记录有3个月是后补的", "source": "巡察反馈"},
    {"id": "N3", "text": "无", "source": "意见箱"},
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    with client_of(Settings(data_dir=tmp_path_factory.mktemp("data"), max_upload_mb=1)) as opened:
        yield opened


def upload(path: Path) -> dict[str, tuple[str, bytes]]:
    return {"file": (path.name, path.read_bytes())}


def test_an_uploaded_paper_comes_back_as_its_outline(client: httpx2.Client) -> None:
    answer = client.post("/api/v1/outlines", files=upload(PAPER))
    assert answer.status_code == 200
    paper = answer.json()
    assert paper["schema"] == "outline/1"
    assert paper["kind"] == "team-2024"
    assert {c["role"] for c in paper["chapters"]} >= {"problems", "causes", "measures"}


def test_notes_come_back_sorted_with_counts(client: httpx2.Client) -> None:
    answer = client.post("/api/v1/sorts", json={"kind": "team-2023", "notes": NOTES})
    assert answer.status_code == 200
    by_id = {note["id"]: note for note in answer.json()["notes"]}
    assert by_id["N3"]["empty"] is True
    assert by_id["N1"]["aspect"] == "理论学习"


def test_comment_notes_become_cited_draft_problems(client: httpx2.Client) -> None:
    answer = client.post("/api/v1/problems", json={"kind": "team-2023", "notes": NOTES})
    assert answer.status_code == 200
    items = answer.json()["paper"]["chapters"][0]["sections"][0]["items"]
    cited = {n for i in items for s in i["sentences"] for n in s["notes"]}
    assert cited == {"N1", "N2"}


def test_a_whole_draft_comes_back_with_coverage_and_flags(client: httpx2.Client) -> None:
    body = {"kind": "team-2023", "unit": "青岚县水利局党组", "notes": NOTES}
    answer = client.post("/api/v1/drafts", json=body)
    assert answer.status_code == 200
    draft = answer.json()
    assert {c["note"]: c["status"] for c in draft["coverage"]}["N3"] == "set_aside"
    assert draft["usage"]["calls"] == 0
    assert all(draft["text"][f["start"] : f["end"]] == f["text"] for f in draft["flags"])


def test_a_checked_paper_comes_back_with_flags_that_point_into_its_text(
    client: httpx2.Client,
) -> None:
    answer = client.post("/api/v1/checks", files=upload(PAPER), data={"with_text": "true"})
    assert answer.status_code == 200
    checked = answer.json()["files"][0]
    assert checked["flags"]
    for flag in checked["flags"]:
        assert checked["text"][flag["start"] : flag["end"]] == flag["text"]


def test_papers_to_compare_with_are_taken_from_the_request(client: httpx2.Client) -> None:
    other = PAPERS / "qinglan-water" / "2023-team-2023.txt"
    files = [
        ("file", (PAPER.name, PAPER.read_bytes())),
        ("against", ("去年.txt", PAPER.read_text(encoding="utf-8")[:-30].encode())),
        ("against", (other.name, other.read_bytes())),
    ]
    answer = client.post("/api/v1/checks", files=files)
    rules = {flag["rule"] for flag in answer.json()["files"][0]["flags"]}
    assert "reuse.own-past" in rules


@pytest.mark.parametrize(
    ("name", "content"),
    [("空.docx", b""), ("假.docx", b"<html></html>"), ("表.exe", b"MZ\x90"), ("../x.docx", b"PK")],
)
def test_a_bad_file_is_refused_in_one_clear_problem(
    client: httpx2.Client, name: str, content: bytes
) -> None:
    answer = client.post("/api/v1/outlines", files={"file": (name, content)})
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json()
    assert problem["status"] == 422
    assert Path(name).name in problem["detail"]


def test_a_body_over_the_limit_is_refused_before_it_is_read(client: httpx2.Client) -> None:
    big = {"file": ("大.txt", b"x" * (2 << 20))}
    assert client.post("/api/v1/outlines", files=big).status_code == 413


def test_an_unknown_kind_names_those_that_are_known(client: httpx2.Client) -> None:
    answer = client.post("/api/v1/sorts", json={"kind": "team-1999", "notes": NOTES})
    assert answer.status_code == 422
    assert "team-2025" in answer.json()["detail"]


def test_two_notes_with_one_id_are_refused(client: httpx2.Client) -> None:
    twice = [NOTES[0], NOTES[0]]
    answer = client.post("/api/v1/sorts", json={"kind": "team-2023", "notes": twice})
    assert answer.status_code == 422
    assert "重复" in answer.json()["detail"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"kind": 3}', b"[" * 5000, b'{"kind":"team-2023","notes":[]}']
)
def test_a_malformed_body_is_a_problem_and_never_a_server_error(
    client: httpx2.Client, body: bytes
) -> None:
    headers = {"content-type": "application/json"}
    answer = client.post("/api/v1/sorts", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_the_docs_page_shows_every_route_and_loads_nothing_from_elsewhere(
    client: httpx2.Client,
) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    paths = client.get("/openapi.json").json()["paths"]
    assert all(path in page.text for path in paths)
    assert "script" not in page.text
    assert page.text.count("http") == page.text.count(str(client.base_url).rstrip("/"))
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_an_unknown_address_is_a_problem_too(client: httpx2.Client) -> None:
    answer = client.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.json()["title"] == "没有这个地址"
