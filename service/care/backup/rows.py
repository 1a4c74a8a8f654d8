"""Rows out of a database as of one moment, and into an empty one: JSON lines either way.

It reads and writes below the guard, every unit's rows: what it gives out goes to nobody but the
operator of the machine, who could copy the database as well.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, DateTime, Table, func, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from service.care.backup.manifest import BadBackup
from service.errors import DuizhaoError
from service.store.database import Database
from service.store.tables import AuditRow, Base, OriginalRow


class DatabaseFailed(DuizhaoError):
    """The database broke off, or holds what cannot be read."""


LEFT_OUT = ("failed_attempts", "pending_sign_ins", "repeated_requests", "sign_ins")
"""Who restores a backup elsewhere must not find browsers signed in, nor answers that showed a
secret once."""
TABLES: tuple[Table, ...] = tuple(
    table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT
)
"""In an order in which every row finds what it refers to."""
_BATCH = 500


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """A connection that sees one moment, whatever others write meanwhile; it blocks nobody."""
    options: dict[str, Any] = {}
    if not database.is_sqlite:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    engine = database.engine
    try:
        with engine.connect().execution_options(**options) as connection, connection.begin():
            # The moment is that of the first statement, on SQLite (WAL) and PostgreSQL alike.
            connection.execute(select(func.count()).select_from(AuditRow))
            yield connection
    except SQLAlchemyError as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        raise DatabaseFailed(f"数据库读不出来（{kind}），请用 duizhao doctor 查看原因") from error


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """Every row as a line of JSON, in the order of the primary key."""
    wanted = select(table).order_by(*table.primary_key.columns)
    names = [column.name for column in table.columns]
    with connection.execution_options(yield_per=_BATCH).execute(wanted) as result:
        for row in result:
            record = dict(zip(names, map(_plain, row), strict=True))
            yield json.dumps(record, ensure_ascii=False).encode() + b"\n"


def originals(connection: Connection) -> list[tuple[str, str]]:
    """Unit id and SHA-256 of every original that a row names."""
    wanted = select(OriginalRow.unit_id, OriginalRow.sha256).order_by(
        OriginalRow.unit_id, OriginalRow.sha256
    )
    return [(row.unit_id, row.sha256) for row in connection.execute(wanted)]


def audit_head(connection: Connection) -> str:
    """The digest of the last audit entry, "" without any."""
    last = select(AuditRow.digest).order_by(AuditRow.number.desc()).limit(1)
    return connection.scalar(last) or ""


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in TABLES
    }


def numbers(connection: Connection) -> dict[str, int]:
    """The highest number that was ever given out, by table: also of rows that are gone."""
    given = {}
    for table in TABLES:
        column = _counter(table)
        if column is not None:
            highest = connection.scalar(select(func.max(column))) or 0
            given[table.name] = max(highest, _given_out(connection, table, column))
    return given


def insert(connection: Connection, table: Table, given: Iterable[bytes]) -> int:
    """Puts lines into an empty table; gives how many. Raises BadBackup for a line that is none.

    A column that refers to the table itself is filled when all rows are there.
    """
    own = [
        column.name
        for column in table.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]
    records, count, later = (_record(table, line) for line in given), 0, []
    try:
        while batch := list(islice(records, _BATCH)):
            count += len(batch)
            later += [_taken(table, own, record) for record in batch if own]
            connection.execute(table.insert(), batch)
        for found, values in later:
            if any(value is not None for value in values.values()):
                connection.execute(table.update().where(*found).values(values))
    except SQLAlchemyError as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        raise BadBackup(f"备份里的表 {table.name} 写不进数据库（{kind}）") from error
    return count


def set_numbers(connection: Connection, given: dict[str, int]) -> None:
    """Lets counters go on after ``given``: no number ever names two things."""
    for table in TABLES:
        column, highest = _counter(table), given.get(table.name, 0)
        if column is None or not highest:
            continue
        if connection.dialect.name == "postgresql":
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(select(func.setval(sequence, highest)))
        elif _counts_on(table):
            one = {"name": table.name, "seq": highest}
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), one)
            connection.execute(
                text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), one
            )


def unmet_references(connection: Connection) -> int:
    """How many rows refer to nothing. PostgreSQL has refused them already."""
    if connection.dialect.name != "sqlite":
        return 0
    return len(connection.execute(text("PRAGMA foreign_key_check")).all())


def clear(connection: Connection) -> None:
    """Empties every table: after a restored copy turned out not to be whole."""
    for table in reversed(TABLES):
        for column in table.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                connection.execute(table.update().values({column.name: None}))
        connection.execute(table.delete())


def foreign_tables(connection: Connection) -> list[str]:
    """Tables of the database that are none of ours."""
    ours = {*Base.metadata.tables, "alembic_version"}
    return sorted(set(inspect(connection).get_table_names()) - ours)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _record(table: Table, line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
        if not isinstance(record, dict) or set(record) != {c.name for c in table.columns}:
            raise ValueError
        return {column.name: _typed(column, record[column.name]) for column in table.columns}
    except (ValueError, TypeError) as error:
        raise BadBackup(f"备份里的表 {table.name} 有一行读不出来") from error


def _typed(column: Column[Any], value: Any) -> Any:
    moment = isinstance(getattr(column.type, "impl", column.type), DateTime)
    return datetime.fromisoformat(value) if moment and value is not None else value


def _taken(table: Table, own: list[str], record: dict[str, Any]) -> tuple[list[Any], Any]:
    """Takes the references to the table itself out of a record: how to find it, and they."""
    found = [column == record[column.name] for column in table.primary_key.columns]
    values = {name: record[name] for name in own}
    record.update(dict.fromkeys(own))
    return found, values


def _counter(table: Table) -> Column[Any] | None:
    column = table.autoincrement_column
    return column if column is not None and column.autoincrement is True else None


def _counts_on(table: Table) -> bool:
    return bool(table.dialect_options["sqlite"].get("autoincrement"))


def _given_out(connection: Connection, table: Table, column: Column[Any]) -> int:
    if connection.dialect.name == "postgresql":
        name = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
        quoted = text(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}")  # noqa: S608 - the server gave the name
        return connection.scalar(quoted) or 0
    if not _counts_on(table):
        return 0
    wanted = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    return connection.scalar(wanted, {"name": table.name}) or 0
