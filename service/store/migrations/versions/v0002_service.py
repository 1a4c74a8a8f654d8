"""The service: units, people, assignments, notes, drafts, submissions, jobs, audit.

What release 0.1.0 kept by a unit's name now belongs to a unit of its own row. Materials are marked
as not indexed: their chunks are cut anew by the first ingest or search.
"""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from service.store.migrations.schema_0002 import create

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Puts the old tables aside, makes every table, and takes the old rows over."""
    for name, index in (("materials", "materials_by_use"), ("dismissals", "dismissals_by_flag")):
        op.drop_index(index, table_name=name)
        op.rename_table(name, f"{name}_0001")
    create()
    _take_over()
    op.drop_table("materials_0001")
    op.drop_table("dismissals_0001")


def _take_over() -> None:
    connection = op.get_bind()
    names = connection.execute(
        sa.text("SELECT owner FROM materials_0001 UNION SELECT unit FROM dismissals_0001")
    ).scalars()
    now = datetime.now(UTC).replace(tzinfo=None)
    units = sa.table(
        "units",
        *(sa.column(c) for c in ("id", "name", "version")),
        sa.column("created_at", sa.DateTime(timezone=True)),
    )
    for name in sorted(names):
        row = {"id": secrets.token_hex(12), "name": name, "created_at": now, "version": 1}
        connection.execute(units.insert().values(**row))
    connection.execute(
        sa.text(
            "INSERT INTO materials (unit_id, sha256, use, file, kind, year, origin, text, paper,"
            " indexed, added_at) SELECT u.id, m.sha256, m.use, m.file, m.kind, m.year, m.origin,"
            " m.text, m.paper, false, m.added_at FROM materials_0001 m JOIN units u"
            " ON u.name = m.owner"
        )
    )
    connection.execute(
        sa.text(
            "INSERT INTO dismissals (number, unit_id, rule, fingerprint, reason, who,"
            " dismissed_at, text) SELECT d.number, u.id, d.rule, d.fingerprint, d.reason, d.who,"
            " d.dismissed_at, d.text FROM dismissals_0001 d JOIN units u ON u.name = d.unit"
        )
    )
    _count_on(connection)


def _count_on(connection: sa.Connection) -> None:
    """The numbers of dismissals came along; their counter goes on after all it ever gave out, for
    a number that was taken back must never name another dismissal."""
    if connection.dialect.name != "postgresql":
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'dismissals'"))
        connection.execute(
            sa.text(
                "INSERT INTO sqlite_sequence (name, seq) SELECT 'dismissals', seq"
                " FROM sqlite_sequence WHERE name = 'dismissals_0001'"
            )
        )
        return
    old = connection.scalar(sa.text("SELECT pg_get_serial_sequence('dismissals_0001', 'number')"))
    counter = connection.execute(
        sa.select(
            sa.column("last_value", sa.BigInteger), sa.column("is_called", sa.Boolean)
        ).select_from(sa.text(old))
    ).one()
    connection.execute(
        sa.text("SELECT setval(pg_get_serial_sequence('dismissals', 'number'), :last, :used)"),
        {"last": counter[0], "used": counter[1]},
    )
