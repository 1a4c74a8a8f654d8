"""The materials of one unit's library."""

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from service.library import Material, Use
from service.paper import Paper
from service.store.tables import MaterialRow


class Materials:
    """Reads and writes materials, each call for one owner only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, owner: str, sha256: str) -> Material | None:
        """The material with that content, or None."""
        with Session(self._engine) as session:
            row = session.get(MaterialRow, (owner, sha256))
            return None if row is None else _material(row)

    def of(self, owner: str, use: Use | None = None) -> tuple[Material, ...]:
        """The owner's materials, newest year first; those of one use if given."""
        wanted = select(MaterialRow).where(MaterialRow.owner == owner)
        if use is not None:
            wanted = wanted.where(MaterialRow.use == use)
        wanted = wanted.order_by(MaterialRow.year.desc(), MaterialRow.file)
        with Session(self._engine) as session:
            return tuple(_material(row) for row in session.scalars(wanted))

    def add(self, material: Material) -> None:
        """Keeps a material, not yet indexed. The same content again replaces it."""
        row = MaterialRow(
            owner=material.owner,
            sha256=material.sha256,
            use=material.use,
            file=material.file,
            kind=material.paper.kind,
            year=material.paper.year,
            origin=material.origin,
            text=material.text,
            paper=material.paper.to_json(),
            indexed=False,
        )
        with Session(self._engine) as session, session.begin():
            session.merge(row)

    def mark_indexed(self, owner: str, sha256: str) -> None:
        """Says that every passage of the material is in the vector store."""
        row = update(MaterialRow).where(MaterialRow.owner == owner, MaterialRow.sha256 == sha256)
        with Session(self._engine) as session, session.begin():
            session.execute(row.values(indexed=True))

    def unindexed(self, owner: str) -> tuple[Material, ...]:
        """What an ingest that was killed left half done."""
        wanted = select(MaterialRow).where(
            MaterialRow.owner == owner, MaterialRow.indexed.is_(False)
        )
        with Session(self._engine) as session:
            return tuple(_material(row) for row in session.scalars(wanted))

    def remove(self, owner: str, sha256: str) -> None:
        """Forgets a material."""
        with Session(self._engine) as session, session.begin():
            session.execute(
                delete(MaterialRow).where(MaterialRow.owner == owner, MaterialRow.sha256 == sha256)
            )


def _material(row: MaterialRow) -> Material:
    return Material(
        sha256=row.sha256,
        owner=row.owner,
        use=row.use,
        file=row.file,
        text=row.text,
        paper=Paper.model_validate_json(row.paper),
    )
