"""Drafts in their tables: a frame, items one by one, and the assembled paper of both."""

import re
from collections.abc import Iterable, Mapping, Sequence

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.drafts import Draft, Refusal, Usage
from service.errors import BadInput, Conflict, NotFound
from service.notes import Note
from service.office.desk import Cause, KeptDraft, KeptItem, words_of
from service.paper import Item, Paper, Sentence
from service.scope import Scope
from service.store.acting import LONGEST_ID, LONGEST_NAME, assignment_row, author, kept_text, now
from service.store.audit import AuditLog
from service.store.flag_rows import kept_flags
from service.store.heading_rows import numbers_of_headings
from service.store.tables import DraftRow, ItemRow, ItemVersionRow
from service.typeset import typeset
from service.value import Value

REFUSED = TypeAdapter(tuple[Refusal, ...])
PROMPTS = TypeAdapter(tuple[str, ...])
_LONGEST_ITEM = 20_000
_MARKER = re.compile(r"(?:【整改(?:问题|措施)】)?(?:（[一二三四五六七八九十]{1,4}）|\d{1,2}\.\s?)")


class _Grounds(Value):
    """What of a snapshot is known here: the notes that were drafted from."""

    notes: tuple[Note, ...] = ()


def draft_row(session: Session, scope: Scope, draft: str, *, change: bool = False) -> DraftRow:
    """The draft, if ``scope`` works on it; locked for a ``change``, so that those who change one
    draft come one after another. Raises NotFound; Conflict when its assignment is closed."""
    wanted = select(DraftRow).where(DraftRow.id == draft, DraftRow.unit_id.in_(scope.writes))
    row = session.scalar(wanted.with_for_update() if change else wanted)
    if row is None:
        raise NotFound("没有这份稿子")
    if change and assignment_row(session, scope, row.assignment_id).state == "closed":
        raise Conflict("这个编制任务已经办结，要改动请先重新打开")
    return row


def draft_of(session: Session, scope: Scope, assignment: str) -> DraftRow:
    """The draft of an assignment. Raises NotFound."""
    row = session.scalar(
        select(DraftRow).where(
            DraftRow.assignment_id == assignment, DraftRow.unit_id.in_(scope.writes)
        )
    )
    if row is None:
        raise NotFound("这个任务还没有稿子，请先起草")
    return row


def item_rows(session: Session, draft: DraftRow) -> list[ItemRow]:
    """The items of a draft in reading order."""
    wanted = (
        select(ItemRow)
        .where(ItemRow.draft_id == draft.id, ItemRow.unit_id == draft.unit_id)
        .order_by(ItemRow.chapter, ItemRow.section, ItemRow.position, ItemRow.item_id)
    )
    return list(session.scalars(wanted))


def item_of(row: ItemRow | ItemVersionRow) -> Item:
    """The item as it was put in."""
    return Item.model_validate_json(row.body)


def bare(item: Item) -> Item:
    """An item as it is kept: without what typesetting adds, its words all in sentences."""
    plain = item.model_copy(update={"start": 0, "end": 0})
    if item.sentences:
        return plain.model_copy(update={"text": ""})
    if item.role == "other":
        return plain
    text = _MARKER.sub("", item.text.strip(), count=1).removeprefix(item.headline).lstrip("。")
    said = (Sentence(text=text, kind="framing"),) if text else ()
    return plain.model_copy(update={"text": "", "sentences": said})


def frame_of(paper: Paper) -> Paper:
    """The paper without its items."""
    chapters = tuple(
        chapter.model_copy(
            update={
                "sections": tuple(
                    section.model_copy(update={"items": ()}) for section in chapter.sections
                )
            }
        )
        for chapter in paper.chapters
    )
    return paper.model_copy(update={"chapters": chapters})


def refuse_unfit(items: Iterable[Item]) -> None:
    """Raises BadInput for items of one id, and for what is too long or cannot be kept."""
    seen = set[str]()
    for item in items:
        if item.id in seen or not 0 < len(item.id) <= LONGEST_ID:
            raise BadInput("稿子里的条目编号重复、为空或过长")
        seen.add(item.id)
        kept_text(item.owner, "责任人", LONGEST_NAME)
        kept_text(item.deadline, "完成时限", LONGEST_NAME)
        kept_text(words_of(item), "一条的内容", _LONGEST_ITEM)


def placed(paper: Paper) -> list[tuple[int, int, int, Item]]:
    """Every item, bare, with the numbers of its chapter, its section and its place there."""
    return [
        (c, s, p, bare(item))
        for c, chapter in enumerate(paper.chapters)
        for s, section in enumerate(chapter.sections)
        for p, item in enumerate(section.items)
    ]


def without_lost_links(item: Item, problems: Iterable[str]) -> Item:
    """The item without links to problems that are no longer in the paper."""
    links = tuple(link for link in item.links if link in problems)
    return item if links == item.links else item.model_copy(update={"links": links})


def problems_of(rows: Iterable[ItemRow]) -> frozenset[str]:
    """The ids of the problems among the items."""
    return frozenset(row.item_id for row in rows if item_of(row).role == "problem")


