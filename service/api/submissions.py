"""Submissions (报送) and what reviewers say of them (审核)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from service.api.acting import Reads, Reviews, Submits, TheHouse
from service.api.paging import Page, TheSpan, page_of
from service.api.repeats import ActsOnce
from service.api.versions import TheVersion, tag
from service.api.words import InPath, Key, Text
from service.office.submissions import ReviewWord, Submission, SubmissionState, SubmissionSummary
from service.value import Value

router = APIRouter(tags=["报送与审核"], route_class=ActsOnce)

_Id = Query(pattern=r"^[0-9a-f]{24}$")


class VerdictBody(BaseModel):
    """A reviewer's word. Returning and commenting need words; a comment may be on one item."""

    verdict: Literal["comment", "returned", "passed"]
    words: Text = Field(default="", examples=["第二条没有具体事例，请补充"])
    item: Key | None = Field(default=None, examples=["p1-2"], description="只对其中一条的意见")


class WordList(Value):
    """What was said of a submission, the oldest first."""

    items: tuple[ReviewWord, ...] = ()


@router.get("/submissions", summary="列出报送稿")
def submissions(
    house: TheHouse,
    scope: Reads,
    span: TheSpan,
    unit: Annotated[str | None, _Id] = None,
    assignment: Annotated[str | None, _Id] = None,
    state: SubmissionState | None = None,
) -> Page[SubmissionSummary]:
    """One's own units', and those below that one reviews; the newest first."""
    found = house.office.submissions.page(
        scope,
        unit=unit,
        assignment=assignment,
        state=state,
        after=span.after,
        limit=span.limit + 1,
    )
    return page_of(found, span, lambda submission: submission.id)


@router.post("/assignments/{assignment}/submissions", summary="报送", status_code=201)
def submit(
    house: TheHouse, scope: Submits, assignment: InPath, version: TheVersion, response: Response
) -> Submission:
    """Sends the draft up as it stands at the version in If-Match. For the unit's head."""
    made = house.office.submissions.submit(scope, assignment, draft_version=version)
    tag(response, made.version)
    response.headers["Location"] = f"/api/v1/submissions/{made.id}"
    return made


@router.get("/submissions/{submission}", summary="看一份报送稿")
def submission(house: TheHouse, scope: Reads, submission: InPath, response: Response) -> Submission:
    """The paper as it was sent up."""
    found = house.office.submissions.get(scope, submission)
    tag(response, found.version)
    return found


@router.post("/submissions/{submission}/withdraw", summary="撤回报送")
def withdraw(
    house: TheHouse, scope: Submits, submission: InPath, version: TheVersion, response: Response
) -> Submission:
    """Takes back a paper that nobody has decided on."""
    found = house.office.submissions.withdraw(scope, submission, version=version)
    tag(response, found.version)
    return found


@router.get("/submissions/{submission}/words", summary="审核意见")
def words(house: TheHouse, scope: Reads, submission: InPath) -> WordList:
    """What reviewers said."""
    return WordList(items=house.office.reviews.of(scope, submission))


@router.post("/submissions/{submission}/words", summary="审核", status_code=201)
def say(
    house: TheHouse, scope: Reviews, submission: InPath, body: VerdictBody, version: TheVersion
) -> ReviewWord:
    """Comments on it, returns it or passes it."""
    return house.office.reviews.say(
        scope,
        submission,
        verdict=body.verdict,
        words=body.words,
        version=version,
        item=body.item or "",
    )
