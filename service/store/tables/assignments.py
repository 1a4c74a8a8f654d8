"""Assignments (编制任务), their notes and what people say about notes and flags."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.ownership import Base, Id, Inherited, Long, Name, UnitOwned, Word


class KindRow(Inherited, Base):
    """A kind of a unit's own, as the YAML it was given in."""

    __tablename__ = "kinds"

    id: Mapped[Id] = mapped_column(primary_key=True)
    kind_id: Mapped[str] = mapped_column(String(100))
    body: Mapped[Long]
    updated_by: Mapped[Name]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (UniqueConstraint("unit_id", "kind_id", name="kinds_once"),)


class UnitRulesRow(Inherited, Base):
    """What a unit changes in the rules, as the YAML it was given in."""

    __tablename__ = "unit_rules"

    id: Mapped[Id] = mapped_column(primary_key=True)
    body: Mapped[Long]
    updated_by: Mapped[Name]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (UniqueConstraint("unit_id", name="unit_rules_once"),)


class AssignmentRow(UnitOwned, Base):
    """One paper to write. ``deadline`` is an ISO date."""

    __tablename__ = "assignments"

    id: Mapped[Id] = mapped_column(primary_key=True)
    kind_id: Mapped[str] = mapped_column(String(100))
    year: Mapped[int]
    title: Mapped[Name]
    deadline: Mapped[str | None] = mapped_column(String(10))
    state: Mapped[Word]
    created_by: Mapped[Name]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class RawNoteRow(UnitOwned, Base):
    """A line or cell as it was handed in, verbatim; ``original`` is the SHA-256 of its file."""

    __tablename__ = "raw_notes"

    id: Mapped[Id] = mapped_column(primary_key=True)
    assignment_id: Mapped[str] = mapped_column(String(24), ForeignKey("assignments.id"))
    raw_id: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]
    text: Mapped[Long]
    source: Mapped[Name]
    original: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("assignment_id", "raw_id", name="raw_notes_once"),)


class NoteRow(UnitOwned, Base):
    """A sorted note as JSON. ``by_hand`` holds the fields a person set: sorting again keeps
    them."""

    __tablename__ = "notes"

    id: Mapped[Id] = mapped_column(primary_key=True)
    assignment_id: Mapped[str] = mapped_column(String(24), ForeignKey("assignments.id"))
    note_id: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]
    body: Mapped[Long]
    by_hand: Mapped[dict[str, Any]] = mapped_column(JSON)
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (UniqueConstraint("assignment_id", "note_id", name="notes_once"),)


class CoverageAnswerRow(UnitOwned, Base):
    """A person's word on what becomes of a note: set aside, with the reason."""

    __tablename__ = "coverage_answers"

    assignment_id: Mapped[str] = mapped_column(
        String(24), ForeignKey("assignments.id"), primary_key=True
    )
    note_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    status: Mapped[Word]
    reason: Mapped[Long]
    who: Mapped[Name]
    answered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class DismissalRow(UnitOwned, Base):
    """A person's word about one flag of one unit. ``dismissed_at`` is UTC."""

    __tablename__ = "dismissals"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    rule: Mapped[str] = mapped_column(String(100))
    fingerprint: Mapped[str] = mapped_column(String(64))
    reason: Mapped[Long]
    who: Mapped[Name]
    dismissed_at: Mapped[datetime]
    text: Mapped[Long]

    __table_args__ = (
        Index("dismissals_by_flag", "unit_id", "rule", "fingerprint"),
        # A number that was taken back must never name another dismissal.
        {"sqlite_autoincrement": True},
    )


class LedgerEntryRow(UnitOwned, Base):
    """One line of the rectification ledger (整改台账)."""

    __tablename__ = "ledger_entries"

    id: Mapped[Id] = mapped_column(primary_key=True)
    assignment_id: Mapped[str] = mapped_column(String(24), ForeignKey("assignments.id"))
    position: Mapped[int]
    problem: Mapped[Long]
    measure: Mapped[Long]
    owner: Mapped[Name]
    department: Mapped[Name]
    deadline: Mapped[str] = mapped_column(String(100))
    status: Mapped[Word]
    evidence: Mapped[Long]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
