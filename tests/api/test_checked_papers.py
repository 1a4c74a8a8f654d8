"""A checked paper as a page shows it: kept by a unit, or by nobody."""

import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from docx import Document

from service.present.word import write_text
from tests.api.accounts import settings_of
from tests.api.serving import serving
from tests.short_paper import TEXT

MENDED = TEXT.replace("XX次", "12次").replace("联系群众少", "联系群众XX少")
ENDED = ("done", "failed", "cancelled")
PATIENCE_S = 90.0


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    settings = settings_of(tmp_path_factory.mktemp("checked"))
    with (
        serving(settings, listen=True) as (_, base),
        httpx2.Client(base_url=f"{base}/api/v1", timeout=60, trust_env=False) as opened,
    ):
        yield opened


@pytest.fixture(scope="module")
def unit(client: httpx2.Client) -> dict[str, Any]:
    made: dict[str, Any] = client.post("/units", json={"name": "青岚县水利局党组"}).json()
    return made


def word(folder: Path, text: str, name: str = "稿.docx") -> bytes:
    path = folder / name
    write_text(text, path, ())
    return path.read_bytes()


def checked(client: httpx2.Client, unit: dict[str, Any], *files: tuple[str, bytes]) -> str:
    """The address of a check of the unit that is done."""
    address = f"/units/{unit['id']}/checks"
    accepted = client.post(address, files=[("files", file) for file in files])
    until = time.monotonic() + PATIENCE_S
    while (job := client.get(f"/jobs/{accepted.json()['id']}").json())["state"] not in ENDED:
        assert time.monotonic() < until
        time.sleep(0.05)
    assert job["state"] == "done", job["cause"]
    return f"{address}/{job['id']}"


def texts(flags: list[dict[str, Any]]) -> set[str]:
    return {flag["text"] for flag in flags}


def test_a_paper_comes_with_its_text_its_structure_and_flags_that_point_into_it(
    client: httpx2.Client, tmp_path: Path
) -> None:
    answer = client.post("/checks/paper", files={"file": ("稿.docx", word(tmp_path, TEXT))})
    assert answer.status_code == 200, answer.text
    paper = answer.json()
    assert "XX" in texts(paper["flags"])
    assert [c["role"] for c in paper["paper"]["chapters"]][-1] == "measures"
    for flag in paper["flags"]:
        assert paper["text"][flag["start"] : flag["end"]] == flag["text"]
    assert paper["since"] is None


def test_what_nobody_keeps_is_kept_nowhere(client: httpx2.Client, tmp_path: Path) -> None:
    unit = client.post("/units", json={"name": "柳溪镇党委"}).json()
    file = ("稿.docx", word(tmp_path, TEXT))
    client.post("/checks/paper", files={"file": file}, data={"unit": unit["name"]})
    assert client.get(f"/units/{unit['id']}/originals").json()["items"] == []
    assert client.get("/jobs", params={"unit": unit["id"]}).json()["items"] == []


def test_the_same_file_comes_back_with_comments(client: httpx2.Client, tmp_path: Path) -> None:
    file = {"file": ("我的稿.docx", word(tmp_path, TEXT))}
    shown = client.post("/checks/paper", files=file).json()["flags"]
    answer = client.post("/checks/paper", files=file, data={"form": "docx"})
    assert "%E6%89%B9%E6%B3%A8" in answer.headers["content-disposition"]
    document = Document(io.BytesIO(answer.content))
    assert [p.text for p in document.paragraphs if p.text] == TEXT.strip().split("\n")
    assert len(list(document.comments)) == len(shown) > 0


def test_the_revised_file_tells_what_is_mended_what_stays_and_what_is_new(
    client: httpx2.Client, tmp_path: Path
) -> None:
    files = {
        "file": ("改后.docx", word(tmp_path, MENDED, "b.docx")),
        "earlier": ("稿.docx", word(tmp_path, TEXT, "a.docx")),
    }
    paper = client.post("/checks/paper", files=files).json()
    by_id = {flag["id"]: flag for flag in paper["flags"]}
    since = paper["since"]
    assert since["file"] == "稿.docx"
    assert since["comments"] == []
    placeholders = [f for f in since["resolved"] if f["rule"] == "left.placeholder"]
    assert texts(placeholders) == {"XX"}
    assert texts([by_id[name] for name in since["fresh"]]) >= {"XX"}
    assert "加强学习" in texts([by_id[name] for name in since["remaining"]])
    assert set(since["remaining"]) | set(since["fresh"]) == set(by_id)


