"""Flags of a draft, and what becomes of the notes: a person's words on both."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from service.api.acting import Drafts, Reads, TheHouse, Writes
from service.api.jobs import TheJobs
from service.api.repeats import ActsOnce
from service.api.versions import TheVersion, tag
from service.api.words import InPath, KeyInPath, Reason
from service.drafting import Snapshot
from service.notes import Coverage
from service.office.assignments import CoverageAnswer
from service.office.desk import KeptFlag
from service.pipelines.desk import open_draft
from service.pipelines.drafting import flagged
from service.value import Value

router = APIRouter(tags=["提示与意见回应"], route_class=ActsOnce)


class DismissBody(BaseModel):
    """Why nothing need be done."""

    reason: Reason = Field(examples=["地名按规定隐去"])


class AnswerBody(BaseModel):
    """Why a note stays out of the paper."""

    reason: Reason = Field(examples=["已在全县专项方案中统一安排"])


class FlagList(Value):
    """The flags where they stand now; those of ``check`` on a draft that changed since are old."""

    items: tuple[KeptFlag, ...] = ()


class CoverageList(Value):
    """What became of each note, and what people said of it."""

    items: tuple[Coverage, ...] = ()
    answers: tuple[CoverageAnswer, ...] = ()


@router.get("/drafts/{draft}/flags", summary="草稿的提示")
def flags(house: TheHouse, scope: Reads, draft: InPath) -> FlagList:
    """Of the last check."""
    return FlagList(items=house.office.flags.of(scope, draft))


@router.post("/drafts/{draft}/check", summary="核对草稿")
def check_draft(house: TheHouse, jobs: TheJobs, scope: Drafts, draft: InPath) -> FlagList:
    """Checks the paper as it stands. What people said of a flag stays with its sentence."""
    desk = house.office.desk
    kept = desk.desk.get(scope, draft)
    unit = house.office.units.get(scope, kept.unit)
    snapshot = Snapshot.model_validate_json(desk.desk.snapshot(scope, draft))
    notes = desk.notes.to_draft(scope, kept.assignment)
    found = jobs.in_child(
        flagged,
        kept.draft.model_copy(update={"notes": notes}),
        snapshot.model_copy(update={"notes": notes}),
        house.office.materials.of(scope, unit.id),
        tuple(house.cards_for(unit.name)),
    )
    kept_flags = house.office.flags.keep(scope, draft, found.flags, draft_version=kept.version)
    return FlagList(items=kept_flags)


@router.post("/drafts/{draft}/flags/{key}/accept", summary="接受一条提示")
def accept(house: TheHouse, scope: Writes, draft: InPath, key: KeyInPath) -> KeptFlag:
    """The person means to mend what is flagged."""
    return house.office.flags.accept(scope, draft, key)


@router.post("/drafts/{draft}/flags/{key}/dismiss", summary="忽略一条提示")
def dismiss(
    house: TheHouse, scope: Writes, draft: InPath, key: KeyInPath, body: DismissBody
) -> KeptFlag:
    """Nothing need be done, and why: remembered until the sentence changes."""
    return house.office.flags.dismiss(scope, draft, key, body.reason)


@router.post("/drafts/{draft}/flags/{key}/reopen", summary="收回对提示的处理")
def reopen(house: TheHouse, scope: Writes, draft: InPath, key: KeyInPath) -> KeptFlag:
    """Takes back what was said of the flag."""
    return house.office.flags.reopen(scope, draft, key)


@router.get("/assignments/{assignment}/coverage", summary="意见回应")
def coverage(house: TheHouse, scope: Reads, assignment: InPath) -> CoverageList:
    """For each note: reflected, partly, missing, or set aside with a reason."""
    desk = house.office.desk
    found = open_draft(desk, scope, assignment).draft.coverage
    return CoverageList(items=found, answers=desk.answers.of(scope, assignment))


@router.put("/assignments/{assignment}/coverage/{note}", summary="说明一条意见为何不写")
def answer(
    house: TheHouse,
    scope: Writes,
    assignment: InPath,
    note: KeyInPath,
    body: AnswerBody,
    version: TheVersion,
    response: Response,
) -> CoverageAnswer:
    """Sets a note aside with the reason; If-Match "0" for the first answer."""
    kept = house.office.desk.answers.answer(
        scope, assignment, note, reason=body.reason, version=version
    )
    tag(response, kept.version)
    return kept


@router.delete(
    "/assignments/{assignment}/coverage/{note}",
    summary="收回说明",
    status_code=204,
)
def take_back(
    house: TheHouse, scope: Writes, assignment: InPath, note: KeyInPath, version: TheVersion
) -> None:
    """Removes the answer."""
    house.office.desk.answers.take_back(scope, assignment, note, version=version)
