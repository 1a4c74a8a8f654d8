"""Drafts: the frame, the items that people edit one by one, and every earlier state of both."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.ownership import Base, Id, Long, Name, UnitOwned, Word


class DraftRow(UnitOwned, Base):
    """The draft of an assignment. ``frame`` is the paper as JSON without its items' words;
    ``snapshot`` is what it was drafted from. ``version`` counts every change of any part;
    ``checked`` is the version that the flags are of."""

    __tablename__ = "drafts"

    id: Mapped[Id] = mapped_column(primary_key=True)
    assignment_id: Mapped[str] = mapped_column(
        String(24), ForeignKey("assignments.id"), unique=True
    )
    frame: Mapped[Long]
    snapshot: Mapped[Long]
    usage: Mapped[Long]
    refused: Mapped[Long]
    prompts: Mapped[Long]
    job_id: Mapped[str | None] = mapped_column(String(24))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    checked: Mapped[int] = mapped_column(default=0)


class ItemRow(UnitOwned, Base):
    """One item as JSON, in the section at (``chapter``, ``section``) of the frame."""

    __tablename__ = "items"

    draft_id: Mapped[str] = mapped_column(String(24), ForeignKey("drafts.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    chapter: Mapped[int]
    section: Mapped[int]
    position: Mapped[int]
    body: Mapped[Long]
    edited_by: Mapped[Name]
    edited_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class ItemVersionRow(UnitOwned, Base):
    """An item as it was at a version; ``cause`` is one of ``service.office.desk.Cause``."""

    __tablename__ = "item_versions"

    draft_id: Mapped[str] = mapped_column(String(24), ForeignKey("drafts.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[Long]
    cause: Mapped[Word]
    author: Mapped[Name]
    at: Mapped[datetime]


class HeadingVersionRow(UnitOwned, Base):
    """A heading as it was at a version; the last one stands. ``heading`` is its name as
    ``service.office.desk.KeptHeading`` says, ``cause`` as of an item."""

    __tablename__ = "heading_versions"

    draft_id: Mapped[str] = mapped_column(String(24), ForeignKey("drafts.id"), primary_key=True)
    heading: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[Long]
    cause: Mapped[Word]
    author: Mapped[Name]
    at: Mapped[datetime]


class DraftVersionRow(UnitOwned, Base):
    """A whole paper as it was when somebody or a job finished something."""

    __tablename__ = "draft_versions"

    id: Mapped[Id] = mapped_column(primary_key=True)
    draft_id: Mapped[str] = mapped_column(String(24), ForeignKey("drafts.id"))
    number: Mapped[int]
    paper: Mapped[Long]
    cause: Mapped[Word]
    author: Mapped[Name]
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("draft_id", "number", name="draft_versions_once"),)


class FlagRow(UnitOwned, Base):
    """A flag of the draft's last check; ``state`` is open, accepted or dismissed. ``key`` names
    the finding through any number of checks."""

    __tablename__ = "flags"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    draft_id: Mapped[str] = mapped_column(String(24), ForeignKey("drafts.id"))
    key: Mapped[str] = mapped_column(String(20))
    rule: Mapped[str] = mapped_column(String(100))
    fingerprint: Mapped[str] = mapped_column(String(64))
    body: Mapped[Long]
    state: Mapped[Word]

    __table_args__ = (Index("flags_of_draft", "draft_id", "key"),)
