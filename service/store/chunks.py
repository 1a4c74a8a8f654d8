"""The chunk table as search reads it: the truth that the vector store is held to."""

from sqlalchemy import func, select

from service.scope import of_unit
from service.store.database import Database
from service.store.tables import ChunkRow, LibraryStateRow
from vectorstore.port import Chunk


class ChunkTable:
    """A ChunkSource (see vectorstore.port). It takes a unit and no scope because nobody asks it but
    ``Search``, and nobody asks ``Search`` but a library that was opened within a scope; each query
    runs within the scope of that one unit all the same."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def chunks(self, unit: str) -> list[Chunk]:
        """Every chunk of the unit, in id order."""
        # Columns, not rows of the mapper: a library is read whole after each change of it, and
        # that many objects, each watched for changes, held up the requests of others.
        wanted = select(ChunkRow.id, ChunkRow.text, ChunkRow.meta)
        mine = wanted.where(ChunkRow.unit_id == unit).order_by(ChunkRow.id)
        with self._database.reading(of_unit(unit, "")) as session:
            return [Chunk(*found) for found in session.execute(mine)]

    def count(self, unit: str) -> int:
        """How many chunks the unit has."""
        wanted = select(func.count()).select_from(ChunkRow).where(ChunkRow.unit_id == unit)
        with self._database.reading(of_unit(unit, "")) as session:
            return session.scalar(wanted) or 0

    def stamp(self, unit: str) -> str:
        """Changes whenever the unit's chunks change, through whatever process."""
        wanted = select(LibraryStateRow.changes).where(LibraryStateRow.unit_id == unit)
        with self._database.reading(of_unit(unit, "")) as session:
            return str(session.scalar(wanted) or 0)
