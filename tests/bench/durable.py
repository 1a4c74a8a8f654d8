"""What it costs that a stage of a job, once done, stays done: over one raw commit of the same bytes
to the same database through the same driver, with the same settings."""

import itertools
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.drafts import Usage
from service.ids import new_id
from service.office.jobs import Job
from service.scope import of_unit
from service.store.database import Database, open_database
from service.store.job_runs import FencedDatabase, RunRecords, claim
from service.store.jobs import JobRecords
from service.store.model_use import PaidAnswer, RunModelUse
from service.store.units import Units
from tests.bench.measure import Line, limit, paired
from tests.postgres import running_postgres

NAME = "durable"
SIZES = {"1 kB": 1_000, "64 kB": 64_000}
_PAIRS = 201
_MOST = 2.0
_TABLE = "create table raw_commits (id text primary key, output text not null)"
_INSERT_SQLITE = "insert into raw_commits values (?, ?)"
_INSERT_POSTGRES = "insert into raw_commits values (%s, %s)"


@dataclass(frozen=True)
class Run:
    """A job under way, as the process that does it sees it."""

    job: Job
    records: RunRecords
    model_use: RunModelUse


def run() -> Iterator[Line]:
    """On SQLite and on PostgreSQL as it is shipped, which both wait for the disk."""
    with tempfile.TemporaryDirectory() as folder:
        yield from measured("SQLite", f"sqlite:///{Path(folder) / 'duizhao.sqlite'}")
    with running_postgres(configuration="") as server:
        yield from measured("PostgreSQL", server.address(server.create_database(), "psycopg"))


def measured(name: str, address: str, pairs: int = _PAIRS) -> Iterator[Line]:
    """The lines of one empty database."""
    database = open_database(address)
    try:
        under_way = begun(database)
        with _raw(database) as commit:
            for size, characters in SIZES.items():
                yield from _lines(f"{name}, {size}", under_way, commit, "x" * characters, pairs)
    finally:
        database.close()


def _lines(
    what: str, under_way: Run, commit: Callable[[str], None], text: str, pairs: int
) -> Iterator[Line]:
    output = json.dumps({"draft": text}, ensure_ascii=False)
    numbers = itertools.count()

    def kept() -> None:
        under_way.records.keep_stage(f"{len(text)}-{next(numbers)}", {"draft": text})

    def stage() -> None:
        under_way.records.check()
        under_way.records.tell("stage", {"name": next(numbers), "of": len(text)})
        under_way.records.check()
        kept()

    answer = PaidAnswer(raw=text, stamp="bench@1", usage=Usage())

    def asked() -> None:
        number = under_way.model_use.sent("bench@1")
        under_way.model_use.heard(number, outcome="good", prompt_tokens=1, completion_tokens=1)
        under_way.model_use.keep(f"{len(text)}-{next(numbers)}", answer)

    def raw() -> None:
        commit(output)

    step = paired(kept, raw, pairs)
    yield Line(f"{what}: a raw commit", f"{1000 * step.b:.2f} ms")
    yield Line(f"{what}: a stage kept", f"{1000 * step.a:.2f} ms")
    yield limit(f"{what}: stage kept / raw commit", step.ratio, _MOST, "")
    for words, work in (("a stage told and kept", stage), ("an answer asked and kept", asked)):
        whole = paired(work, raw, pairs)
        yield Line(f"{what}: {words} / raw commit", f"{whole.ratio:.2f}")


def begun(database: Database) -> Run:
    """A job that this process owns."""
    unit = Units(database).ensure("测试单位")
    scope = of_unit(unit.id, "")
    job = JobRecords(database).add(scope, unit.id, "ingest", {})
    owner = f"bench:{new_id()}"
    claimed = claim(database, scope, job.id, job.attempt, owner)
    assert claimed is not None
    fenced = FencedDatabase(database, job.id, owner)
    records = RunRecords(fenced, scope, job.id, owner)
    return Run(claimed, records, RunModelUse(fenced, scope, claimed))


@contextmanager
def _raw(database: Database) -> Iterator[Callable[[str], None]]:
    """Commits a text as its only row, on one connection of the driver that stays open."""
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(_TABLE)
        connection.commit()
        insert = _INSERT_SQLITE if database.is_sqlite else _INSERT_POSTGRES

        def commit(text: str) -> None:
            if database.is_sqlite:
                cursor.execute("begin immediate")
            cursor.execute(insert, (new_id(), text))
            connection.commit()

        yield commit
    finally:
        connection.close()
