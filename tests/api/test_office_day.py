"""A day at the office over HTTP, from the assignment to the passed paper, each as who they are."""

import io
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from docx import Document
from openpyxl import load_workbook

from service.samples import NOTES, PAPERS
from tests.api.accounts import Town, settings_of, town_at
from tests.jobs.world import KIND

SHEET = NOTES / "qinglan-water-2025.xlsx"
pytestmark = pytest.mark.xdist_group("office-day")
PAST = PAPERS / "qinglan-water" / "2024-team-2024.txt"
ENDED = ("done", "failed", "cancelled")
PATIENCE_S = 90.0


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    address = ""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_server")
        address = server.address(server.create_database(), "psycopg")
    settings = settings_of(tmp_path_factory.mktemp("office"), database_url=address)
    with town_at(settings, listen=True) as made:
        yield made


def done(client: httpx2.Client, accepted: httpx2.Response) -> dict[str, Any]:
    """The job's result once it is done; its progress is followed as a page does."""
    assert accepted.status_code == 202, accepted.text
    until = time.monotonic() + PATIENCE_S
    while (job := client.get(accepted.headers["location"]).json())["state"] not in ENDED:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert job["state"] == "done", job["cause"]
    result: dict[str, Any] = job["result"]
    return result


def version(answer: httpx2.Response) -> dict[str, str]:
    return {"If-Match": answer.headers["etag"]}


def problems(draft: dict[str, Any]) -> list[dict[str, Any]]:
    chapters = draft["draft"]["paper"]["chapters"]
    items = [i for c in chapters for s in c["sections"] for i in s["items"]]
    return [item for item in items if item["role"] == "problem"]


def test_a_paper_is_written_sent_up_returned_mended_and_passed(town: Town) -> None:
    with (
        town.signed_in("clerk") as clerk,
        town.signed_in("head") as head,
        town.signed_in("reviewer") as reviewer,
        town.signed_in("admin") as admin,
    ):
        library(town, clerk)
        task = assigned(town, clerk)
        noted(clerk, task)
        draft = drafted(clerk, task)
        edited(clerk, head, draft)
        headed(clerk, head, draft)
        flagged(clerk, draft["id"])
        answered(clerk, task)
        exported(clerk, task)
        ledger(clerk, task)
        reviewed(head, reviewer, task)
        audited(admin, clerk)


def library(town: Town, clerk: httpx2.Client) -> None:
    address = f"/api/v1/units/{town.bureau.id}/library"
    upload = clerk.post(address, files={"files": (PAST.name, PAST.read_bytes())})
    assert done(clerk, upload)["added"] == [PAST.name]
    kept = clerk.get(address).json()["items"]
    assert [entry["file"] for entry in kept] == [PAST.name]
    found = clerk.get(f"{address}/search", params={"q": "巡查记录"}).json()["items"]
    assert found
    original = f"{address}/{kept[0]['sha256']}/file"
    assert clerk.get(original).content == PAST.read_bytes()


def assigned(town: Town, clerk: httpx2.Client) -> str:
    body = {"unit": town.bureau.id, "kind": "team-2025", "title": "2025年度对照检查材料"}
    made = clerk.post("/api/v1/assignments", json=body)
    assert made.status_code == 201
    return str(made.headers["location"])


def noted(clerk: httpx2.Client, task: str) -> None:
    """Notes from a workbook; what is set by hand holds when they are sorted again."""
    files = {"files": (SHEET.name, SHEET.read_bytes())}
    counts = done(clerk, clerk.post(f"{task}/notes/files", files=files))["counts"]
    assert counts["lines"] > 10
    more = {"notes": [{"id": "Z1", "text": "巡查记录有3个月是后补的", "source": "巡察反馈"}]}
    assert clerk.post(f"{task}/notes", json=more).json()["added"] == 1
    done(clerk, clerk.post(f"{task}/notes/sort"))
    note = next(n for n in clerk.get(f"{task}/notes").json()["items"] if n["id"] == "Z1")
    set_ = clerk.patch(
        f"{task}/notes/Z1", json={"theme": "河道"}, headers={"If-Match": f'"{note["version"]}"'}
    )
    assert set_.status_code == 200
    done(clerk, clerk.post(f"{task}/notes/sort"))
    again = next(n for n in clerk.get(f"{task}/notes").json()["items"] if n["id"] == "Z1")
    assert (again["theme"], again["by_hand"]) == ("河道", ["theme"])


def drafted(clerk: httpx2.Client, task: str) -> dict[str, Any]:
    accepted = clerk.post(f"{task}/draft")
    kinds = told(clerk, accepted.headers["location"])
    assert kinds[0] == "queued"
    assert kinds[-1] == "done"
    draft: dict[str, Any] = clerk.get(f"{task}/draft").json()
    assert problems(draft)
    return draft