def test_a_check_that_a_unit_keeps_is_read_again_with_its_papers(
    client: httpx2.Client, unit: dict[str, Any], tmp_path: Path
) -> None:
    bad, other = ("坏.docx", b"PK\x03\x04"), ("乙.txt", MENDED.encode())
    files = [("甲.docx", word(tmp_path, TEXT)), bad, other]
    check = checked(client, unit, *files)
    first, second = (client.get(f"{check}/papers/{n}").json() for n in (1, 2))
    assert (first["file"], second["file"]) == ("甲.docx", "乙.txt")
    assert "12次" in second["text"]
    assert "12次" not in first["text"]
    file = client.get(f"{check}/papers/1/annotated.docx")
    assert len(list(Document(io.BytesIO(file.content)).comments)) == len(first["flags"])
    assert client.get(f"{check}/papers/3").status_code == 404
    assert client.get(f"{check}/papers/0").status_code == 422


def test_the_file_with_comments_that_comes_back_is_held_against_the_check_that_made_it(
    client: httpx2.Client, unit: dict[str, Any], tmp_path: Path
) -> None:
    first = checked(client, unit, ("稿.docx", word(tmp_path, TEXT)))
    flags = client.get(f"{first}/papers/1").json()["flags"]
    file = client.get(f"{first}/papers/1/annotated.docx").content
    second = checked(client, unit, ("稿（批注）.docx", file))
    asked: dict[str, str | int] = {"since": first.rsplit("/", 1)[-1], "of": 1}
    since = client.get(f"{second}/papers/1", params=asked).json()["since"]
    assert {comment["outcome"] for comment in since["comments"]} == {"open"}
    assert {comment["key"] for comment in since["comments"]} == {flag["id"] for flag in flags}
    assert since["resolved"] == []
    assert since["fresh"] == []


def test_what_is_dismissed_later_is_settled_in_the_kept_check_until_it_is_taken_back(
    client: httpx2.Client, unit: dict[str, Any], tmp_path: Path
) -> None:
    check = checked(client, unit, ("稿.docx", word(tmp_path, TEXT)))
    flag = next(f for f in client.get(f"{check}/papers/1").json()["flags"] if f["text"] == "XX")
    said = {"unit": unit["name"], "reason": "按规定隐去", "who": "办公室"}
    said |= {name: flag[name] for name in ("rule", "fingerprint", "text")}
    number = client.post("/dismissals", json=said).json()["number"]
    paper = client.get(f"{check}/papers/1").json()
    assert "XX" not in texts(paper["flags"])
    assert [(d["number"], d["reason"]) for d in paper["dismissed"]] == [(number, "按规定隐去")]
    client.delete(f"/dismissals/{number}", params={"unit": unit["name"]})
    assert "XX" in texts(client.get(f"{check}/papers/1").json()["flags"])


def test_a_job_that_is_no_check_or_anothers_gives_no_paper(
    client: httpx2.Client, unit: dict[str, Any], tmp_path: Path
) -> None:
    check = checked(client, unit, ("稿.docx", word(tmp_path, TEXT)))
    other = client.post("/units", json={"name": "江屿港务集团党委"}).json()
    name = check.rsplit("/", 1)[-1]
    assert client.get(f"/units/{other['id']}/checks/{name}/papers/1").status_code == 404
    ingest = client.post(
        f"/units/{unit['id']}/library", files={"files": ("往年.txt", TEXT.encode())}
    ).json()["id"]
    answer = client.get(f"/units/{unit['id']}/checks/{ingest}/papers/1")
    assert answer.status_code == 404
    assert "核对" in answer.json()["detail"]
