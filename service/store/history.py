"""The history of drafts: every version of every item, whole papers, and the way back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import NotFound, StaleWrite
from service.office.desk import (
    DraftVersion,
    ItemVersion,
    KeptDraft,
    KeptItem,
    body_of,
    cause_of,
    words_of,
)
from service.paper import Item, Paper
from service.scope import Scope
from service.store.acting import audited, permit
from service.store.database import Database
from service.store.desk_rows import (
    changed,
    draft_row,
    frame_of,
    item_of,
    item_rows,
    kept_draft,
    kept_item,
    last_versions,
    next_version,
    placed,
    put_item,
    remember,
    rewrite,
)
from service.store.heading_rows import remember_headings
from service.store.paper_rows import keep_paper, keep_unkept, paper_versions
from service.store.tables import DraftRow, DraftVersionRow, ItemRow, ItemVersionRow


class History:
    """Lists what a draft was, and brings it back as something new: nothing is taken away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_item(self, scope: Scope, draft: str, item: str) -> tuple[ItemVersion, ...]:
        """An item's versions, the oldest first; also of one that was removed. Raises NotFound."""
        with self._database.reading(scope) as session:
            rows = _versions(session, draft_row(session, scope, draft), item)
            return tuple(_item_version(row) for row in rows)

    def removed(self, scope: Scope, draft: str) -> tuple[ItemVersion, ...]:
        """The last version of every item that stands in the paper no longer. Raises NotFound."""
        with self._database.reading(scope) as session:
            row = draft_row(session, scope, draft)
            standing = {found.item_id for found in item_rows(session, row)}
            gone = sorted(set(last_versions(session, row)) - standing)
            return tuple(_item_version(_versions(session, row, item)[-1]) for item in gone)

    def of_paper(self, scope: Scope, draft: str) -> tuple[DraftVersion, ...]:
        """The whole papers kept of a draft, the oldest first. Raises NotFound."""
        with self._database.reading(scope) as session:
            rows = paper_versions(session, draft_row(session, scope, draft))
            return tuple(_draft_version(row) for row in rows)

    def keep(self, scope: Scope, draft: str) -> DraftVersion:
        """Keeps the paper as it stands as a whole version. Raises NotFound."""
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = draft_row(session, scope, draft, change=True)
            kept = keep_paper(session, scope, row, "edit")
            changed(session, scope, row, "draft.version_kept", number=kept.number)
            return _draft_version(kept)

    def restore_item(
        self, scope: Scope, draft: str, item: str, *, to: int, version: int
    ) -> KeptItem:
        """Brings an item back as it was at version ``to``, as its newest. ``version`` is the one
        that stands, or, for a removed item, the last of its history.

        Raises NotFound, StaleWrite.
        """
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = draft_row(session, scope, draft, change=True)
            wanted = _wanted(_versions(session, row, item), to)
            standing = next((r for r in item_rows(session, row) if r.item_id == item), None)
            stands = standing.version if standing else next_version(session, row, item) - 1
            if stands != version:
                current = words_of(item_of(standing)) if standing else ""
                message = "这一条刚被别人改过，请看过再恢复"
                yours = words_of(wanted)
                raise StaleWrite(message, current=current, version=stands, yours=yours)
            if standing is not None:
                rewrite(session, scope, row, standing, wanted, "restore")
            else:
                standing = _put_back(session, scope, row, wanted)
            changed(
                session,
                scope,
                row,
                "item.restored",
                item=audited(item),
                to=to,
                version=standing.version,
            )
            return kept_item(session, row, standing)

    def restore_paper(self, scope: Scope, draft: str, *, to: int, version: int) -> KeptDraft:
        """Brings the whole paper back as it was at number ``to``, as its newest; ``version`` is the
        draft's. What stood until now is kept as a whole version first.

        Raises NotFound, StaleWrite.
        """
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = draft_row(session, scope, draft, change=True)
            found = next((v for v in paper_versions(session, row) if v.number == to), None)
            if found is None:
                raise NotFound("没有这个版本")
            paper = Paper.model_validate_json(found.paper)
            if row.version != version:
                message = "稿子刚被别人改过，请看过再恢复整份"
                current = _text(kept_draft(session, row).draft.paper)
                raise StaleWrite(message, current=current, version=row.version, yours=_text(paper))
            keep_unkept(session, scope, row)
            _restore(session, scope, row, paper)
            keep_paper(session, scope, row, "restore")
            changed(session, scope, row, "draft.restored", to=to)
            return kept_draft(session, row)


def _versions(session: Session, draft: DraftRow, item: str) -> list[ItemVersionRow]:
    wanted = (
        select(ItemVersionRow)
        .where(
            ItemVersionRow.draft_id == draft.id,
            ItemVersionRow.item_id == item,
            ItemVersionRow.unit_id == draft.unit_id,
        )
        .order_by(ItemVersionRow.version)
    )
    found = list(session.scalars(wanted))
    if not found:
        raise NotFound("稿子里没有这一条，也不曾有过")
    return found


def _wanted(versions: list[ItemVersionRow], to: int) -> Item:
    row = next((row for row in versions if row.version == to), None)
    if row is None:
        raise NotFound("这一条没有这个版本")
    return item_of(row)


def _put_back(session: Session, scope: Scope, draft: DraftRow, item: Item) -> ItemRow:
    """A removed item, at the end of the first section that holds items of its role."""
    rows = item_rows(session, draft)
    alike = next((row for row in rows if item_of(row).role == item.role), None)
    chapter, section = (alike.chapter, alike.section) if alike else (0, 0)
    position = 1 + max(
        (r.position for r in rows if (r.chapter, r.section) == (chapter, section)), default=-1
    )
    number = next_version(session, draft, item.id)
    return put_item(session, scope, draft, item, (chapter, section, position), number, "restore")


def _restore(session: Session, scope: Scope, draft: DraftRow, paper: Paper) -> None:
    draft.frame = frame_of(paper).to_json()
    remember_headings(session, scope, draft, "restore")
    standing = {row.item_id: row for row in item_rows(session, draft)}
    for chapter, section, position, item in placed(paper):
        row = standing.pop(item.id, None)
        if row is None:
            number = next_version(session, draft, item.id)
            place = (chapter, section, position)
            put_item(session, scope, draft, item, place, number, "restore")
            continue
        row.chapter, row.section, row.position = chapter, section, position
        if item_of(row) != item:
            rewrite(session, scope, draft, row, item, "restore")
    for row in standing.values():
        number = next_version(session, draft, row.item_id)
        remember(session, scope, draft, item_of(row), number, "remove")
        session.delete(row)
    session.flush()


def _text(paper: Paper) -> str:
    return "\n".join(part for item in paper.items() for part in (item.headline, body_of(item)))


def _item_version(row: ItemVersionRow) -> ItemVersion:
    return ItemVersion(
        item=item_of(row),
        version=row.version,
        cause=cause_of(row.cause),
        author=row.author,
        at=row.at,
    )


def _draft_version(row: DraftVersionRow) -> DraftVersion:
    return DraftVersion(
        number=row.number,
        paper=Paper.model_validate_json(row.paper),
        cause=cause_of(row.cause),
        author=row.author,
        at=row.at,
    )
