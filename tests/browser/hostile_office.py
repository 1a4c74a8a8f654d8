"""An office in which every field that a screen shows holds payloads."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx2

from tests.browser.payloads import Supply, payloads
from tests.browser.scene import Scene
from tests.browser.serving import Office

_ASPECTS = (("theory", "理论学习"), ("work", "干事创业"), ("strict", "管党治党"))
_FEW = 40
_PROBLEMS = ("中心组学习光念文件，不讨论", "到村组调研少，多听汇报", "巡查记录有3个月是后补的")
_PAPER = """{title}
一、存在的问题
（一）理论学习方面
1.学习不深不透{payload}。全年集中学习XX次，学习强国积分【待补：多少】。
2.据说可能大概学用脱节{payload}。
二、整改措施
1.进一步加强学习，由某同志负责{payload}。
"""


def poisoned(office: Office) -> tuple[Scene, Supply]:
    """Fills a fresh office as its people would, with payloads for words.

    Gives the scene that the screens are opened on (its submission stands before the county, and an
    earlier one was returned), and the supply with what was handed out.
    """
    supply = Supply(payloads())
    with (
        office.client("admin") as admin,
        office.client("head") as head,
        office.client("clerk") as clerk,
        office.client("reviewer") as reviewer,
    ):
        _people(office, admin, supply)
        _keys(office, head, supply)
        _rules(office, admin, supply)
        task = _assignment(office, head, clerk, supply)
        _library(office, clerk, supply)
        _notes(office, clerk, task, supply)
        draft = _paper(office, clerk, task, supply)
        _answers(clerk, task, draft, supply)
        _ledger(clerk, task, supply)
        submission = _sent(head, clerk, reviewer, task, supply)
        _checked(office, clerk, supply)
        _names(office, admin, supply)
    return Scene(office, office.bureau.id, _last(task), draft, submission), supply


def _people(office: Office, admin: httpx2.Client, supply: Supply) -> None:
    for login in ("clerk", "head", "reviewer", "admin"):
        found = _items(admin, "/api/v1/people")
        person = next(one for one in found if one["login"] == login)
        _changed(admin, "PATCH", f"/api/v1/people/{person['id']}", {"name": supply.one(100)})
    for login in ("__proto__", "constructor", "tostring", "javascript"):
        roles = [{"unit": office.bureau.id, "role": "drafter"}]
        body = {"login": login, "name": supply.one(100), "roles": roles}
        _made(admin, "/api/v1/people", {**body, "password": office.password})


def _keys(office: Office, head: httpx2.Client, supply: Supply) -> None:
    for permission in ("read", "write", "draft"):
        name, unit = supply.one(), office.bureau.id
        _made(head, "/api/v1/keys", {"unit": unit, "name": name, "permissions": [permission]})


def _names(office: Office, admin: httpx2.Client, supply: Supply) -> None:
    for unit in (office.county.id, office.bureau.id):
        _changed(admin, "PATCH", f"/api/v1/units/{unit}", {"name": supply.one()})
    _made(admin, "/api/v1/units", {"name": supply.one(), "parent": office.bureau.id})
    # Words about units, then, in the audit.
    admin.post("/api/v1/units", json={"name": "x", "parent": "0" * 24})


def _rules(office: Office, admin: httpx2.Client, supply: Supply) -> None:
    overlay = {
        "accept": [supply.one() for _ in range(10)],
        "roster": [{"name": supply.one(50), "post": supply.one(50)} for _ in range(5)],
        "formulae": [{"phrase": supply.one(), "since": "2024"} for _ in range(5)],
        "data+": {"left.scrape": {"patterns": ["积分"]}},
    }
    body = {"body": json.dumps(overlay, ensure_ascii=False)}
    _changed(admin, "PUT", f"/api/v1/units/{office.bureau.id}/rules", body, version=0)
    # A refusal that quotes what it refuses.
    wrong = {"body": json.dumps({"levels": {supply.one(): "off"}})}
    refused = admin.put(
        f"/api/v1/units/{office.bureau.id}/rules", json=wrong, headers={"If-Match": '"1"'}
    )
    assert refused.status_code == 422, refused.text


def _assignment(office: Office, head: httpx2.Client, clerk: httpx2.Client, supply: Supply) -> str:
    kind = {
        "id": "own-hostile",
        "name": supply.one(),
        "scope": "team",
        "year": 2025,
        "meeting": "民主生活会",
        "paper_name": supply.one(60),
        "theme": supply.many(1000),
        "aspects": [
            {"key": key, "short": f"{short}{supply.one(60)}", "title": f"{short}{supply.one(60)}"}
            for key, short in _ASPECTS
        ],
        "chapters": [
            {"role": "preface"},
            {"role": "problems", "title": supply.one(60)},
            {"role": "causes", "title": supply.one(60)},
            {"role": "measures", "title": supply.one(60)},
        ],
        "requirements": [supply.one(), supply.one()],
        "source": supply.one(),
    }
    unit, body = office.bureau.id, json.dumps(kind, ensure_ascii=False)
    _made(head, "/api/v1/own-kinds", {"unit": unit, "body": body})
    asked = {"unit": unit, "kind": "own-hostile", "deadline": "2026-12-18"}
    made = clerk.post("/api/v1/assignments", json={**asked, "title": supply.one()})
    assert made.status_code == 201, made.text
    return str(made.headers["location"])


def _library(office: Office, clerk: httpx2.Client, supply: Supply) -> None:
    files = [
        (f"{supply.one(80)}.txt", _PAPER.format(title=supply.one(), payload=supply.one()).encode())
        for _ in range(4)
    ]
    # One that cannot be read: the job's cause names it.
    files.append((f"{supply.one(80)}.docx", b"PK\x03\x04 nothing of the kind"))
    address = f"/api/v1/units/{office.bureau.id}/library"
    taken = clerk.post(address, files=[("files", file) for file in files])
    _ended(office, clerk, taken)


def _notes(office: Office, clerk: httpx2.Client, task: str, supply: Supply) -> None:
    """Every payload is the text of a note, many are a source, all that can be a name are one."""
    notes = [
        {"id": name, "text": f"{_PROBLEMS[n % 3]}{text}", "source": supply.one()}
        for n, (name, text) in enumerate(_named(payloads()))
    ]
    _made(clerk, f"{task}/notes", {"notes": notes})
    supply.given.update(payloads())
    lines = "\n".join(supply.one(120) for _ in range(5))
    files = {"files": (f"{supply.one(80)}.txt", lines.encode())}
    office.service.done(clerk, clerk.post(f"{task}/notes/files", files=files))
    kept = clerk.get(f"{task}/notes").json()["items"]
    for note in kept[:10]:
        words = {"theme": supply.one(), "set_aside": supply.one()}
        address = f"{task}/notes/{quote(note['id'], safe='')}"
        _changed(clerk, "PATCH", address, words, version=note["version"])
    versions = {note["id"]: note["version"] for note in kept[20:24]}
    clerk.post(f"{task}/notes/merge", json={"versions": versions}).raise_for_status()
    office.service.done(clerk, clerk.post(f"{task}/notes/sort"))


def _named(texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts):
        # An id stands in an address.
        good = len(text) <= 100 and "/" not in text and text not in (".", "..")
        yield (text if good and text.isprintable() else f"H{number}"), text


def _paper(office: Office, clerk: httpx2.Client, task: str, supply: Supply) -> str:
    office.service.done(clerk, clerk.post(f"{task}/draft"))
    draft = str(clerk.get(f"{task}/draft").json()["id"])
    address = f"/api/v1/drafts/{draft}"
    for item in _items_of(clerk, task)[:12]:
        words = {
            "headline": supply.one(),
            "text": f"据说大概有XX次{supply.many(1500)}【待补：{supply.one()}】。",
            "owner": supply.one(),
            "deadline": supply.one(),
        }
        _changed(clerk, "PATCH", f"{address}/items/{item}", words)
    place = {"role": "problem", "chapter": 1, "section": 0, "position": 0}
    for at in range(0, len(payloads()), _FEW):
        text = " ".join(payloads()[at : at + _FEW])[:20_000]
        _made(clerk, f"{address}/items", {**place, "headline": supply.one(), "text": text})
    gone = _items_of(clerk, task)[-1]
    tag = clerk.get(f"{address}/items/{gone}").headers["etag"]
    clerk.delete(f"{address}/items/{gone}", headers={"If-Match": tag}).raise_for_status()
    clerk.post(f"{address}/versions").raise_for_status()
    clerk.post(f"{address}/check").raise_for_status()
    return draft


def _answers(clerk: httpx2.Client, task: str, draft: str, supply: Supply) -> None:
    flags = clerk.get(f"/api/v1/drafts/{draft}/flags").json()["items"]
    for flag in flags[:3]:
        address = f"/api/v1/drafts/{draft}/flags/{flag['key']}/dismiss"
        clerk.post(address, json={"reason": supply.many()}).raise_for_status()
    coverage = clerk.get(f"{task}/coverage").json()["items"]
    missing = [one["note"] for one in coverage if one["status"] == "missing"]
    for note in missing[:10]:
        address = f"{task}/coverage/{quote(note, safe='')}"
        _changed(clerk, "PUT", address, {"reason": supply.many()}, version=0)


def _ledger(clerk: httpx2.Client, task: str, supply: Supply) -> None:
    clerk.post(f"{task}/ledger/make").raise_for_status()
    for _ in range(5):
        line = {
            **{name: supply.many() for name in ("problem", "measure", "evidence")},
            **{name: supply.one() for name in ("owner", "department", "deadline")},
        }
        _made(clerk, f"{task}/ledger", line)


def _sent(
    head: httpx2.Client, clerk: httpx2.Client, reviewer: httpx2.Client, task: str, supply: Supply
) -> str:
    """Sends the paper, has it returned, mends it and sends it again: the second one's id."""
    first = _sends(head, task)
    words = {"verdict": "returned", "words": supply.many()}
    _made(reviewer, f"{first}/words", words, version=_version(reviewer, first))
    draft = clerk.get(f"{task}/draft").json()["id"]
    item = f"/api/v1/drafts/{draft}/items/{_items_of(clerk, task)[0]}"
    _changed(clerk, "PATCH", item, {"text": supply.many()})
    second = _sends(head, task)
    about = _items_of(clerk, task)[0]
    words = {"verdict": "comment", "words": supply.many(), "item": about}
    _made(reviewer, f"{second}/words", words, version=_version(reviewer, second))
    return _last(second)


