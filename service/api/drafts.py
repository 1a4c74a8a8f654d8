"""The draft on the desk: the paper as it stands, its items, their history."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from service.api.acting import Drafts, Reads, TheHouse, Writes
from service.api.jobs import TheJobs, accepted
from service.api.repeats import ActsOnce
from service.api.versions import TheVersion, tag
from service.api.words import InPath, Key, KeyInPath, Number, Text, Word
from service.drafting.editing import Changes
from service.office.desk import DraftVersion, ItemVersion, KeptDraft, KeptItem, Removed
from service.office.jobs import Job
from service.pipelines.desk import (
    ItemChange,
    add_item,
    insert_note,
    item_history,
    open_draft,
    save_item,
)
from service.value import Value

router = APIRouter(tags=["草稿"], route_class=ActsOnce)


class ItemBody(BaseModel):
    """What a person changed of an item; a field that is not given stays."""

    text: Text | None = Field(default=None, description="标题之后的全部文字")
    headline: Word | None = None
    owner: Word | None = None
    deadline: Word | None = None
    links: tuple[Key, ...] | None = Field(default=None, max_length=200)

    def changes(self) -> Changes:
        """As the desk takes it."""
        return Changes(
            text=self.text,
            headline=self.headline,
            owner=self.owner,
            deadline=self.deadline,
            links=self.links,
        )


class Place(BaseModel):
    """Where an item stands: chapter and section of the paper, counted from 0, and the place."""

    chapter: int = Field(ge=0, le=100)
    section: int = Field(ge=0, le=100)
    position: int = Field(ge=0, le=1000)


class NewItemBody(ItemBody, Place):
    """A new item of a person's own."""

    role: Literal["problem", "cause", "measure", "other"]


class NoteName(BaseModel):
    """A note by its id."""

    note: Key


class RestoreBody(BaseModel):
    """The version to bring back."""

    to: Number


class ItemHistory(Value):
    """An item's versions, the oldest first."""

    items: tuple[ItemChange, ...] = ()


class RemovedItems(Value):
    """The last version of every item that stands in the paper no longer."""

    items: tuple[ItemVersion, ...] = ()


class PaperHistory(Value):
    """The whole papers kept, the oldest first."""

    items: tuple[DraftVersion, ...] = ()


@router.get("/assignments/{assignment}/draft", summary="看草稿")
def draft(house: TheHouse, scope: Reads, assignment: InPath, response: Response) -> KeptDraft:
    """The paper as it stands, typeset, with flags and with what became of each note."""
    found = open_draft(house.office.desk, scope, assignment)
    tag(response, found.version)
    return found


@router.get("/drafts/{draft}/items/{item}", summary="看一条")
def item(
    house: TheHouse, scope: Reads, draft: InPath, item: KeyInPath, response: Response
) -> KeptItem:
    """One item at its version."""
    return _tagged(response, house.office.desk.items.get(scope, draft, item))


@router.patch("/drafts/{draft}/items/{item}", summary="改一条")
def edit(
    house: TheHouse,
    scope: Writes,
    draft: InPath,
    item: KeyInPath,
    body: ItemBody,
    version: TheVersion,
    response: Response,
) -> KeptItem:
    """A person's words. Sentences that stay keep their notes; changed ones are anchored anew."""
    desk = house.office.desk
    kept = save_item(desk, scope, draft, item, body.changes(), version=version)
    return _tagged(response, kept)


@router.post("/drafts/{draft}/items", summary="添一条", status_code=201)
def add(
    house: TheHouse, scope: Writes, draft: InPath, body: NewItemBody, response: Response
) -> KeptItem:
    """An item of a person's own, with the notes that it quotes."""
    kept = add_item(
        house.office.desk,
        scope,
        draft,
        role=body.role,
        changes=body.changes(),
        chapter=body.chapter,
        section=body.section,
        position=body.position,
    )
    return _tagged(response, kept)


