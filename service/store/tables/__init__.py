"""The tables, by what they are about."""

from service.store.tables.assignments import (
    AssignmentRow,
    CoverageAnswerRow,
    DismissalRow,
    KindRow,
    LedgerEntryRow,
    NoteRow,
    RawNoteRow,
    UnitRulesRow,
)
from service.store.tables.audit import AuditRow, RepeatedRequestRow
from service.store.tables.drafts import (
    DraftRow,
    DraftVersionRow,
    FlagRow,
    HeadingVersionRow,
    ItemRow,
    ItemVersionRow,
)
from service.store.tables.jobs import (
    JobEventRow,
    JobRow,
    JobStageRow,
    ModelAnswerRow,
    ModelCallRow,
)
from service.store.tables.library import ChunkRow, LibraryStateRow, MaterialRow, OriginalRow
from service.store.tables.ownership import Base, Inherited, Submitted, UnitOwned
from service.store.tables.people import (
    ApiKeyRow,
    AttemptRow,
    MembershipRow,
    PendingSignInRow,
    PersonRow,
    SignInRow,
)
from service.store.tables.submissions import ReviewRow, SubmissionRow
from service.store.tables.units import FormerNameRow, UnitRow

__all__ = [
    "ApiKeyRow",
    "AssignmentRow",
    "AttemptRow",
    "AuditRow",
    "Base",
    "ChunkRow",
    "CoverageAnswerRow",
    "DismissalRow",
    "DraftRow",
    "DraftVersionRow",
    "FlagRow",
    "FormerNameRow",
    "HeadingVersionRow",
    "Inherited",
    "ItemRow",
    "ItemVersionRow",
    "JobEventRow",
    "JobRow",
    "JobStageRow",
    "KindRow",
    "LedgerEntryRow",
    "LibraryStateRow",
    "MaterialRow",
    "MembershipRow",
    "ModelAnswerRow",
    "ModelCallRow",
    "NoteRow",
    "OriginalRow",
    "PendingSignInRow",
    "PersonRow",
    "RawNoteRow",
    "RepeatedRequestRow",
    "ReviewRow",
    "SignInRow",
    "SubmissionRow",
    "Submitted",
    "UnitOwned",
    "UnitRow",
    "UnitRulesRow",
]
