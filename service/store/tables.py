"""The tables."""

from datetime import datetime

from sqlalchemy import DateTime, Index, Integer, String, Text, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Every table of the product."""


class MaterialRow(Base):
    """One material of one unit's library. ``indexed`` turns true when all its passages are in the
    vector store; a row that is not yet is picked up again by the next ingest."""

    __tablename__ = "materials"

    owner: Mapped[str] = mapped_column(String(200), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    use: Mapped[str] = mapped_column(String(16))
    file: Mapped[str] = mapped_column(String(500))
    kind: Mapped[str | None] = mapped_column(String(100))
    year: Mapped[int | None] = mapped_column(Integer)
    origin: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    paper: Mapped[str] = mapped_column(Text)
    indexed: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.current_timestamp()
    )

    __table_args__ = (Index("materials_by_use", "owner", "use", "year"),)


class DismissalRow(Base):
    """A person's word about one flag of one unit. ``dismissed_at`` is UTC."""

    __tablename__ = "dismissals"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    unit: Mapped[str] = mapped_column(String(200))
    rule: Mapped[str] = mapped_column(String(100))
    fingerprint: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(200))
    dismissed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    text: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("dismissals_by_flag", "unit", "rule", "fingerprint"),
        # A number that was taken back must never name another dismissal.
        {"sqlite_autoincrement": True},
    )
