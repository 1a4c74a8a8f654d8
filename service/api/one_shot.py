"""The routes: the same values as the command line gives."""

import asyncio
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile

from service.api.bodies import DraftBody, NotesBody
from service.api.problems import Problem
from service.api.uploads import all_uploaded, uploaded
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

ERRORS: dict[int | str, dict[str, object]] = {
    status: {"model": Problem, "description": words}
    for status, words in (
        (413, "文件太大"),
        (422, "给的内容不能用"),
        (500, "服务出错"),
        (502, "模型没有给出可用的回答"),
        (503, "资料库正被占用"),
    )
}

router = APIRouter(responses=ERRORS)


class ProblemsReport(Value):
    """Draft problems made of comment notes, and the sorted notes they stand on."""

    paper: Paper
    notes: tuple[Note, ...] = ()


def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


TheHouse = Annotated[House, Depends(_house)]


@router.get("/kinds", summary="列出文种")
def kinds(house: TheHouse) -> dict[str, Kind]:
    """Every kind by its id."""
    return house.kinds


@router.post("/outlines", summary="读出一份材料的结构")
def outlines(
    house: TheHouse,
    file: Annotated[UploadFile, File(description="材料文件")],
    kind: Annotated[str | None, Form(description="文种标识；不给则自动判断")] = None,
) -> Paper:
    """The outline of an uploaded paper."""
    with uploaded(file) as path:
        return _open(house, path, kind).paper


@router.post("/sorts", summary="整理意见")
def sorts(house: TheHouse, body: NotesBody) -> SortReport:
    """The notes split, themed, filed, grouped and routed."""
    return _sorted(house, body)


@router.post("/problems", summary="由意见生成问题初稿")
def problems(house: TheHouse, body: NotesBody) -> ProblemsReport:
    """Comment notes into draft problems, every fact cited."""
    kind = kind_named(body.kind, house.kinds)
    report = _sorted(house, body)
    items = problems_from(report.notes, kind)
    chapter = Chapter(role="problems", title="存在的问题", sections=(Section(items=items),))
    return ProblemsReport(paper=Paper(kind=kind.id, chapters=(chapter,)), notes=report.notes)


@router.post("/drafts", summary="起草整份材料")
def drafts(house: TheHouse, body: DraftBody) -> Draft:
    """A whole draft with citations, flags and coverage."""
    kind = kind_named(body.kind, house.kinds)
    library = house.existing_library()
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
            cards=house.cards_for(body.unit),
        )
    )


@router.post("/checks", summary="核对一份材料")
def checks(
    house: TheHouse,
    file: Annotated[UploadFile, File(description="材料文件")],
    kind: Annotated[str | None, Form(description="文种标识；不给则自动判断")] = None,
    unit: Annotated[str, Form(description="单位全称；给出后与其资料库比对")] = "",
    year: Annotated[int | None, Form(ge=2000, le=2100)] = None,
    notes: Annotated[UploadFile | None, File(description="意见文件")] = None,
    against: Annotated[list[UploadFile] | None, File(description="要比对的材料")] = None,
    with_text: Annotated[bool, Form(description="附上读出的文字")] = False,
) -> CheckReport:
    """The flags of an uploaded paper, held against notes, other papers and the library."""
    said = [notes] if notes is not None else []
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
            library=house.existing_library() if unit else None,
        )
        settled = house.dismissals_of(unit)
        checked = check_paper(
            opened,
            held,
            house.cards_for(held.unit),
            settled,
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
