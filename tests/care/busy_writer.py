"""A process that never stops writing: pairs of rows in one transaction, originals, audit entries.

``python -m tests.care.busy_writer ADDRESS FOLDER``; it says "ready" when its unit is there.
"""

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import update

from service.scope import of_unit
from service.store.audit import AuditLog
from service.store.database import Database, open_database
from service.store.originals import Originals
from service.store.tables import AssignmentRow, UnitRow

UNIT = "busy"
SCOPE = of_unit(UNIT, "writer", "写手")


def assignment(name: str) -> AssignmentRow:
    now = datetime.now(UTC)
    return AssignmentRow(
        id=name,
        unit_id=UNIT,
        kind_id="team-2025",
        year=2025,
        title="对照检查材料\n“引号”",
        deadline=None,
        state="open",
        created_by="写手",
        created_at=now,
        updated_at=now,
        version=1,
    )


def write(database: Database, originals: Originals, number: int) -> None:
    """A new pair, both halves of the last one changed, an original in, an older one out."""
    with database.writing(SCOPE) as session:
        session.add_all([assignment(f"left-{number}"), assignment(f"right-{number}")])
        session.flush()
        for side in ("left", "right"):
            session.execute(
                update(AssignmentRow)
                .where(AssignmentRow.id == f"{side}-{number - 1}")
                .values(version=number)
            )
        AuditLog.add(session, SCOPE, action="pair.write", target=str(number), unit=UNIT)
    originals.keep(SCOPE, UNIT, f"{number}.txt", b"%d " % number * 500)
    if number % 3 == 0:
        oldest = originals.of(SCOPE, UNIT)[0]
        originals.remove(SCOPE, UNIT, oldest.sha256)


def main() -> None:
    address, folder = sys.argv[1:]
    database = open_database(address)
    originals = Originals(database, Path(folder))
    with database.deciding(write=True) as session:
        session.add(UnitRow(id=UNIT, name="忙单位", created_at=datetime.now(UTC)))
    for number in itertools.count(1):
        write(database, originals, number)
        if number == 3:
            print("ready", flush=True)  # noqa: T201 - for the test that started it


if __name__ == "__main__":
    main()
