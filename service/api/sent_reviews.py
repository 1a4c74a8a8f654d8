"""The routes that review papers which were sent up: a page for each, and what they have in common.

A paper is its sender's, whatever unit it names: it is held to that unit's rules and earlier papers.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, Field

from service.api.acting import Reviews, TheHouse
from service.api.attended import TheListener
from service.api.errors import MISSING
from service.api.keepable import Keepable
from service.api.review_forms import FORMS, ReviewForm, in_form
from service.api.words import Id
from service.bootstrap import House
from service.llm.attended import AttendedModel
from service.llm.port import Model
from service.office.submissions import Submission
from service.pipelines.review_steps import Step
from service.pipelines.reviewing import Guard, review
from service.reviews import Review
from service.scope import Scope

router = APIRouter(tags=["一次性"], route_class=Keepable)


class ChosenBody(BaseModel):
    """Papers that were sent up."""

    submissions: tuple[Id, ...] = Field(min_length=1, max_length=50)


class SubmissionsBody(ChosenBody):
    """Papers that were sent up, and how the review is wanted."""

    form: ReviewForm = "json"


@dataclass(frozen=True)
class _Chosen:
    """The papers that somebody wants reviewed, and their senders: names by ids."""

    house: House
    scope: Scope
    papers: tuple[Submission, ...]
    units: dict[str, str]

    def guarded(self, model: Model, name: str) -> Model:
        """The model as it may be told of the unit of that name."""
        unit = next(unit for unit, known in self.units.items() if known == name)
        return self.house.guarded(model, unit)


def _chosen(house: House, scope: Scope, body: ChosenBody) -> _Chosen:
    """Raises NotFound when one of them is not there for whoever asks."""
    papers = tuple(house.office.submissions.get(scope, ident) for ident in body.submissions)
    units = {one.unit: house.office.units.get(scope, one.unit).name for one in papers}
    return _Chosen(house, scope, papers, units)


@router.post(
    "/submissions/review",
    summary="审阅几份报送稿",
    response_model=Review,
    responses={**FORMS, **MISSING},
)
def review_submissions(house: TheHouse, scope: Reviews, body: SubmissionsBody) -> Review | Response:
    """A page for each paper that was sent up, and what they have in common."""
    chosen = _chosen(house, scope, body)
    return in_form(_reviewed(chosen, chosen.guarded), body.form)


def _begun(house: TheHouse, scope: Reviews, body: ChosenBody) -> _Chosen:
    """Whether there are such papers, before the answer begins."""
    return _chosen(house, scope, body)


# A route of its own and no further form of the one above: there an answer is what its status says,
# here it may still fail after 200. And no job: a job belongs to a unit, whose drafters could then
# read in its result what other units have written.
@router.post(
    "/submissions/review/events",
    summary="审阅几份报送稿，边审边报进展（SSE）",
    response_class=EventSourceResponse,
    responses=MISSING,
)
async def review_events(
    chosen: Annotated[_Chosen, Depends(_begun)], listener: TheListener
) -> AsyncIterator[ServerSentEvent]:
    """The same review for whoever wants to see how far it is: ``progress`` with ``done``, ``of``
    and in words ``label``; at the end ``done`` with the review, or ``failed`` with a problem.
    Whoever breaks off the line ends the work, and nothing of it is kept."""

    def guarded(model: Model, name: str) -> Model:
        return AttendedModel(chosen.guarded(model, name), listener.check)

    async for event in listener.hear(lambda: _reviewed(chosen, guarded, listener.step)):
        yield event


def _reviewed(
    chosen: _Chosen, guarded: Guard, step: Step = lambda _done, _of, _label: None
) -> Review:
    house = chosen.house
    with TemporaryDirectory() as folder:
        owners: dict[Path, str] = {}
        for number, paper in enumerate(chosen.papers, 1):
            # The name is shown; the folder keeps two of one title apart.
            path = Path(folder) / str(number) / f"{paper.year}-{number}.txt"
            path.parent.mkdir()
            path.write_text(paper.text, encoding="utf-8")
            owners[path] = chosen.units[paper.unit]
        return review(
            list(owners),
            house.kinds,
            cards_for=house.cards_within(chosen.scope),
            owners=owners,
            model=house.reading_model,
            guarded=guarded,
            deadline_s=house.settings.llm_deadline_s,
            step=step,
        )
