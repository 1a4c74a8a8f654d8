"""Assignments (编制任务): one paper to write, its notes, and what people decided about them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from service.notes import CoverageStatus, Note, RawNote, Route
from service.value import Value

AssignmentState = Literal["open", "submitted", "returned", "passed", "closed"]
LedgerStatus = Literal["未启动", "进行中", "已完成", "长期坚持", "已销号"]

TRANSITIONS: Mapping[AssignmentState, frozenset[AssignmentState]] = {
    "open": frozenset({"submitted", "closed"}),
    "submitted": frozenset({"open", "returned", "passed"}),
    "returned": frozenset({"submitted", "closed"}),
    "passed": frozenset({"closed"}),
    "closed": frozenset({"open"}),
}
"""What may follow which state. Submitting, withdrawing (back to open) and a reviewer's verdict are
acts on submissions; by hand an assignment is only closed or opened again."""

BY_HAND: frozenset[AssignmentState] = frozenset({"open", "closed"})


class Assignment(Value):
    """One paper to write: of which unit, kind and year, by when. ``version`` counts its changes."""

    id: str
    unit: str
    kind: str
    year: int
    title: str
    deadline: date | None = None
    state: AssignmentState = "open"
    created_by: str
    created_at: datetime
    updated_at: datetime
    version: int = 1


class AssignmentChange(Value):
    """What is to be changed of an assignment; None leaves it. ``no_deadline`` removes the date."""

    title: str | None = None
    deadline: date | None = None
    no_deadline: bool = False
    state: AssignmentState | None = None


class KeptRawNote(RawNote):
    """A note as handed in. ``original`` is the SHA-256 of the file it came from, if any."""

    original: str | None = None


class HandedIn(Value):
    """What handing in notes did: how many are new, how many were there already, word for word."""

    added: int
    unchanged: int


class Correction(Value):
    """What a person sets of a note by hand; None leaves a field as sorting has it. ``set_aside``
    keeps the note out of the paper for the reason given; "" takes that back. A ``group`` of ""
    takes the note out of its group."""

    aspect: str | None = None
    theme: str | None = None
    group: str | None = None
    route: Route | None = None
    empty: bool | None = None
    set_aside: str | None = None


class KeptNote(Note):
    """A sorted note with what a person set by hand already in it. ``by_hand`` names those fields:
    sorting again keeps them. ``set_aside`` is the reason why it stays out, "" when it does not."""

    assignment: str
    by_hand: tuple[str, ...] = ()
    set_aside: str = ""
    version: int = 1


class CoverageAnswer(Value):
    """A person's word on what becomes of one note, with the reason."""

    note: str
    status: CoverageStatus
    reason: str
    who: str
    answered_at: datetime
    version: int = 1


class LedgerLine(Value):
    """What one line of the ledger (整改台账) says."""

    problem: str
    measure: str = ""
    owner: str = ""
    department: str = ""
    deadline: str = ""
    status: LedgerStatus = "未启动"
    evidence: str = ""


class LedgerEntry(LedgerLine):
    """A kept line of the ledger. Past ``version`` 1 a person edited it: making the ledger again
    from the draft leaves it alone."""

    id: str
    assignment: str
    version: int = 1


class KeptKind(Value):
    """A kind of a unit's own, or, without a unit, of the whole house; ``body`` is its YAML."""

    id: str
    unit: str | None
    kind: str
    body: str
    updated_by: str
    updated_at: datetime
    version: int
