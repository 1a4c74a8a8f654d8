"""A source of chunks in a real SQLite file, as the service keeps them."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from vectorstore.port import Chunk


class ChunkRows:
    """A ChunkSource. Any number of objects and processes may share the file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with closing(self._open()) as opened, opened:
            opened.execute(
                "create table if not exists chunks"
                " (unit text, id text, text text, meta text, primary key (unit, id))"
            )
            opened.execute("create table if not exists changes (unit text primary key, number int)")

    def put(self, unit: str, chunks: Iterable[Chunk]) -> None:
        rows = [(unit, c.id, c.text, json.dumps(dict(c.meta))) for c in chunks]
        with closing(self._open()) as opened, opened:
            opened.executemany("insert or replace into chunks values (?, ?, ?, ?)", rows)
            self._changed(opened, unit)

    def remove(self, unit: str, ids: Iterable[str]) -> None:
        with closing(self._open()) as opened, opened:
            opened.executemany(
                "delete from chunks where unit = ? and id = ?", [(unit, name) for name in ids]
            )
            self._changed(opened, unit)

    def chunks(self, unit: str) -> list[Chunk]:
        with closing(self._open()) as opened:
            rows = opened.execute(
                "select id, text, meta from chunks where unit = ? order by id", (unit,)
            ).fetchall()
        return [Chunk(name, text, json.loads(meta)) for name, text, meta in rows]

    def count(self, unit: str) -> int:
        with closing(self._open()) as opened:
            row = opened.execute("select count(*) from chunks where unit = ?", (unit,)).fetchone()
        return int(row[0])

    def stamp(self, unit: str) -> str:
        with closing(self._open()) as opened:
            row = opened.execute("select number from changes where unit = ?", (unit,)).fetchone()
        return str(row)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, timeout=10)

    def _changed(self, opened: sqlite3.Connection, unit: str) -> None:
        opened.execute(
            "insert into changes values (?, 1) on conflict do update set number = number + 1",
            (unit,),
        )