def _sends(head: httpx2.Client, task: str) -> str:
    stands = {"If-Match": head.get(f"{task}/draft").headers["etag"]}
    sent = head.post(f"{task}/submissions", headers=stands)
    assert sent.status_code == 201, sent.text
    return str(sent.headers["location"])


def _checked(office: Office, clerk: httpx2.Client, supply: Supply) -> None:
    text = _PAPER.format(title=supply.one(), payload=supply.many(1000)).encode()
    files = [("files", (f"{supply.one(80)}.txt", text)) for _ in range(2)]
    unit = f"/api/v1/units/{office.bureau.id}"
    office.service.done(clerk, clerk.post(f"{unit}/checks", files=files))
    office.service.done(clerk, clerk.post(f"{unit}/reviews", files=files))


def _items_of(clerk: httpx2.Client, task: str) -> list[str]:
    chapters = clerk.get(f"{task}/draft").json()["draft"]["paper"]["chapters"]
    return [i["id"] for c in chapters for s in c["sections"] for i in s["items"]]


def _items(client: httpx2.Client, address: str) -> list[dict[str, Any]]:
    return list(client.get(address, params={"limit": 200}).json()["items"])


def _version(client: httpx2.Client, address: str) -> int:
    return int(client.get(address).headers["etag"].strip('"'))


def _made(
    client: httpx2.Client, address: str, body: dict[str, Any], version: int | None = None
) -> None:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    answer = client.post(address, json=body, headers=headers)
    assert answer.is_success, f"{address}: {answer.text}"


def _changed(
    client: httpx2.Client,
    method: str,
    address: str,
    body: dict[str, Any],
    version: int | None = None,
) -> None:
    known = _version(client, address) if version is None else version
    answer = client.request(method, address, json=body, headers={"If-Match": f'"{known}"'})
    assert answer.is_success, f"{address}: {answer.text}"


def _ended(office: Office, client: httpx2.Client, accepted: httpx2.Response) -> None:
    """Waits for a job that may fail: its cause is shown, too."""
    try:
        office.service.done(client, accepted)
    except AssertionError:
        assert client.get(accepted.headers["location"]).json()["state"] == "failed"


def _last(address: str) -> str:
    return address.rsplit("/", 1)[-1]
