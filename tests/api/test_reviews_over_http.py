"""POST /api/v1/reviews by real requests to a real server on loopback."""

import io
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from docx import Document

from service.samples import PAPERS
from service.settings import Settings
from tests.api.serving import client_of

WATER = PAPERS / "qinglan-water" / "2024-team-2024.txt"
HOSPITAL = PAPERS / "yunze-hospital" / "2024-team-2024.txt"
BEFORE = PAPERS / "yunze-hospital" / "2023-team-2023.txt"
Upload = tuple[str, tuple[str, bytes]]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    with client_of(Settings(data_dir=tmp_path_factory.mktemp("data"))) as opened:
        yield opened


def part(field: str, path: Path, name: str = "") -> Upload:
    return field, (name or path.name, path.read_bytes())


def test_papers_come_back_reviewed_and_a_bad_file_is_named(client: httpx2.Client) -> None:
    files = [part("files", WATER), part("files", HOSPITAL, "医院.txt")]
    files.append(("files", ("坏的.docx", b"PK\x03\x04")))
    answer = client.post("/api/v1/reviews", files=[*files, part("against", BEFORE)])
    assert answer.status_code == 200
    found = answer.json()
    assert [paper["file"] for paper in found["papers"]] == [WATER.name, "医院.txt"]
    assert [failed["file"] for failed in found["failed"]] == ["坏的.docx"]
    assert found["pairs"][0]["sort"] == "own_past"


def test_two_uploads_called_alike_are_two_papers(client: httpx2.Client) -> None:
    files = [part("files", WATER, "材料.txt"), part("files", HOSPITAL, "材料.txt")]
    papers = client.post("/api/v1/reviews", files=files).json()["papers"]
    assert len({paper["file"] for paper in papers}) == 2


def test_a_single_paper_is_held_against_its_notes_whatever_they_are_called(
    client: httpx2.Client,
) -> None:
    notes = ("notes", ("座谈会.txt", "职工食堂的饭菜三个月没有换过花样\n".encode()))
    answer = client.post("/api/v1/reviews", files=[part("files", WATER), notes])
    lines = answer.json()["papers"][0]["digest"]
    assert any("食堂" in line["text"] for line in lines if line["part"] == "unanswered")


def test_the_review_comes_as_a_word_file(client: httpx2.Client) -> None:
    answer = client.post("/api/v1/reviews", files=[part("files", WATER)], data={"form": "docx"})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    said = "\n".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    assert "青岚县水利局党组" in said


def test_the_page_is_served_with_a_policy_that_lets_nothing_run(client: httpx2.Client) -> None:
    answer = client.post("/api/v1/reviews", files=[part("files", WATER)], data={"form": "html"})
    assert answer.headers["content-type"].startswith("text/html")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "青岚县水利局党组" in answer.text


def test_nothing_readable_is_one_problem_that_names_the_file(client: httpx2.Client) -> None:
    answer = client.post("/api/v1/reviews", files=[("files", ("坏的.docx", b"PK\x03\x04"))])
    assert answer.status_code == 422
    assert "坏的.docx" in answer.json()["detail"]
