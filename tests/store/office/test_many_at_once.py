"""Fifty people at one paper at once: every acknowledged word is in the history."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from service.errors import StaleWrite
from service.office.desk import body_of
from service.paper import Item, Sentence
from service.scope import Scope
from service.store.audit import AuditLog
from service.store.database import Database
from service.store.history import History
from service.store.items import Items
from tests.store.office_cases import Town

_PEOPLE = 50
_EDITS = 3
_ITEMS = 5


class _Saved(NamedTuple):
    item: str
    version: int
    text: str


def _says(item: Item, text: str) -> Item:
    said = Sentence(text=text, kind="framing")
    return item.model_copy(update={"sentences": (said,), "text": ""})


def _edit(database: Database, who: Scope, draft: str, items: list[str], n: int) -> list[_Saved]:
    """One person's day: item after item, read, changed, saved; somebody else's words are looked at
    and written over in full knowledge, as a person does who is shown both texts."""
    desk, saved = Items(database), list[_Saved]()
    for edit in range(_EDITS):
        ident, text = items[(n + edit) % len(items)], f"第{n}人第{edit}次改。"
        version = 1
        while True:
            new = _says(desk.get(who, draft, ident).item, text)
            try:
                kept = desk.save(who, draft, new, version=version)
            except StaleWrite as stale:
                if text not in stale.yours:
                    raise
                version = stale.version
                continue
            saved.append(_Saved(ident, kept.version, text))
            break
    return saved


def test_every_acknowledged_edit_of_fifty_people_is_kept(database: Database) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    items = [i.id for i in kept.draft.paper.items("problem")][:_ITEMS]
    ready = threading.Barrier(_PEOPLE)

    def person(n: int) -> list[_Saved]:
        ready.wait()
        return _edit(database, town.drafter(f"第{n}人"), kept.id, items, n)

    with ThreadPoolExecutor(_PEOPLE) as pool:
        saved = [one for day in pool.map(person, range(_PEOPLE)) for one in day]
    assert len(saved) == _PEOPLE * _EDITS
    for ident in items:
        versions = History(database).of_item(town.drafter(), kept.id, ident)
        assert [v.version for v in versions] == list(range(1, len(versions) + 1))
        told = {(v.version, body_of(v.item)) for v in versions}
        mine = {(s.version, s.text) for s in saved if s.item == ident}
        assert len(mine) == len(versions) - 1
        assert mine <= told
        now = Items(database).get(town.drafter(), kept.id, ident)
        assert (now.version, body_of(now.item)) == max(mine)
    draft = town.office.desk.get(town.drafter(), kept.id)
    assert draft.version == kept.version + len(saved)
    assert AuditLog(database).verify().broken_at is None


def test_a_job_kept_by_many_workers_at_once_is_kept_once(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_draft()
    made = town.office.desk.snapshot(town.drafter(), kept.id)
    ready = threading.Barrier(8)

    def worker(_: int) -> int:
        ready.wait()
        job = f"k-{found.id}"[:24]
        return town.office.desk.begin(town.drafter(), found.id, kept.draft, made, job).version

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(worker, range(8))) == {kept.version + 1}
    assert len(town.office.history.of_paper(town.drafter(), kept.id)) == 2
