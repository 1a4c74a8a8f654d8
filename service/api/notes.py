"""Notes (意见): handed in, sorted, corrected by hand."""

from typing import Annotated, Literal

from fastapi import APIRouter, File, Response, UploadFile
from pydantic import BaseModel, Field

from service.api.acting import Drafts, Reads, TheHouse, Writes
from service.api.jobs import TheJobs, accepted
from service.api.repeats import ActsOnce
from service.api.uploads import kept_originals
from service.api.versions import TheVersion, tag
from service.api.words import InPath, Key, KeyInPath, Number, Text, Word
from service.office.assignments import Correction, HandedIn, KeptNote, KeptRawNote
from service.office.jobs import Job
from service.value import Value

router = APIRouter(prefix="/assignments/{assignment}/notes", tags=["意见"], route_class=ActsOnce)
_MOST = 5000


class RawNoteBody(BaseModel):
    """One opinion or record, verbatim."""

    # It becomes part of addresses, where a slash parts names and dots alone mean folders.
    id: Key = Field(examples=["N001"], pattern=r"^[^/]*[^/.][^/]*$", description="不含斜杠")
    text: Text = Field(examples=["中心组学习光念文件，不讨论"])
    source: Word = Field(default="", examples=["座谈会"])


class HandInBody(BaseModel):
    """Notes to hand in."""

    notes: tuple[RawNoteBody, ...] = Field(min_length=1, max_length=_MOST)


class CorrectionBody(BaseModel):
    """What to set of a note by hand; a field that is not given stays."""

    aspect: Word | None = None
    theme: Word | None = None
    group: Word | None = Field(default=None, description="空字符串：从归并中取出")
    route: Literal["draft", "clue", "beyond"] | None = None
    empty: bool | None = None
    set_aside: Word | None = Field(default=None, description="不写入材料的理由；空字符串：收回")


class NamedVersions(BaseModel):
    """Notes by their ids, each with the version that was read."""

    versions: dict[Key, Number] = Field(min_length=1, max_length=500)


class NoteList(Value):
    """Sorted notes, and how they add up."""

    items: tuple[KeptNote, ...] = ()
    counts: dict[str, int] = {}


class RawNoteList(Value):
    """Notes as they were handed in."""

    items: tuple[KeptRawNote, ...] = ()


@router.get("", summary="整理后的意见")
def notes(house: TheHouse, scope: Reads, assignment: InPath) -> NoteList:
    """Every sorted note, what was set by hand already in it."""
    kept = house.office.notes
    return NoteList(items=kept.of(scope, assignment), counts=kept.counts(scope, assignment))


@router.post("", summary="交入意见")
def hand_in(house: TheHouse, scope: Writes, assignment: InPath, body: HandInBody) -> HandedIn:
    """All or none. A note that is there already, word for word, stays as it is."""
    given = [KeptRawNote(id=n.id, text=n.text, source=n.source) for n in body.notes]
    return house.office.notes.put_raw(scope, assignment, given)


@router.get("/raw", summary="意见原文")
def raw(house: TheHouse, scope: Reads, assignment: InPath) -> RawNoteList:
    """The notes as they were handed in."""
    return RawNoteList(items=house.office.notes.raw(scope, assignment))


@router.get("/clues", summary="线索")
def clues(house: TheHouse, scope: Writes, assignment: InPath) -> NoteList:
    """Matters to be handed to discipline inspection, word for word. They never enter a draft."""
    return NoteList(items=house.office.notes.clues(scope, assignment))


@router.post("/sort", summary="整理意见", status_code=202)
def sort(
    house: TheHouse, jobs: TheJobs, scope: Drafts, assignment: InPath, response: Response
) -> Job:
    """Sorts what was handed in; what was set by hand stays as it was set."""
    unit = house.office.assignments.get(scope, assignment).unit
    return accepted(response, jobs.submit(scope, unit, "sort", {}, assignment=assignment))


@router.post("/files", summary="上传意见文件并整理", status_code=202)
def upload(
    house: TheHouse,
    jobs: TheJobs,
    scope: Drafts,
    assignment: InPath,
    files: Annotated[list[UploadFile], File(description="意见文件", max_length=50)],
    response: Response,
) -> Job:
    """Keeps the files, reads the notes in them, and sorts."""
    unit = house.office.assignments.get(scope, assignment).unit
    request = {"originals": kept_originals(house, scope, unit, files)}
    return accepted(response, jobs.submit(scope, unit, "sort", request, assignment=assignment))


@router.post("/merge", summary="归并意见")
def merge(house: TheHouse, scope: Writes, assignment: InPath, body: NamedVersions) -> NoteList:
    """Joins notes that say the same."""
    return NoteList(items=house.office.notes.merge(scope, assignment, body.versions))


@router.post("/split", summary="拆开归并")
def split(house: TheHouse, scope: Writes, assignment: InPath, body: NamedVersions) -> NoteList:
    """Takes notes out of their groups."""
    return NoteList(items=house.office.notes.split(scope, assignment, body.versions))


@router.patch("/{note}", summary="改正一条意见的归类")
def correct(
    house: TheHouse,
    scope: Writes,
    assignment: InPath,
    note: KeyInPath,
    body: CorrectionBody,
    version: TheVersion,
    response: Response,
) -> KeptNote:
    """What is set here holds through any number of sortings."""
    wanted = Correction(**body.model_dump())
    changed = house.office.notes.correct(scope, assignment, note, wanted, version=version)
    tag(response, changed.version)
    return changed
