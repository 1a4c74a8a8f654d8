"""Title and headings of a draft: their words, without the numbers that typesetting adds."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from service.api.acting import Reads, TheHouse, Writes
from service.api.repeats import ActsOnce
from service.api.versions import TheVersion, tag
from service.api.words import InPath, KeyInPath, Name
from service.office.desk import HeadingVersion, KeptHeading
from service.pipelines.headings import save_heading
from service.value import Value

router = APIRouter(tags=["草稿"], route_class=ActsOnce)
_PATH = "/drafts/{draft}/headings/{heading}"


class HeadingBody(BaseModel):
    """A heading in a person's words; a number of its own is left out."""

    text: Name = Field(examples=["理论学习方面存在的问题"])


class HeadingHistory(Value):
    """A heading's versions, the oldest first."""

    items: tuple[HeadingVersion, ...] = ()


@router.get(_PATH, summary="看一个标题")
def heading(
    house: TheHouse, scope: Reads, draft: InPath, heading: KeyInPath, response: Response
) -> KeptHeading:
    """``title``, ``chapter-0`` or ``section-0-1``: chapters and sections counted from 0."""
    kept = house.office.desk.headings.get(scope, draft, heading)
    tag(response, kept.version)
    return kept


@router.patch(_PATH, summary="改一个标题")
def edit_heading(
    house: TheHouse,
    scope: Writes,
    draft: InPath,
    heading: KeyInPath,
    body: HeadingBody,
    version: TheVersion,
    response: Response,
) -> KeptHeading:
    """A person's words. What the chapter or section answers for stays what it was."""
    headings = house.office.desk.headings
    kept = save_heading(headings, scope, draft, heading, body.text, version=version)
    tag(response, kept.version)
    return kept


@router.get(f"{_PATH}/history", summary="一个标题的历次改动")
def heading_history(
    house: TheHouse, scope: Reads, draft: InPath, heading: KeyInPath
) -> HeadingHistory:
    """Every text that it had, and whose."""
    return HeadingHistory(items=house.office.desk.headings.history(scope, draft, heading))
