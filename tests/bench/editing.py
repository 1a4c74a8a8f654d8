"""Fifty people at one paper, each at an item of their own, all at once: how long a save takes, and
whether every save that was acknowledged is there at the end."""

import itertools
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx2

from tests.bench.measure import Line
from tests.bench.office_process import assigned, client_at, done, office_process, sorted_notes
from tests.postgres import running_postgres

NAME = "editing"
_PEOPLE, _ROUNDS = 50, 10
_PLACE = {"role": "problem", "chapter": 1, "section": 0, "position": 0}


@dataclass
class Edits:
    """What came of the saves: seconds each, what the last acknowledged one said, refusals."""

    seconds: list[float] = field(default_factory=list)
    acknowledged: dict[str, str] = field(default_factory=dict)
    refused: int = 0


def run() -> Iterator[Line]:
    """On SQLite and on PostgreSQL, which is configured as shipped."""
    with office_process() as base:
        yield from _lines("SQLite", base)
    with running_postgres(configuration="") as server:
        address = server.address(server.create_database(), "psycopg")
        with office_process(address) as base:
            yield from _lines("PostgreSQL", base)


def _lines(database: str, base: str) -> Iterator[Line]:
    with client_at(base) as client:
        draft, items = _prepared(client)
        began = time.perf_counter()
        edits = edited(base, draft, items, _ROUNDS)
        wall = time.perf_counter() - began
        lost = missing(client, edits)
    points = statistics.quantiles(edits.seconds, n=100)
    saves = len(edits.seconds)
    yield Line(f"{database}: people, saves", f"{_PEOPLE}, {saves} ({saves / wall:.0f} a second)")
    yield Line(f"{database}: p50 / p99 of a save", f"{points[49]:.3f} / {points[98]:.3f} s")
    yield Line(f"{database}: acknowledged and lost", str(lost), "0", lost == 0)
    yield Line(f"{database}: refused", str(edits.refused), "0", edits.refused == 0)


def _prepared(client: httpx2.Client) -> tuple[str, list[str]]:
    assignment = assigned(client)
    sorted_notes(client, assignment)
    done(client, client.post(f"{assignment}/draft"))
    draft = client.get(f"{assignment}/draft").json()["id"]
    address = f"/api/v1/drafts/{draft}/items"
    made = [
        client.post(address, json={**_PLACE, "headline": f"第{n}个问题", "text": "原话。"}).json()
        for n in range(_PEOPLE)
    ]
    return address, [kept["item"]["id"] for kept in made]


def edited(base: str, address: str, items: list[str], rounds: int) -> Edits:
    """Every item saved ``rounds`` times by a person of its own, all at once."""
    edits = Edits()
    together = threading.Barrier(len(items))

    def person(item: str) -> None:
        with client_at(base) as client:
            tag = client.get(f"{address}/{item}").headers["etag"]
            together.wait()
            for number in range(rounds):
                text = f"{item}第{number}稿。"
                began = time.perf_counter()
                answer = client.patch(
                    f"{address}/{item}", json={"text": text}, headers={"If-Match": tag}
                )
                edits.seconds.append(time.perf_counter() - began)
                if answer.is_success:
                    tag = answer.headers["etag"]
                    edits.acknowledged[f"{address}/{item}"] = text
                else:
                    edits.refused += 1

    people = [threading.Thread(target=person, args=(item,)) for item in items]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join()
    return edits


def missing(client: httpx2.Client, edits: Edits) -> int:
    """How many items do not say what was last acknowledged."""
    said = {address: _words(client.get(address).json()["item"]) for address in edits.acknowledged}
    return sum(text not in said[address] for address, text in edits.acknowledged.items())


def _words(item: dict[str, object]) -> str:
    sentences = item["sentences"]
    parts = [s["text"] for s in sentences] if isinstance(sentences, list) else []
    return "".join(itertools.chain(parts, [str(item["text"])]))
