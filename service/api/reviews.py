"""The route for reviewers: papers in, the digest out as data, as a Word file or as a page."""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Response, UploadFile
from pydantic import BaseModel, Field

from service.api.acting import Drafts, Reviews, TheHouse
from service.api.errors import MISSING, WITH_MODEL
from service.api.keepable import Keepable
from service.api.uploads import all_uploaded, folder_of
from service.api.words import Id, KindName
from service.kinds import kind_named
from service.pipelines.reviewing import review
from service.reviews import Review

ReviewForm = Literal["json", "docx", "html"]


class SubmissionsBody(BaseModel):
    """Papers that were sent up, and how the review is wanted."""

    submissions: tuple[Id, ...] = Field(min_length=1, max_length=50)
    form: ReviewForm = "json"


router = APIRouter(tags=["一次性"], route_class=Keepable)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORMS: dict[int | str, dict[str, object]] = {
    **WITH_MODEL,
    200: {"content": {_WORD: {}, "text/html": {}}, "description": "审阅结果"},
}


@router.post("/reviews", summary="审阅一份或多份材料", response_model=Review, responses=_FORMS)
def reviews(
    house: TheHouse,
    scope: Drafts,
    files: Annotated[list[UploadFile], File(description="要审阅的材料")],
    kind: KindName = None,
    notes: Annotated[
        list[UploadFile] | None, File(description="意见文件，与材料或单位同名")
    ] = None,
    against: Annotated[list[UploadFile] | None, File(description="只用来比对的材料")] = None,
    form: Annotated[ReviewForm, Form(description="结果的形式")] = "json",
) -> Review | Response:
    """A page for each paper, and what they have in common. Files that fail are named."""
    chosen = kind_named(kind, house.kinds) if kind else None
    with (
        all_uploaded(files) as papers,
        folder_of(notes or []) as said,
        all_uploaded(against or []) as others,
    ):
        found = review(
            papers,
            house.kinds,
            cards_for=house.cards_within(scope),
            kind=chosen,
            notes=_for_one(papers, said),
            against=others,
            model=house.reading_model,
            guarded=house.guarded_for,
            deadline_s=house.settings.llm_deadline_s,
        )
    return found if form == "json" else _drawn(found, form)


@router.post(
    "/submissions/review",
    summary="审阅几份报送稿",
    response_model=Review,
    responses={**_FORMS, **MISSING},
)
def review_submissions(house: TheHouse, scope: Reviews, body: SubmissionsBody) -> Review | Response:
    """A page for each paper that was sent up, and what they have in common. A paper is its
    sender's, whatever unit it names: it is held to that unit's rules and earlier papers."""
    sent = [house.office.submissions.get(scope, ident) for ident in body.submissions]
    units = {s.unit: house.office.units.get(scope, s.unit).name for s in sent}
    ids = {name: unit for unit, name in units.items()}
    with TemporaryDirectory() as folder:
        papers: dict[Path, str] = {}
        for number, submission in enumerate(sent, 1):
            # The name is shown; the folder keeps two of one title apart.
            path = Path(folder) / str(number) / f"{submission.year}-{number}.txt"
            path.parent.mkdir()
            path.write_text(submission.text, encoding="utf-8")
            papers[path] = units[submission.unit]
        found = review(
            list(papers),
            house.kinds,
            cards_for=house.cards_within(scope),
            owners=papers,
            model=house.reading_model,
            guarded=lambda model, name: house.guarded(model, ids[name]),
            deadline_s=house.settings.llm_deadline_s,
        )
    return found if body.form == "json" else _drawn(found, body.form)


def _for_one(papers: list[Path], said: Path | None) -> Path | None:
    """A single file of opinions belongs to a single paper whatever the two are called."""
    files = sorted(said.iterdir()) if said else []
    return files[0] if len(files) == len(papers) == 1 else said


def _drawn(found: Review, form: Literal["docx", "html"]) -> Response:
    today = dt.date.today()
    if form == "html":
        from service.present.review_page import page_policy, review_html

        page = review_html(found, today=today)
        headers = {"Content-Security-Policy": page_policy()}
        return Response(page, media_type="text/html; charset=utf-8", headers=headers)
    from service.present.review_word import write_review

    with TemporaryDirectory() as folder:
        path = Path(folder) / "review.docx"
        write_review(found, path, today=today)
        name = quote("审阅摘要.docx")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(path.read_bytes(), media_type=_WORD, headers=headers)
