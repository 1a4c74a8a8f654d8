"""Beside a paper that was sent up: who may send, and the paper for Word as it was sent."""

import io
from collections.abc import Iterator

import httpx2
import pytest
from docx import Document

from tests.api.accounts import Town, settings_of, town_at
from tests.api.test_office_day import done

NOTES = [
    {"id": "N1", "text": "河道巡查记录有3个月是后补的", "source": "巡察反馈"},
    {"id": "N2", "text": "中心组学习光念文件，不讨论", "source": "座谈会"},
]


@pytest.fixture
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town_at(settings_of(tmp_path_factory.mktemp("sent")), listen=True) as made:
        yield made


def test_the_heads_are_named_to_those_who_work_in_the_unit_while_they_may_sign_in(
    town: Town,
) -> None:
    address = f"/api/v1/units/{town.bureau.id}/heads"
    with town.signed_in("clerk") as clerk, town.signed_in("admin") as admin:
        assert clerk.get(address).json()["items"] == ["head同志"]
        assert admin.get(address).status_code == 404
        people = admin.get("/api/v1/people").json()["items"]
        head = next(one for one in people if one["login"] == "head")
        stands = {"If-Match": f'"{head["version"]}"'}
        off = admin.patch(f"/api/v1/people/{head['id']}", json={"disabled": True}, headers=stands)
        assert off.is_success, off.text
        assert clerk.get(address).json()["items"] == []


def test_the_word_file_is_the_paper_as_it_was_sent_without_a_note(town: Town) -> None:
    with (
        town.signed_in("clerk") as clerk,
        town.signed_in("head") as head,
        town.signed_in("reviewer") as reviewer,
    ):
        task = drafted(town, clerk)
        stands = {"If-Match": head.get(f"{task}/draft").headers["etag"]}
        sent = head.post(f"{task}/submissions", headers=stands)
        change_first_item(clerk, task)
        answer = reviewer.get(f"{sent.headers['location']}/paper.docx")
        assert answer.status_code == 200
        written = Document(io.BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in written.paragraphs)
    # A long title is broken over lines between words.
    missing = [line for line in sent.json()["text"].split("\n") if joined(line) not in joined(text)]
    assert missing == []
    assert "报送以后才写的话" not in text
    assert "意见采纳对照表" not in text
    assert not written.tables
    assert not list(written.comments)


def joined(text: str) -> str:
    return "".join(text.split())


def drafted(town: Town, clerk: httpx2.Client) -> str:
    asked = {"unit": town.bureau.id, "kind": "team-2025", "title": "对照检查材料"}
    task = str(clerk.post("/api/v1/assignments", json=asked).headers["location"])
    clerk.post(f"{task}/notes", json={"notes": NOTES}).raise_for_status()
    done(clerk, clerk.post(f"{task}/notes/sort"))
    done(clerk, clerk.post(f"{task}/draft"))
    return task


def change_first_item(clerk: httpx2.Client, task: str) -> None:
    draft = clerk.get(f"{task}/draft").json()
    item = draft["draft"]["paper"]["chapters"][0]["sections"][0]["items"][0]["id"]
    address = f"/api/v1/drafts/{draft['id']}/items/{item}"
    read = {"If-Match": clerk.get(address).headers["etag"]}
    clerk.patch(address, json={"text": "报送以后才写的话。"}, headers=read).raise_for_status()
