"""Jobs: long work that outlives the process that does it."""

from datetime import datetime
from typing import Any, Literal

from service.value import Value

Task = Literal["ingest", "sort", "draft", "redraft", "check", "review"]
JobState = Literal["queued", "running", "waiting", "done", "failed", "cancelled"]
EventKind = Literal[
    "queued",
    "started",
    "stage",
    "progress",
    "waiting",
    "resumed",
    "section_begun",
    "section",
    "notice",
    "done",
    "failed",
    "cancelled",
]

Doing = Literal["ok", "stopped", "elsewhere"]
"""Whether a process does jobs: it does; it should and does not; other processes do."""

FINAL: frozenset[JobState] = frozenset({"done", "failed", "cancelled"})


class Job(Value):
    """One job. ``cause`` says why it failed, or what it waits for; ``attempt`` counts how often it
    was begun on a person's request. ``without_model``: a person said not to wait for the model."""

    id: str
    unit: str
    assignment: str | None = None
    task: Task
    request: dict[str, Any] = {}
    state: JobState = "queued"
    cause: str = ""
    result: dict[str, Any] | None = None
    attempt: int = 1
    without_model: bool = False
    person: str = ""
    asked_by: str = ""
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    version: int = 1


class JobEvent(Value):
    """One thing a job told. ``number`` counts from 1 inside the job, without gaps.

    ``data`` by ``kind``: queued (``attempt`` from the second on), started, resumed, done: nothing.
    stage: ``name``, ``label``, ``number`` of ``of``. progress: ``label``, ``done`` of ``of``.
    waiting: ``cause``, ``seconds`` until the next trial. notice: ``text``. failed: ``cause``.
    cancelled: ``cause`` where no person did it. section_begun and section: ``label``, ``chapter``
    and ``section`` (its place in the paper, from 0), ``chapter_title``, ``title``; section also
    ``items`` (``id``, ``role``, ``headline``, ``owner``, ``deadline``, ``links``, ``sentences`` of
    ``text``, ``kind``, ``notes``), the part ``part`` of ``parts`` of a long section's.
    """

    job: str
    number: int
    kind: EventKind
    data: dict[str, Any] = {}
    at: datetime


class TokenUse(Value):
    """What a unit's jobs asked of the model in a span of time. ``unknown`` requests were sent by a
    process that ended before it heard the answer: nobody knows whether they were paid for."""

    calls: int = 0
    unknown: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