def told(client: httpx2.Client, job: str) -> list[str]:
    with client.stream("GET", f"{job}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line.startswith("event:")]
    return [line.removeprefix("event:").strip() for line in lines]


def edited(clerk: httpx2.Client, head: httpx2.Client, draft: dict[str, Any]) -> None:
    """Two people at one item: the second is told; and one item drafted again."""
    item = f"/api/v1/drafts/{draft['id']}/items/{problems(draft)[0]['id']}"
    read = version(clerk.get(item))
    first = clerk.patch(item, json={"text": "巡查记录有3个月是后补的。"}, headers=read)
    assert first.status_code == 200
    stale = head.patch(item, json={"text": "另一句话。"}, headers=read)
    assert stale.status_code == 409
    assert "后补" in stale.json()["current"]
    assert "另一句话" in stale.json()["yours"]
    again = done(
        clerk, clerk.post(f"{item.removesuffix(problems(draft)[0]['id'])}{other(draft)}/redraft")
    )
    assert again["taken"] is True
    causes = [entry["version"]["cause"] for entry in clerk.get(f"{item}/history").json()["items"]]
    assert causes == ["draft", "edit"]


def headed(clerk: httpx2.Client, head: httpx2.Client, draft: dict[str, Any]) -> None:
    """Two people at one heading: the second is told, and the number stays the typesetter's."""
    heading = f"/api/v1/drafts/{draft['id']}/headings/chapter-2"
    read = version(clerk.get(heading))
    first = clerk.patch(heading, json={"text": "三、查摆的问题。"}, headers=read)
    assert (first.status_code, first.json()["text"]) == (200, "查摆的问题")
    stale = head.patch(heading, json={"text": "主要问题"}, headers=read)
    assert stale.status_code == 409
    told = stale.json()
    assert (told["current"], told["yours"], told["version"]) == ("查摆的问题", "主要问题", 2)
    assert clerk.patch(heading, json={"text": "一、"}, headers=version(first)).status_code == 422
    assert clerk.patch(heading, json={"text": "新"}).status_code == 428
    assert clerk.get(heading.replace("chapter-2", "chapter-0")).status_code == 404
    causes = [entry["cause"] for entry in clerk.get(f"{heading}/history").json()["items"]]
    assert causes == ["draft", "edit"]
    now = clerk.get(f"/api/v1/assignments/{draft['assignment']}/draft").json()
    assert now["headings"]["chapter-2"] == 2
    assert "二、查摆的问题\n" in now["draft"]["text"]


def other(draft: dict[str, Any]) -> str:
    return str(problems(draft)[1]["id"])


def flagged(clerk: httpx2.Client, draft: str) -> None:
    flags = clerk.post(f"/api/v1/drafts/{draft}/check").json()["items"]
    assert len(flags) > 1
    one, two = (f"/api/v1/drafts/{draft}/flags/{flag['key']}" for flag in flags[:2])
    assert clerk.post(f"{one}/accept").json()["state"] == "accepted"
    assert clerk.post(f"{two}/dismiss", json={"reason": " "}).status_code == 422
    assert clerk.post(f"{two}/dismiss", json={"reason": "已核实"}).json()["state"] == "dismissed"
    again = clerk.post(f"/api/v1/drafts/{draft}/check").json()["items"]
    assert {flag["key"]: flag["state"] for flag in again}[flags[1]["key"]] == "dismissed"


def answered(clerk: httpx2.Client, task: str) -> None:
    told = clerk.get(f"{task}/coverage").json()
    note = told["items"][0]["note"]
    answer = clerk.put(
        f"{task}/coverage/{note}", json={"reason": "已另行安排"}, headers={"If-Match": '"0"'}
    )
    assert answer.status_code == 200
    reasons = {a["note"]: a["reason"] for a in clerk.get(f"{task}/coverage").json()["answers"]}
    assert reasons == {note: "已另行安排"}


def exported(clerk: httpx2.Client, task: str) -> None:
    paper = clerk.get(f"{task}/exports/draft.docx")
    assert "attachment" in paper.headers["content-disposition"]
    text = "\n".join(p.text for p in Document(io.BytesIO(paper.content)).paragraphs)
    assert "巡查记录有3个月是后补的" in text
    Document(io.BytesIO(clerk.get(f"{task}/exports/summary.docx").content))
    sheet = load_workbook(io.BytesIO(clerk.get(f"{task}/exports/notes.xlsx").content)).worksheets[0]
    assert sheet.max_row > 10


def ledger(clerk: httpx2.Client, task: str) -> None:
    lines = clerk.post(f"{task}/ledger/make").json()["items"]
    line = {k: v for k, v in lines[0].items() if k not in ("id", "assignment", "version")}
    line["owner"] = "李明"
    stands = {"If-Match": f'"{lines[0]["version"]}"'}
    address = f"{task}/ledger/{lines[0]['id']}"
    assert clerk.put(address, json=line, headers=stands).status_code == 200
    again = clerk.post(f"{task}/ledger/make").json()["items"]
    assert next(entry for entry in again if entry["id"] == lines[0]["id"])["owner"] == "李明"
    book = load_workbook(io.BytesIO(clerk.get(f"{task}/exports/ledger.xlsx").content))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "李明" in cells


def reviewed(head: httpx2.Client, reviewer: httpx2.Client, task: str) -> None:
    sent = head.post(f"{task}/submissions", headers=version(head.get(f"{task}/draft")))
    assert sent.status_code == 201
    address = sent.headers["location"]
    seen = reviewer.get(address)
    assert seen.status_code == 200
    assert reviewer.get(f"{task}/notes").status_code == 404
    empty = {"verdict": "returned", "words": ""}
    assert reviewer.post(f"{address}/words", json=empty, headers=version(seen)).status_code == 422
    back = {"verdict": "returned", "words": "第二条没有具体事例"}
    assert reviewer.post(f"{address}/words", json=back, headers=version(seen)).status_code == 201
    assert head.get(task).json()["state"] == "returned"
    assert head.get(f"{address}/words").json()["items"][0]["words"] == "第二条没有具体事例"
    mend(head, head.get(f"{task}/draft").json())
    again = head.post(f"{task}/submissions", headers=version(head.get(f"{task}/draft")))
    address = again.headers["location"]
    body = {"submissions": [address.rsplit("/", 1)[-1]]}
    assert len(reviewer.post("/api/v1/submissions/review", json=body).json()["papers"]) == 1
    passed = {"verdict": "passed"}
    stands = version(reviewer.get(address))
    assert reviewer.post(f"{address}/words", json=passed, headers=stands).status_code == 201
    assert head.get(task).json()["state"] == "passed"


def mend(head: httpx2.Client, draft: dict[str, Any]) -> None:
    item = f"/api/v1/drafts/{draft['id']}/items/{problems(draft)[0]['id']}"
    changed = head.patch(item, json={"headline": "巡查不严"}, headers=version(head.get(item)))
    assert changed.status_code == 200


def audited(admin: httpx2.Client, clerk: httpx2.Client) -> None:
    entries = admin.get("/api/v1/audit", params={"limit": 200})
    actions = {entry["action"] for entry in entries.json()["items"]}
    assert {"item.edited", "heading.edited", "draft.kept"} <= actions
    assert "后补" not in entries.text
    assert admin.get("/api/v1/audit/verification").json()["broken_at"] is None
    assert clerk.get("/api/v1/audit").status_code == 403


def test_a_paper_is_taken_out_of_the_library_with_its_file(town: Town) -> None:
    address = f"/api/v1/units/{town.bureau.id}/library"
    with town.signed_in("clerk") as clerk:
        upload = clerk.post(address, files={"files": ("别的.txt", "一、问题\n1.学得少。".encode())})
        done(clerk, upload)
        kept = next(m for m in clerk.get(address).json()["items"] if m["file"] == "别的.txt")
        assert clerk.delete(f"{address}/{kept['sha256']}").status_code == 204
        assert clerk.get(f"{address}/{kept['sha256']}").status_code == 404
        assert clerk.get(f"{address}/{kept['sha256']}/file").status_code == 404


def test_files_are_checked_and_reviewed_as_jobs_and_can_be_fetched_again(town: Town) -> None:
    unit = f"/api/v1/units/{town.bureau.id}"
    with town.signed_in("clerk") as clerk:
        checked = done(
            clerk, clerk.post(f"{unit}/checks", files={"files": (PAST.name, PAST.read_bytes())})
        )
        assert checked["files"][0]["flags"]
        hospital = PAPERS / "yunze-hospital" / "2024-team-2024.txt"
        files = [("files", (p.name, p.read_bytes())) for p in (PAST, hospital)]
        assert len(done(clerk, clerk.post(f"{unit}/reviews", files=files))["papers"]) == 2
        originals = clerk.get(f"{unit}/originals").json()["items"]
        kept = next(entry for entry in originals if entry["size"] == len(hospital.read_bytes()))
        assert clerk.get(f"{unit}/originals/{kept['sha256']}").content == hospital.read_bytes()
    with town.signed_in("reviewer") as reviewer:
        assert reviewer.get(f"{unit}/originals").status_code == 404


def test_a_units_own_kind_holds_for_its_drafts(town: Town) -> None:
    with town.signed_in("head") as head:
        body = {"unit": town.bureau.id, "body": KIND}
        assert head.post("/api/v1/own-kinds", json=body).status_code == 201
        made = {"unit": town.bureau.id, "kind": "small", "title": "支部材料"}
        task = head.post("/api/v1/assignments", json=made).headers["location"]
        notes = {"notes": [{"id": "a", "text": "集中学习有时以会代学，第二季度只研讨1次"}]}
        head.post(f"{task}/notes", json=notes)
        done(head, head.post(f"{task}/notes/sort"))
        done(head, head.post(f"{task}/draft"))
        assert head.get(f"{task}/draft").json()["draft"]["paper"]["kind"] == "small"
