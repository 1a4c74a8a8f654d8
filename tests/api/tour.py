"""Every route once, in an order that makes sense, by the commands that the page at /docs shows."""

import html
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx2

from tests.api import curl

PLACEHOLDER = "019a8c3f00aa5f2e9b7c1d44"
_ENDED = ("done", "failed", "cancelled")
_PATIENCE_S = 90.0
_A, _D = "/api/v1/assignments/{assignment}", "/api/v1/drafts/{draft}"
_ITEM, _UNIT, _SENT = f"{_D}/items/{{item}}", "/api/v1/units/{unit}", "/api/v1/submissions"
_HEADING = f"{_D}/headings/{{heading}}"
_ENTRY, _MATERIAL = f"{_A}/ledger/{{entry}}", f"{_UNIT}/library/{{sha256}}"

ORDER = f"""
GET /api/v1/me
POST /api/v1/units
GET /api/v1/units
GET {_UNIT}
PATCH {_UNIT}
GET {_UNIT}/tokens
GET {_UNIT}/below
POST /api/v1/people
GET /api/v1/people
GET /api/v1/people/{{person}}
PATCH /api/v1/people/{{person}}
GET /api/v1/people/{{person}}/keys
GET {_UNIT}/kinds
GET /api/v1/kinds
POST /api/v1/own-kinds
GET /api/v1/own-kinds
PUT /api/v1/own-kinds/{{kind}}
DELETE /api/v1/own-kinds/{{kind}}
GET {_UNIT}/rules
PUT {_UNIT}/rules
GET {_UNIT}/rules/cards
GET {_UNIT}/rules/cards/{{rule}}
GET {_UNIT}/rules/parts
POST {_UNIT}/library
GET {_UNIT}/library
GET {_UNIT}/library/search
GET {_MATERIAL}
GET {_MATERIAL}/file
POST /api/v1/assignments
GET /api/v1/assignments
GET /api/v1/assignments/progress
GET {_A}
PATCH {_A}
POST {_A}/notes
GET {_A}/notes/raw
POST {_A}/notes/sort
GET {_A}/notes
POST {_A}/notes/merge
POST {_A}/notes/split
PATCH {_A}/notes/{{note}}
POST {_A}/notes/files
GET {_A}/notes/clues
POST {_A}/draft
GET {_A}/draft
GET {_ITEM}
PATCH {_ITEM}
POST {_ITEM}/move
POST {_ITEM}/notes
GET {_ITEM}/history
POST {_ITEM}/redraft
POST {_ITEM}/restore
POST {_D}/items
DELETE {_ITEM}
GET {_D}/removed
GET {_HEADING}
PATCH {_HEADING}
GET {_HEADING}/history
POST {_D}/versions
GET {_D}/versions
POST {_D}/restore
POST {_D}/check
GET {_D}/flags
POST {_D}/flags/{{key}}/accept
POST {_D}/flags/{{key}}/dismiss
POST {_D}/flags/{{key}}/reopen
GET {_A}/coverage
PUT {_A}/coverage/{{note}}
DELETE {_A}/coverage/{{note}}
POST {_A}/ledger/make
POST {_A}/ledger
GET {_A}/ledger
GET /api/v1/ledger
PUT {_ENTRY}
DELETE {_ENTRY}
GET {_A}/exports/draft.docx
GET {_A}/exports/summary.docx
GET {_A}/exports/notes.xlsx
GET {_A}/exports/clues.xlsx
GET {_A}/exports/ledger.xlsx
POST {_A}/submissions
GET {_SENT}
GET {_SENT}/{{submission}}
GET {_SENT}/{{submission}}/paper.docx
GET {_UNIT}/heads
POST {_SENT}/{{submission}}/words
GET {_SENT}/{{submission}}/words
POST {_SENT}/review
POST {_SENT}/review/events
POST {_SENT}/{{submission}}/withdraw
POST {_UNIT}/checks
GET {_UNIT}/checks/{{job}}/papers/{{number}}
GET {_UNIT}/checks/{{job}}/papers/{{number}}/annotated.docx
POST {_UNIT}/reviews
GET {_UNIT}/originals
GET {_UNIT}/originals/{{sha256}}
GET /api/v1/jobs
GET /api/v1/jobs/{{job}}
GET /api/v1/jobs/{{job}}/history
GET /api/v1/jobs/{{job}}/events
GET /api/v1/jobs/{{job}}/tokens
POST /api/v1/jobs/{{job}}/cancel
POST /api/v1/jobs/{{job}}/resume
POST /api/v1/jobs/{{job}}/without-model
DELETE {_MATERIAL}
GET /api/v1/audit
GET /api/v1/audit/verification
GET /api/v1/unit-figures
GET /api/v1/keys
GET /api/v1/house/settings
POST /api/v1/house/examination
POST /api/v1/house/backups
GET /api/v1/house/backups
POST /api/v1/house/backups/{{backup}}/verification
POST /api/v1/kinds/from-notice
POST /api/v1/outlines
POST /api/v1/sorts
POST /api/v1/problems
POST /api/v1/drafts
POST /api/v1/checks
POST /api/v1/checks/paper
POST /api/v1/reviews
POST /api/v1/dismissals
GET /api/v1/dismissals
DELETE /api/v1/dismissals/{{number}}
POST /api/v1/sample
POST /api/v1/sign-in
POST /api/v1/me/password
POST /api/v1/sign-out
POST /api/v1/sign-out/everywhere
POST /api/v1/keys
DELETE /api/v1/keys/{{key}}
GET /api/v1/sign-in/provider
GET /api/v1/sign-in/provider/return
""".split("\n")[1:-1]

