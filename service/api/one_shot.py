"""One-shot routes for other office systems: the same values as the command line gives. Nothing of
what is sent is kept."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Response, UploadFile

from service.api.acting import Drafts, Reads, TheHouse
from service.api.bodies import DraftBody, NotesBody
from service.api.check_once import Terms, checked_once, opened_as
from service.api.checked import with_comments
from service.api.errors import MISSING, WITH_MODEL
from service.api.exports import WORD
from service.api.keepable import Keepable
from service.api.uploads import all_uploaded, uploaded
from service.api.words import KindName, UnitName
from service.bootstrap import House
from service.drafting import problems_from
from service.drafts import Draft
from service.errors import BadInput
from service.flags import CheckReport
from service.kind import Kind
from service.kinds import kind_named
from service.llm.port import Model
from service.notes import Note, SortReport
from service.paper import Chapter, Paper, Section
from service.pipelines.checked_paper import CheckedPaper, checked_paper
from service.pipelines.comparing import comments_between, compared
from service.pipelines.drafting import draft_paper, snapshot_of
from service.sorting import sort_notes, sort_notes_with
from service.value import Value

router = APIRouter(tags=["一次性"], route_class=Keepable)

_PAPER: dict[int | str, dict[str, object]] = {
    **MISSING,
    **WITH_MODEL,
    200: {"content": {WORD: {}}, "description": "核对结果"},
}


class ProblemsReport(Value):
    """Draft problems made of comment notes, and the sorted notes they stand on."""

    paper: Paper
    notes: tuple[Note, ...] = ()


@router.get("/kinds", summary="列出文种")
def kinds(house: TheHouse, _: Reads) -> dict[str, Kind]:
    """Every kind by its id."""
    return house.kinds


@router.post("/outlines", summary="读出一份材料的结构")
def outlines(
    house: TheHouse,
    _: Reads,
    file: Annotated[UploadFile, File(description="材料文件")],
    kind: KindName = None,
) -> Paper:
    """The outline of an uploaded paper."""
    with uploaded(file) as path:
        return opened_as(house, path, kind).paper


@router.post("/sorts", summary="整理意见", responses=WITH_MODEL)
def sorts(house: TheHouse, _: Drafts, body: NotesBody) -> SortReport:
    """The notes split, themed, filed, grouped and routed."""
    return _sorted(house, body, house.model)


@router.post("/problems", summary="由意见生成问题初稿", responses=WITH_MODEL)
def problems(house: TheHouse, _: Drafts, body: NotesBody) -> ProblemsReport:
    """Comment notes into draft problems, every fact cited."""
    kind = kind_named(body.kind, house.kinds)
    report = _sorted(house, body, house.model)
    items = problems_from(report.notes, kind)
    chapter = Chapter(role="problems", title="存在的问题", sections=(Section(items=items),))
    return ProblemsReport(paper=Paper(kind=kind.id, chapters=(chapter,)), notes=report.notes)


@router.post("/drafts", summary="起草整份材料", responses={**MISSING, **WITH_MODEL})
def drafts(house: TheHouse, scope: Drafts, body: DraftBody) -> Draft:
    """A whole draft with citations, flags and coverage."""
    kind = kind_named(body.kind, house.kinds)
    acting, unit = house.within(scope, body.unit)
    library = house.library(acting, unit)
    # The unit is known: outside the house its people's names are put aside, too.
    model = house.guarded(house.model, unit.id) if house.model is not None else None
    report = _sorted(house, body, model)
    snapshot = snapshot_of(
        report.notes, kind, unit=body.unit, year=body.year or kind.year, library=library
    )
    return asyncio.run(
        draft_paper(
            snapshot,
            library=library,
            model=model,
            deadline_s=house.settings.llm_deadline_s,
            cards=house.cards_for(unit.name),
        )
    )


@router.post("/checks", summary="核对一份材料", responses={**MISSING, **WITH_MODEL})
def checks(
    house: TheHouse,
    scope: Drafts,
    file: Annotated[UploadFile, File(description="材料文件")],
    kind: KindName = None,
    unit: UnitName = "",
    year: Annotated[int | None, Form(ge=2000, le=2100)] = None,
    notes: Annotated[UploadFile | None, File(description="意见文件")] = None,
    against: Annotated[list[UploadFile] | None, File(description="要比对的材料")] = None,
    with_text: Annotated[bool, Form(description="附上读出的文字")] = False,
) -> CheckReport:
    """The flags of an uploaded paper, held against notes, other papers and the library."""
    with (
        all_uploaded([notes] if notes is not None else []) as said,
        all_uploaded(against or []) as others,
        checked_once(
            house, scope, file, Terms(kind, unit, year), notes=said, against=others
        ) as done,
    ):
        text = done.opened.source.text if with_text else None
        return CheckReport(files=(done.checked.model_copy(update={"text": text}),))


@router.post(
    "/checks/paper",
    summary="核对一份材料，看文字与提示",
    response_model=CheckedPaper,
    responses=_PAPER,
)
def checked(
    house: TheHouse,
    scope: Drafts,
    file: Annotated[UploadFile, File(description="材料文件")],
    kind: KindName = None,
    unit: UnitName = "",
    year: Annotated[int | None, Form(ge=2000, le=2100)] = None,
    notes: Annotated[UploadFile | None, File(description="意见文件")] = None,
    earlier: Annotated[
        UploadFile | None, File(description="改之前的文件：报告哪些改好了、哪些还在、哪些是新的")
    ] = None,
    form: Annotated[Literal["json", "docx"], Form(description="docx：同一份文件，带批注")] = "json",
) -> CheckedPaper | Response:
    """A paper with its flags where they stand, or as a Word file with a comment for each."""
    terms = Terms(kind, unit, year)
    with (
        all_uploaded([notes] if notes is not None else []) as said,
        checked_once(house, scope, file, terms, notes=said) as done,
    ):
        if form == "docx":
            return with_comments(done.path, done.opened, done.checked.flags)
        told = None
        if earlier is not None:
            with checked_once(house, scope, earlier, terms, notes=said) as before:
                flags = before.checked.flags
                comments = comments_between(before.path, before.opened, flags, done.path)
                told = compared(before.checked, done.checked, comments)
        return checked_paper(done.opened, done.checked, done.dismissals, told)


def _sorted(house: House, body: NotesBody, model: Model | None) -> SortReport:
    kind = kind_named(body.kind, house.kinds)
    names = [note.id for note in body.notes]
    if len(set(names)) != len(names) or not all(names):
        raise BadInput("意见的编号（id）不能空着，也不能重复")
    if model is None:
        return sort_notes(body.notes, kind)
    report, _ = asyncio.run(sort_notes_with(model, body.notes, kind))
    return report
