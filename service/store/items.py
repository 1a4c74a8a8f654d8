"""Items on the desk: what people and jobs do to one of them. No acknowledged word is lost.

Items are versioned one by one, so that people who edit different items never meet. Of two who edit
one, the first wins and the second is told both texts. Every version stays in the history.
"""

from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import BadInput, NotFound, StaleWrite
from service.ids import new_id
from service.office.desk import KeptItem, Removed, Replaced, words_of
from service.paper import Item, Paper
from service.scope import Scope
from service.store.acting import audited, permit
from service.store.database import Database
from service.store.desk_rows import (
    bare,
    changed,
    draft_row,
    item_of,
    item_rows,
    kept_item,
    next_version,
    problems_of,
    put_item,
    refuse_unfit,
    remember,
    rewrite,
)
from service.store.tables import DraftRow, ItemRow, ItemVersionRow

_MOST_ITEMS = 2_000


class Items:
    """Saves, adds, removes and moves the items of one draft at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, scope: Scope, draft: str, item: str) -> KeptItem:
        """One item as it stands. Raises NotFound."""
        with self._database.reading(scope) as session:
            row = draft_row(session, scope, draft)
            return kept_item(session, row, _item_row(session, row, item))

    def save(
        self,
        scope: Scope,
        draft: str,
        item: Item,
        *,
        version: int,
        cause: Literal["edit", "insert"] = "edit",
    ) -> KeptItem:
        """Saves an item that a person changed from ``version``; its role stays. The same words
        again change nothing, whatever the version.

        Raises NotFound, BadInput for links to what is no problem of the paper, StaleWrite with
        both texts when somebody else changed or removed the item.
        """
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = draft_row(session, scope, draft, change=True)
            found = _present(session, row, item)
            current = item_of(found)
            new = bare(item.model_copy(update={"role": current.role}))
            refuse_unfit([new])
            if new == current:
                return kept_item(session, row, found)
            _refuse_stale(found, version, new)
            _check_links(session, row, new, current)
            rewrite(session, scope, row, found, new, cause)
            changed(
                session,
                scope,
                row,
                "item.edited",
                item=audited(new.id),
                version=found.version,
                cause=cause,
            )
            return kept_item(session, row, found)

    def replace(self, scope: Scope, draft: str, item: Item, *, made_from: int) -> Replaced:
        """Puts a job's new words for one item in their place. Where a person changed the item
        after ``made_from``, the person's words stand and the job's become a version to restore;
        where it was removed, likewise. The same words again are kept once. Raises NotFound.
        """
        permit(scope, "draft")
        with self._database.writing(scope) as session:
            row = draft_row(session, scope, draft, change=True)
            found = _present(session, row, item)
            new = bare(item.model_copy(update={"role": item_of(found).role}))
            refuse_unfit([new])
            again = _regenerated(session, row, new, made_from)
            if again is not None:
                known, taken = again
                return Replaced(item=kept_item(session, row, found), taken=taken, version=known)
            taken = found.version == made_from
            if taken:
                rewrite(session, scope, row, found, new, "regenerate")
                number = found.version
            else:
                number = next_version(session, row, new.id)
                remember(session, scope, row, new, number, "regenerate")
            changed(
                session,
                scope,
                row,
                "item.regenerated",
                item=audited(new.id),
                version=number,
                taken=taken,
            )
            return Replaced(item=kept_item(session, row, found), taken=taken, version=number)

    def add(
        self, scope: Scope, draft: str, item: Item, *, chapter: int, section: int, position: int
    ) -> KeptItem:
        """Adds an item of a person's own at that place; it gets an id of its own.

        Raises NotFound for a place that the paper does not have, BadInput.
        """
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = draft_row(session, scope, draft, change=True)
            new = bare(item.model_copy(update={"id": new_id()}))
            refuse_unfit([new])
            rows = item_rows(session, row)
            if len(rows) >= _MOST_ITEMS:
                raise BadInput(f"一份材料最多{_MOST_ITEMS}条")
            _check_links(session, row, new, None)
            at = _make_room(session, row, chapter, section, position)
            added = put_item(session, scope, row, new, (chapter, section, at), 1, "add")
            changed(session, scope, row, "item.added", item=new.id)
            return kept_item(session, row, added)

    def remove(self, scope: Scope, draft: str, item: str, *, version: int) -> Removed:
        """Takes an item out; its history stays, to be restored from.

        What answered a removed problem is named: those links fell away, and come back with it.
        Raises NotFound, StaleWrite.
        """
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = draft_row(session, scope, draft, change=True)
            found = _item_row(session, row, item)
            gone = item_of(found)
            if found.version != version:
                message = "这一条刚被别人改过，请看过再删"
                current = words_of(gone)
                raise StaleWrite(message, current=current, version=found.version, yours="")
            unlinked = tuple(
                other.item_id
                for other in item_rows(session, row)
                if item in item_of(other).links and gone.role == "problem"
            )
            session.delete(found)
            number = next_version(session, row, item)
            remember(session, scope, row, gone, number, "remove")
            changed(
                session,
                scope,
                row,
                "item.removed",
                item=audited(item),
                version=number,
                unlinked=len(unlinked),
            )
            return Removed(item=gone, version=number, unlinked=unlinked)

    def move(
        self,
        scope: Scope,
        draft: str,
        item: str,
        *,
        chapter: int,
        section: int,
        position: int,
        version: int,
    ) -> KeptItem:
        """Puts an item at another place. Raises NotFound, StaleWrite."""
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = draft_row(session, scope, draft, change=True)
            found = _item_row(session, row, item)
            same = item_of(found)
            _refuse_stale(found, version, same)
            at = _make_room(session, row, chapter, section, position, but=item)
            found.chapter, found.section, found.position = chapter, section, at
            rewrite(session, scope, row, found, same, "move")
            changed(session, scope, row, "item.moved", item=audited(item), version=found.version)
            return kept_item(session, row, found)


def _item_row(session: Session, draft: DraftRow, item: str) -> ItemRow:
    row = session.scalar(
        select(ItemRow).where(
            ItemRow.draft_id == draft.id,
            ItemRow.item_id == item,
            ItemRow.unit_id == draft.unit_id,
        )
    )
    if row is None:
        raise NotFound("稿子里没有这一条")
    return row


def _present(session: Session, draft: DraftRow, item: Item) -> ItemRow:
    """The item's row. One that was removed is no longer there to be saved: nothing is lost, the
    person is told so with the words that they wanted to save."""
    try:
        return _item_row(session, draft, item.id)
    except NotFound:
        last = next_version(session, draft, item.id) - 1
        if not last:
            raise
        message = "这一条已被别人删除，可以从历史里恢复"
        raise StaleWrite(message, current="", version=last, yours=words_of(item)) from None


def _refuse_stale(row: ItemRow, version: int, yours: Item) -> None:
    if row.version != version:
        raise StaleWrite(
            "这一条刚被别人改过，请对照两个文本后再保存",
            current=words_of(item_of(row)),
            version=row.version,
            yours=words_of(yours),
        )


def _check_links(session: Session, draft: DraftRow, item: Item, before: Item | None) -> None:
    added = set(item.links) - set(before.links if before else ())
    if not added:
        return
    if item.role not in ("cause", "measure"):
        raise BadInput("只有原因和措施可以对应问题")
    if not added <= problems_of(item_rows(session, draft)):
        raise BadInput("所对应的问题不在稿子里，可能刚被删除，请重新选择")


def _make_room(
    session: Session, draft: DraftRow, chapter: int, section: int, position: int, but: str = ""
) -> int:
    """Numbers the items of a section anew, with a gap at ``position``; gives the gap's number."""
    _refuse_nowhere(draft, chapter, section)
    there = [
        row
        for row in item_rows(session, draft)
        if (row.chapter, row.section) == (chapter, section) and row.item_id != but
    ]
    at = min(max(position, 0), len(there))
    for number, row in enumerate(there):
        row.position = number if number < at else number + 1
    return at


def _refuse_nowhere(draft: DraftRow, chapter: int, section: int) -> None:
    chapters = Paper.model_validate_json(draft.frame).chapters
    if not (0 <= chapter < len(chapters) and 0 <= section < len(chapters[chapter].sections)):
        raise NotFound("稿子里没有这一章或这一节")


def _regenerated(
    session: Session, draft: DraftRow, item: Item, made_from: int
) -> tuple[int, bool] | None:
    """The version that the same job, run again, has kept already, and whether it was taken: then
    it followed the one that it was made from."""
    wanted = (
        select(ItemVersionRow)
        .where(
            ItemVersionRow.draft_id == draft.id,
            ItemVersionRow.unit_id == draft.unit_id,
            ItemVersionRow.item_id == item.id,
            ItemVersionRow.version > made_from,
        )
        .order_by(ItemVersionRow.version)
    )
    later = session.scalars(wanted).all()
    same = (row for row in later if row.cause == "regenerate" and item_of(row) == item)
    found = next(same, None)
    return None if found is None else (found.version, found is later[0])