@router.delete("/drafts/{draft}/items/{item}", summary="删一条")
def remove(
    house: TheHouse, scope: Writes, draft: InPath, item: KeyInPath, version: TheVersion
) -> Removed:
    """Takes an item out; it can be restored. Tells which links to it fell away."""
    return house.office.desk.items.remove(scope, draft, item, version=version)


@router.post("/drafts/{draft}/items/{item}/move", summary="移动一条")
def move(
    house: TheHouse,
    scope: Writes,
    draft: InPath,
    item: KeyInPath,
    body: Place,
    version: TheVersion,
    response: Response,
) -> KeptItem:
    """Puts an item at another place."""
    kept = house.office.desk.items.move(
        scope,
        draft,
        item,
        chapter=body.chapter,
        section=body.section,
        position=body.position,
        version=version,
    )
    return _tagged(response, kept)


@router.post("/drafts/{draft}/items/{item}/notes", summary="把一条意见写进来")
def insert(
    house: TheHouse,
    scope: Writes,
    draft: InPath,
    item: KeyInPath,
    body: NoteName,
    version: TheVersion,
    response: Response,
) -> KeptItem:
    """Tells one more note in the item."""
    kept = insert_note(house.office.desk, scope, draft, item, body.note, version=version)
    return _tagged(response, kept)


@router.post(
    "/drafts/{draft}/items/{item}/redraft",
    summary="重新起草一条",
    status_code=202,
)
def redraft(
    house: TheHouse,
    jobs: TheJobs,
    scope: Drafts,
    draft: InPath,
    item: KeyInPath,
    response: Response,
) -> Job:
    """Drafts one item again from its notes. Where a person edits it meanwhile, their words stand
    and the new ones become a version to restore."""
    kept = house.office.desk.desk.get(scope, draft)
    house.office.desk.items.get(scope, draft, item)
    request = {"draft": draft, "item": item}
    job = jobs.submit(scope, kept.unit, "redraft", request, assignment=kept.assignment)
    return accepted(response, job)


@router.get("/drafts/{draft}/items/{item}/history", summary="一条的历次改动")
def history(house: TheHouse, scope: Reads, draft: InPath, item: KeyInPath) -> ItemHistory:
    """Every version with what changed."""
    return ItemHistory(items=item_history(house.office.desk, scope, draft, item))


@router.post("/drafts/{draft}/items/{item}/restore", summary="恢复一条")
def restore_item(
    house: TheHouse,
    scope: Writes,
    draft: InPath,
    item: KeyInPath,
    body: RestoreBody,
    version: TheVersion,
    response: Response,
) -> KeptItem:
    """Brings an earlier version back as the newest."""
    history = house.office.desk.history
    return _tagged(response, history.restore_item(scope, draft, item, to=body.to, version=version))


@router.get("/drafts/{draft}/removed", summary="已删去的条目")
def removed(house: TheHouse, scope: Reads, draft: InPath) -> RemovedItems:
    """What can be brought back."""
    return RemovedItems(items=house.office.desk.history.removed(scope, draft))


@router.get("/drafts/{draft}/versions", summary="整份材料的各版")
def versions(
    house: TheHouse,
    scope: Reads,
    draft: InPath,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> PaperHistory:
    """The newest ``limit`` of them, the oldest first."""
    return PaperHistory(items=house.office.desk.history.of_paper(scope, draft)[-limit:])


@router.post("/drafts/{draft}/versions", summary="留一版", status_code=201)
def keep_version(house: TheHouse, scope: Writes, draft: InPath) -> DraftVersion:
    """Keeps the paper as it stands."""
    return house.office.desk.history.keep(scope, draft)


@router.post("/drafts/{draft}/restore", summary="恢复整份材料")
def restore(
    house: TheHouse,
    scope: Writes,
    draft: InPath,
    body: RestoreBody,
    version: TheVersion,
    response: Response,
) -> KeptDraft:
    """Brings a whole version back as the newest."""
    kept = house.office.desk.history.restore_paper(scope, draft, to=body.to, version=version)
    tag(response, kept.version)
    return kept


def _tagged(response: Response, kept: KeptItem) -> KeptItem:
    tag(response, kept.version)
    return kept
