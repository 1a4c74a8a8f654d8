"""The library: originals, materials, chunks."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.library import Use
from service.store.tables.ownership import Base, Digest, Long, UnitOwned


class OriginalRow(UnitOwned, Base):
    """A file as it was handed in; its bytes lie in the originals folder under its SHA-256."""

    __tablename__ = "originals"

    unit_id: Mapped[str] = mapped_column(String(24), ForeignKey("units.id"), primary_key=True)
    sha256: Mapped[Digest] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(String(500))
    size: Mapped[int]
    kept_at: Mapped[datetime]


class MaterialRow(UnitOwned, Base):
    """One material of one unit's library. ``indexed`` turns true when all its chunks have their
    vectors; a row that is not yet is picked up again by the next ingest."""

    __tablename__ = "materials"

    unit_id: Mapped[str] = mapped_column(String(24), ForeignKey("units.id"), primary_key=True)
    sha256: Mapped[Digest] = mapped_column(primary_key=True)
    use: Mapped[Use] = mapped_column(String(16))
    file: Mapped[str] = mapped_column(String(500))
    kind: Mapped[str | None] = mapped_column(String(100))
    year: Mapped[int | None] = mapped_column(Integer)
    origin: Mapped[str] = mapped_column(String(200))
    text: Mapped[Long]
    paper: Mapped[Long]
    indexed: Mapped[bool] = mapped_column(Boolean, default=False)
    added_at: Mapped[datetime]

    __table_args__ = (Index("materials_by_use", "unit_id", "use", "year"),)


class ChunkRow(UnitOwned, Base):
    """A chunk of a material: the truth that the vector store is rebuilt from."""

    __tablename__ = "chunks"

    unit_id: Mapped[str] = mapped_column(String(24), ForeignKey("units.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    material: Mapped[Digest]
    text: Mapped[str] = mapped_column(Text)
    meta: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (Index("chunks_of_material", "unit_id", "material"),)


class LibraryStateRow(UnitOwned, Base):
    """How often a unit's chunks changed: whoever keeps an index of them sees that it is old."""

    __tablename__ = "library_states"

    unit_id: Mapped[str] = mapped_column(String(24), ForeignKey("units.id"), primary_key=True)
    changes: Mapped[int] = mapped_column(default=0)
