"""Jobs, what they told, and what they asked of the model."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.ownership import Base, Digest, Id, Long, Name, UnitOwned, Word


class JobRow(UnitOwned, Base):
    """Long work. ``task`` names what is done; ``request`` and ``result`` are JSON; ``cause`` says
    why it failed or waits. ``attempt`` counts how often a person had it resumed. ``owner`` is the
    run that may write for the job: another one that wakes up late writes nothing."""

    __tablename__ = "jobs"

    id: Mapped[Id] = mapped_column(primary_key=True)
    assignment_id: Mapped[str | None] = mapped_column(String(24), ForeignKey("assignments.id"))
    task: Mapped[Word]
    request: Mapped[Long]
    state: Mapped[Word]
    cause: Mapped[Long]
    result: Mapped[Long]
    attempt: Mapped[int] = mapped_column(default=1)
    without_model: Mapped[bool] = mapped_column(default=False)
    owner: Mapped[str] = mapped_column(String(120), default="")
    person_id: Mapped[str] = mapped_column(String(24))
    asked_by: Mapped[Name]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (Index("jobs_by_state", "unit_id", "state"),)


class JobEventRow(UnitOwned, Base):
    """One thing that a job told; ``number`` counts from 1 inside its job, without gaps."""

    __tablename__ = "job_events"

    job_id: Mapped[str] = mapped_column(String(24), ForeignKey("jobs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Word]
    data: Mapped[Long]
    at: Mapped[datetime]


class ModelCallRow(UnitOwned, Base):
    """One request to the model. Without an outcome nobody knows what became of it."""

    __tablename__ = "model_calls"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    job_id: Mapped[str] = mapped_column(String(24), ForeignKey("jobs.id"), index=True)
    prompt: Mapped[Name]
    outcome: Mapped[str | None] = mapped_column(String(100))
    prompt_tokens: Mapped[int] = mapped_column(default=0)
    completion_tokens: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime] = mapped_column(index=True)
    heard_at: Mapped[datetime | None]


class ModelAnswerRow(UnitOwned, Base):
    """An answer that was paid for: ``ask`` is the digest of what was asked."""

    __tablename__ = "model_answers"

    job_id: Mapped[str] = mapped_column(String(24), ForeignKey("jobs.id"), primary_key=True)
    ask: Mapped[Digest] = mapped_column(primary_key=True)
    raw: Mapped[Long]
    stamp: Mapped[Name]
    usage: Mapped[Long]
    at: Mapped[datetime]


class JobStageRow(UnitOwned, Base):
    """What a finished stage of a job gave, as JSON: it is not done again."""

    __tablename__ = "job_stages"

    job_id: Mapped[str] = mapped_column(String(24), ForeignKey("jobs.id"), primary_key=True)
    stage: Mapped[str] = mapped_column(String(50), primary_key=True)
    output: Mapped[Long]
    at: Mapped[datetime]
