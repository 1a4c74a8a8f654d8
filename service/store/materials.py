"""The materials of a unit's library, and the chunks they are cut into."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from service.errors import NotFound
from service.library import Material, Use
from service.paper import Paper
from service.scope import Scope
from service.store.database import Database
from service.store.tables import ChunkRow, LibraryStateRow, MaterialRow, UnitRow
from service.value import Value
from vectorstore.port import Chunk


class KeptMaterial(Value):
    """A material as a list shows it, without its text."""

    sha256: str
    use: Use
    file: str
    kind: str | None = None
    year: int | None = None
    origin: str = ""
    indexed: bool = False
    added_at: datetime


class Materials:
    """Reads and writes materials by unit id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, scope: Scope, unit: str, sha256: str) -> Material | None:
        """The material with that content, or None."""
        with self._database.reading(scope) as session:
            found = session.execute(_of(unit).where(MaterialRow.sha256 == sha256)).first()
            return None if found is None else _material(*found)

    def of(self, scope: Scope, unit: str, use: Use | None = None) -> tuple[Material, ...]:
        """The unit's materials, newest year first; those of one use if given."""
        wanted = _of(unit).order_by(MaterialRow.year.desc(), MaterialRow.file)
        if use is not None:
            wanted = wanted.where(MaterialRow.use == use)
        with self._database.reading(scope) as session:
            return tuple(_material(*found) for found in session.execute(wanted))

    def listed(self, scope: Scope, unit: str) -> tuple[KeptMaterial, ...]:
        """What a list of the library shows, newest year first."""
        wanted = (
            select(MaterialRow)
            .where(MaterialRow.unit_id == unit)
            .order_by(MaterialRow.year.desc(), MaterialRow.file)
        )
        with self._database.reading(scope) as session:
            return tuple(_listed(row) for row in session.scalars(wanted))

    def add(self, scope: Scope, unit: str, material: Material) -> None:
        """Keeps a material, not yet indexed. The same content again replaces it."""
        row = MaterialRow(
            unit_id=unit,
            sha256=material.sha256,
            use=material.use,
            file=material.file,
            kind=material.paper.kind,
            year=material.paper.year,
            origin=material.origin,
            text=material.text,
            paper=material.paper.to_json(),
            indexed=False,
            added_at=datetime.now(UTC),
        )
        with self._database.writing(scope) as session:
            session.merge(row)

    def put_chunks(
        self, scope: Scope, unit: str, sha256: str, chunks: Sequence[Chunk]
    ) -> tuple[str, ...]:
        """Makes ``chunks`` all that the material is cut into, and gives the ids that fell away. The
        vectors come after them."""
        with self._database.writing(scope) as session:
            old = _drop_chunks(session, unit, sha256)
            session.add_all(
                ChunkRow(unit_id=unit, id=c.id, material=sha256, text=c.text, meta=dict(c.meta))
                for c in chunks
            )
            _changed(session, unit)
        new = {chunk.id for chunk in chunks}
        return tuple(name for name in old if name not in new)

    def mark_indexed(self, scope: Scope, unit: str, sha256: str) -> None:
        """Says that every chunk of the material has its vector."""
        with self._database.writing(scope) as session:
            session.execute(
                update(MaterialRow)
                .where(MaterialRow.unit_id == unit, MaterialRow.sha256 == sha256)
                .values(indexed=True)
            )

    def unindexed(self, scope: Scope, unit: str) -> tuple[Material, ...]:
        """What an ingest that was killed left half done."""
        with self._database.reading(scope) as session:
            wanted = _of(unit).where(MaterialRow.indexed.is_(False)).order_by(MaterialRow.sha256)
            return tuple(_material(*found) for found in session.execute(wanted))

    def remove(self, scope: Scope, unit: str, sha256: str) -> tuple[str, ...]:
        """Forgets a material and its chunks, and gives the chunks' ids, whose vectors are still to
        go. Raises NotFound."""
        with self._database.writing(scope) as session:
            row = session.get(MaterialRow, (unit, sha256))
            if row is None:
                raise NotFound("资料库里没有这份材料")
            gone = _drop_chunks(session, unit, sha256)
            session.delete(row)
            _changed(session, unit)
            return gone


def _of(unit: str) -> Select[MaterialRow, str]:
    return (
        select(MaterialRow, UnitRow.name)
        .join(UnitRow, UnitRow.id == MaterialRow.unit_id)
        .where(MaterialRow.unit_id == unit)
    )


def _drop_chunks(session: Session, unit: str, sha256: str) -> tuple[str, ...]:
    mine = (ChunkRow.unit_id == unit, ChunkRow.material == sha256)
    gone = tuple(session.scalars(select(ChunkRow.id).where(*mine)))
    session.execute(delete(ChunkRow).where(*mine))
    return gone


def _changed(session: Session, unit: str) -> None:
    """Counts a change of the unit's chunks; the first one makes the row."""
    counted = session.execute(
        update(LibraryStateRow)
        .where(LibraryStateRow.unit_id == unit)
        .values(changes=LibraryStateRow.changes + 1)
    )
    if not _touched(counted):
        session.add(LibraryStateRow(unit_id=unit, changes=1))


def _touched(result: Any) -> int:
    """How many rows an UPDATE or DELETE met."""
    return int(result.rowcount)


def _material(row: MaterialRow, owner: str) -> Material:
    return Material(
        sha256=row.sha256,
        owner=owner,
        use=row.use,
        file=row.file,
        text=row.text,
        paper=Paper.model_validate_json(row.paper),
    )


def _listed(row: MaterialRow) -> KeptMaterial:
    return KeptMaterial(
        sha256=row.sha256,
        use=row.use,
        file=row.file,
        kind=row.kind,
        year=row.year,
        origin=row.origin,
        indexed=row.indexed,
        added_at=row.added_at,
    )