OTHERWISE = {
    # These need a person; on a machine of one's own nobody is one.
    "POST /api/v1/me/password",
    "POST /api/v1/sign-out/everywhere",
    "POST /api/v1/keys",
    "DELETE /api/v1/keys/{key}",
    # These need a provider.
    "GET /api/v1/sign-in/provider",
    "GET /api/v1/sign-in/provider/return",
    # These need a job that waits or failed: tests/jobs.
    "POST /api/v1/jobs/{job}/cancel",
    "POST /api/v1/jobs/{job}/resume",
    "POST /api/v1/jobs/{job}/without-model",
}
"""Routes that on this tour answer with a status that the page announces, but not with success."""
_NAMED = {
    "POST /api/v1/units": "unit",
    "POST /api/v1/people": "person",
    "POST /api/v1/own-kinds": "kind",
    "POST /api/v1/assignments": "assignment",
    f"GET {_A}/draft": "draft",
    f"POST {_A}/ledger": "entry",
    f"POST {_A}/submissions": "submission",
    "POST /api/v1/house/backups": "backup",
}
_BY_NAME = {"POST /api/v1/house/backups": "name"}
"""What is addressed by another field than its id."""
_ALWAYS = {"note": "N003", "heading": "chapter-2", "number": "1", "rule": "shape.balance"}
"""What stands for a placeholder without being learnt."""
_WHERE_VERSION = {
    f"PUT {_A}/coverage/{{note}}": "0",
    f"DELETE {_A}/coverage/{{note}}": "1",
    f"POST {_A}/submissions": f"{_A}/draft",
    f"POST {_D}/restore": f"{_A}/draft",
    f"POST {_SENT}/{{submission}}/words": f"{_SENT}/{{submission}}",
    f"POST {_SENT}/{{submission}}/withdraw": f"{_SENT}/{{submission}}",
    # Adding a line by hand counts as an edit: making the ledger leaves it alone.
    f"PUT {_ENTRY}": "2",
    f"DELETE {_ENTRY}": "3",
    "PUT /api/v1/own-kinds/{kind}": "1",
    "DELETE /api/v1/own-kinds/{kind}": "2",
}


@dataclass
class Tour:
    """Goes through the routes; ``names`` are what stands for the page's placeholders by now."""

    client: httpx2.Client
    names: dict[str, str] = field(default_factory=_ALWAYS.copy)

    def commands(self) -> dict[str, str]:
        """The page's commands by method and path."""
        page = html.unescape(self.client.get("/docs").text)
        shown = re.findall(
            r'<h2><span class="method">(\w+)</span> (\S+)</h2>.*?<pre>(.*?)</pre>', page, re.DOTALL
        )
        return {f"{method} {path}": command for method, path, command in shown}

    def go(self) -> Iterator[tuple[str, httpx2.Response]]:
        """Each route with its answer."""
        commands = self.commands()
        for route in ORDER:
            answer = curl.run(self.client, self._filled(route, commands[route]))
            yield route, answer
            self._learn(route, answer)

    def _filled(self, route: str, command: str) -> str:
        if 'If-Match: "3"' in command:
            command = command.replace('"3"', f'"{self._version(route)}"')
        meant = "submission" if "/submissions/review" in route else "unit"
        return self._placed(command.replace(PLACEHOLDER, self.names.get(meant, PLACEHOLDER)))

    def _placed(self, text: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda m: self.names.get(m[1], m[0]), text)

    def _version(self, route: str) -> str:
        where = _WHERE_VERSION.get(route, "")
        if where.isdecimal():
            return where
        if route.startswith("PATCH") and route.endswith("/notes/{note}"):
            return str(self._note()["version"])
        path = where or route.split(" ")[1]
        path = re.sub(r"(items/\{item\})/\w+$", r"\1", path)
        return self.client.get(self._placed(path)).headers["etag"].strip('"')

    def _note(self) -> dict[str, Any]:
        notes = self.client.get(self._placed(f"{_A}/notes")).json()["items"]
        return next(n for n in notes if n["id"] == self.names["note"])

    def _learn(self, route: str, answer: httpx2.Response) -> None:
        if answer.status_code == 202 and route not in OTHERWISE:
            self.names["job"] = answer.json()["id"]
            self._wait()
        if route in _NAMED:
            self.names[_NAMED[route]] = answer.json()[_BY_NAME.get(route, "id")]
        if route == f"GET {_A}/draft":
            self.names["item"] = next(
                item["id"] for item in _items(answer.json()) if item["role"] == "problem"
            )
        elif route == f"POST {_D}/items":
            self.names["item"] = answer.json()["item"]["id"]
        elif route == f"GET {_D}/flags":
            self.names["key"] = answer.json()["items"][0]["key"]
        elif route == "POST /api/v1/dismissals":
            self.names["number"] = str(answer.json()["number"])
        elif route == f"GET {_UNIT}/library":
            self.names["sha256"] = answer.json()["items"][0]["sha256"]

    def _wait(self) -> None:
        until = time.monotonic() + _PATIENCE_S
        address = f"/api/v1/jobs/{self.names['job']}"
        while (job := self.client.get(address).json())["state"] not in _ENDED:
            assert time.monotonic() < until, "the job did not end"
            time.sleep(0.1)
        assert job["state"] == "done", job["cause"]


def _items(kept: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for chapter in kept["draft"]["paper"]["chapters"]:
        for section in chapter["sections"]:
            yield from section["items"]
