"""What goes up and what comes back."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.ownership import Base, Digest, Id, Long, Name, Submitted, Word


class SubmissionRow(Submitted, Base):
    """A paper sent up (报送稿): a copy that later edits do not touch."""

    __tablename__ = "submissions"

    id: Mapped[Id] = mapped_column(primary_key=True)
    assignment_id: Mapped[str] = mapped_column(String(24), ForeignKey("assignments.id"))
    kind_id: Mapped[str] = mapped_column(String(100))
    year: Mapped[int]
    title: Mapped[Name]
    draft_version: Mapped[int]
    paper: Mapped[Long]
    text: Mapped[Long]
    sha256: Mapped[Digest]
    state: Mapped[Word]
    submitted_by: Mapped[Name]
    submitted_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class ReviewRow(Submitted, Base):
    """What a reviewer said of a submission; ``verdict`` is comment, returned or passed. ``item_id``
    and ``about`` are "" where the whole paper is meant."""

    __tablename__ = "reviews"

    id: Mapped[Id] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(String(24), ForeignKey("submissions.id"), index=True)
    reviewer: Mapped[Name]
    verdict: Mapped[Word]
    words: Mapped[Long]
    item_id: Mapped[str] = mapped_column(String(100))
    about: Mapped[Name]
    at: Mapped[datetime]