def paper_of(draft: DraftRow, rows: Sequence[ItemRow]) -> Paper:
    """Frame and items as one paper, not yet typeset."""
    problems = problems_of(rows)
    by_place: dict[tuple[int, int], list[Item]] = {}
    for row in rows:
        item = without_lost_links(item_of(row), problems)
        by_place.setdefault((row.chapter, row.section), []).append(item)
    frame = Paper.model_validate_json(draft.frame)
    chapters = tuple(
        chapter.model_copy(
            update={
                "sections": tuple(
                    section.model_copy(update={"items": tuple(by_place.get((c, s), ()))})
                    for s, section in enumerate(chapter.sections)
                )
            }
        )
        for c, chapter in enumerate(frame.chapters)
    )
    return frame.model_copy(update={"chapters": chapters})


def kept_draft(session: Session, draft: DraftRow) -> KeptDraft:
    """The draft as it stands, typeset."""
    rows = item_rows(session, draft)
    paper, text = typeset(paper_of(draft, rows))
    flags = kept_flags(session, draft, paper, text)
    return KeptDraft(
        id=draft.id,
        assignment=draft.assignment_id,
        unit=draft.unit_id,
        draft=Draft(
            paper=paper,
            text=text,
            flags=tuple(kept.flag for kept in flags),
            usage=Usage.model_validate_json(draft.usage),
            notes=_Grounds.model_validate_json(draft.snapshot).notes,
            refused=REFUSED.validate_json(draft.refused),
            prompts=PROMPTS.validate_json(draft.prompts),
        ),
        versions={row.item_id: row.version for row in rows},
        headings=numbers_of_headings(session, draft),
        flags=flags,
        job=draft.job_id,
        created_at=draft.created_at,
        updated_at=draft.updated_at,
        version=draft.version,
        checked=draft.checked,
    )


def kept_item(session: Session, draft: DraftRow, row: ItemRow) -> KeptItem:
    """One item as it stands."""
    item = item_of(row)
    if item.links:
        item = without_lost_links(item, problems_of(item_rows(session, draft)))
    return KeptItem(
        draft=row.draft_id,
        item=item,
        chapter=row.chapter,
        section=row.section,
        position=row.position,
        edited_by=row.edited_by,
        edited_at=row.edited_at,
        version=row.version,
    )


def last_versions(session: Session, draft: DraftRow) -> Mapping[str, int]:
    """The last version in the history of every item that the draft ever had."""
    wanted = (
        select(ItemVersionRow.item_id, func.max(ItemVersionRow.version))
        .where(ItemVersionRow.draft_id == draft.id, ItemVersionRow.unit_id == draft.unit_id)
        .group_by(ItemVersionRow.item_id)
    )
    return dict(iter(session.execute(wanted)))


def next_version(session: Session, draft: DraftRow, ident: str) -> int:
    """The number that the item's next version gets: above every one in its history, those that
    never stood in the paper included."""
    last = session.scalar(
        select(func.max(ItemVersionRow.version)).where(
            ItemVersionRow.draft_id == draft.id, ItemVersionRow.item_id == ident
        )
    )
    return (last or 0) + 1


def remember(
    session: Session, scope: Scope, draft: DraftRow, item: Item, version: int, cause: Cause
) -> None:
    """Adds a version to an item's history."""
    session.add(
        ItemVersionRow(
            unit_id=draft.unit_id,
            draft_id=draft.id,
            item_id=item.id,
            version=version,
            body=item.to_json(),
            cause=cause,
            author=author(scope),
            at=now(),
        )
    )


def rewrite(
    session: Session, scope: Scope, draft: DraftRow, row: ItemRow, item: Item, cause: Cause
) -> None:
    """Gives an item new words, as its next version."""
    row.version = next_version(session, draft, row.item_id)
    row.body, row.edited_by, row.edited_at = item.to_json(), author(scope), now()
    remember(session, scope, draft, item, row.version, cause)


def put_item(
    session: Session,
    scope: Scope,
    draft: DraftRow,
    item: Item,
    place: tuple[int, int, int],
    version: int,
    cause: Cause,
) -> ItemRow:
    """Adds an item at its place, as that version."""
    chapter, section, position = place
    row = ItemRow(
        unit_id=draft.unit_id,
        draft_id=draft.id,
        item_id=item.id,
        chapter=chapter,
        section=section,
        position=position,
        body=item.to_json(),
        edited_by=author(scope),
        edited_at=now(),
        version=version,
    )
    session.add(row)
    remember(session, scope, draft, item, version, cause)
    return row


def changed(
    session: Session,
    scope: Scope,
    draft: DraftRow,
    action: str,
    **detail: str | int | bool | None,
) -> None:
    """Counts a change of the draft and puts it into the audit: the last statement of an act."""
    draft.version, draft.updated_at = draft.version + 1, now()
    AuditLog.add(
        session,
        scope,
        action=action,
        target=draft.id,
        unit=draft.unit_id,
        detail={**detail, "draft_version": draft.version},
    )
