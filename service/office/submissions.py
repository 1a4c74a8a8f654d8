"""Submissions (报送稿) and reviews (审核)."""

from datetime import datetime
from typing import Literal

from service.paper import Paper
from service.value import Value

SubmissionState = Literal["submitted", "returned", "passed", "withdrawn"]
Verdict = Literal["comment", "returned", "passed"]


class SubmissionSummary(Value):
    """A paper sent up, without the paper. ``sha256`` is of its text."""

    id: str
    unit: str
    assignment: str
    kind: str
    year: int
    title: str
    draft_version: int
    sha256: str
    state: SubmissionState
    submitted_by: str
    submitted_at: datetime
    version: int = 1


class Submission(SubmissionSummary):
    """A paper sent up: a copy that later edits do not touch. Of the notes it stands on it holds
    nothing: they stay in the unit."""

    paper: Paper
    text: str


class ReviewWord(Value):
    """What a reviewer said of a submission: of all of it, or of the ``item`` of that id, which the
    paper called ``about`` when it was sent."""

    id: str
    submission: str
    unit: str
    reviewer: str
    verdict: Verdict
    words: str
    item: str = ""
    about: str = ""
    at: datetime
