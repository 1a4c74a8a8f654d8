"""What the database itself refuses is told as one of our errors, and nothing is half done."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event

from service.errors import DatabaseBusy, StorageFull
from service.office.people import LOCAL
from service.scope import Scope
from service.store.database import Database, open_database
from service.store.units import Units

SCOPE = Scope(person=LOCAL, house=True)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(f"sqlite:///{tmp_path / 'duizhao.sqlite'}")


def fill(database: Database) -> None:
    for number in range(5000):
        Units(database).create(SCOPE, f"青岚县第{number}水利站" + "长" * 150)


def impatient(database: Database) -> None:
    """Lets every further connection wait only for a moment."""
    database.engine.dispose()

    def soon(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA busy_timeout=50")

    event.listen(database.engine, "connect", soon)


def test_a_write_that_others_hold_up_for_too_long_is_refused_and_works_later(
    database: Database, tmp_path: Path
) -> None:
    impatient(database)
    other = sqlite3.connect(tmp_path / "duizhao.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy, match="稍后再试"):
        Units(database).create(SCOPE, "青岚县水利局")
    assert Units(database).all(SCOPE) == (), "reading waits for no writer"
    other.execute("ROLLBACK")
    other.close()
    assert Units(database).create(SCOPE, "青岚县水利局").name == "青岚县水利局"
    database.close()


def test_a_full_disk_is_named_and_what_was_there_stays(database: Database) -> None:
    Units(database).create(SCOPE, "青岚县水利局")
    database.engine.dispose()

    def full(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(database.engine, "connect", full)
    with pytest.raises(StorageFull, match="清理磁盘"):
        fill(database)
    assert "青岚县水利局" in {unit.name for unit in Units(database).all(SCOPE)}
    database.close()
