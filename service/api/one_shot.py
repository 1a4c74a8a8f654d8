"""One-shot routes for other office systems: the same values as the command line gives. Nothing of
what is sent is kept."""

import asyncio
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile

from service.api.acting import Drafts, Reads, TheHouse
from service.api.bodies import DraftBody, NotesBody
from service.api.errors import ERRORS, WITH_MODEL
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
from service.notes import Note, SortReport
from service.paper import Chapter, Paper, Section
from service.pipelines.checking import check_paper, held_by
from service.pipelines.drafting import draft_paper, snapshot_of
from service.pipelines.opening import OpenPaper, open_paper
from service.sorting import sort_notes, sort_notes_with
from service.value import Value

router = APIRouter(tags=["一次性"], responses={**ERRORS, **WITH_MODEL}, route_class=Keepable)


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
        return _open(house, path, kind).paper


@router.post("/sorts", summary="整理意见")
def sorts(house: TheHouse, _: Drafts, body: NotesBody) -> SortReport:
    """The notes split, themed, filed, grouped and routed."""
    return _sorted(house, body)


@router.post("/problems", summary="由意见生成问题初稿")
def problems(house: TheHouse, _: Drafts, body: NotesBody) -> ProblemsReport:
    """Comment notes into draft problems, every fact cited."""
    kind = kind_named(body.kind, house.kinds)
    report = _sorted(house, body)
    items = problems_from(report.notes, kind)
    chapter = Chapter(role="problems", title="存在的问题", sections=(Section(items=items),))
    return ProblemsReport(paper=Paper(kind=kind.id, chapters=(chapter,)), notes=report.notes)


@router.post("/drafts", summary="起草整份材料")
def drafts(house: TheHouse, scope: Drafts, body: DraftBody) -> Draft:
    """A whole draft with citations, flags and coverage."""
    kind = kind_named(body.kind, house.kinds)
    acting, unit = house.within(scope, body.unit)
    library = house.library(acting, unit)
    report = _sorted(house, body)
    snapshot = snapshot_of(
        report.notes, kind, unit=body.unit, year=body.year or kind.year, library=library
    )
    return asyncio.run(
        draft_paper(
            snapshot,
            library=library,
            model=house.model,
            deadline_s=house.settings.llm_deadline_s,
            cards=house.cards_for(unit.name),
        )
    )


@router.post("/checks", summary="核对一份材料")
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
    said = [notes] if notes is not None else []
    kept = house.kept_of(scope, unit)
    with (
        uploaded(file) as path,
        all_uploaded(against or []) as others,
        all_uploaded(said) as opinions,
    ):
        opened = _open(house, path, kind)
        held = held_by(
            opened,
            house.kinds,
            unit=unit,
            year=year,
            notes=opinions[0] if opinions else None,
            against=others,
            stored=kept.materials,
        )
        checked = check_paper(
            opened,
            held,
            kept.cards,
            kept.dismissals,
            model=house.reading_model,
            deadline_s=house.settings.llm_deadline_s,
        )
    text = opened.source.text if with_text else None
    return CheckReport(files=(checked.model_copy(update={"text": text}),))


def _sorted(house: House, body: NotesBody) -> SortReport:
    kind = kind_named(body.kind, house.kinds)
    names = [note.id for note in body.notes]
    if len(set(names)) != len(names) or not all(names):
        raise BadInput("意见的编号（id）不能空着，也不能重复")
    if house.model is None:
        return sort_notes(body.notes, kind)
    report, _ = asyncio.run(sort_notes_with(house.model, body.notes, kind))
    return report


def _open(house: House, path: Path, kind: str | None) -> OpenPaper:
    chosen = None if not kind else kind_named(kind, house.kinds)
    return open_paper(path, house.kinds, chosen)
