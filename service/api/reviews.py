"""The one-shot route for reviewers: papers in, the digest out; nothing is kept."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile

from service.api.acting import Drafts, TheHouse
from service.api.keepable import Keepable
from service.api.review_forms import FORMS, ReviewForm, in_form
from service.api.uploads import all_uploaded, folder_of
from service.api.words import KindName
from service.kinds import kind_named
from service.pipelines.reviewing import review
from service.reviews import Review

router = APIRouter(tags=["一次性"], route_class=Keepable)


@router.post("/reviews", summary="审阅一份或多份材料", response_model=Review, responses=FORMS)
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
    return in_form(found, form)


def _for_one(papers: list[Path], said: Path | None) -> Path | None:
    """A single file of opinions belongs to a single paper whatever the two are called."""
    files = sorted(said.iterdir()) if said else []
    return files[0] if len(files) == len(papers) == 1 else said
