"""The desk: drafts as jobs keep them and as they stand; ``items.py`` saves what people edit."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.drafts import Draft
from service.ids import new_id
from service.office.desk import KeptDraft
from service.paper import Item
from service.scope import Scope
from service.store.acting import (
    assignment_row,
    now,
    permit,
)
from service.store.database import Database
from service.store.desk_rows import (
    PROMPTS,
    REFUSED,
    changed,
    draft_of,
    draft_row,
    frame_of,
    item_of,
    item_rows,
    kept_draft,
    last_versions,
    placed,
    put_item,
    refuse_unfit,
    remember,
    rewrite,
)
from service.store.flag_rows import replace_flags
from service.store.heading_rows import remember_headings
from service.store.paper_rows import keep_paper, keep_unkept, paper_version
from service.store.tables import AssignmentRow, DraftRow


class Desk:
    """Keeps drafted papers and assembles them as they stand."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(
        self,
        scope: Scope,
        assignment: str,
        draft: Draft,
        snapshot_json: str,
        job: str | None,
        *,
        checked: bool = False,
    ) -> KeptDraft:
        """Keeps a drafted paper and what it was drafted from; with ``checked`` its flags, too, as
        those of a check of just this paper. Once a job: run again, it finds what it kept, and
        whatever people made of it since.

        An earlier draft of the assignment is kept as a version and its items stay in the history.
        Raises NotFound, Conflict for a closed assignment, BadInput for two items of one id.
        """
        permit(scope, "draft")
        items = placed(draft.paper)
        refuse_unfit(item for *_, item in items)
        with self._database.writing(scope) as session:
            task = assignment_row(session, scope, assignment, change=True)
            row = session.scalar(
                select(DraftRow)
                .where(DraftRow.assignment_id == task.id, DraftRow.unit_id == task.unit_id)
                .with_for_update()
            )
            if row is not None and job is not None and paper_version(session, row, job):
                return kept_draft(session, row)
            if row is None:
                row = _new_draft(session, task)
            else:
                keep_unkept(session, scope, row)
            _fill(row, draft, snapshot_json, job)
            _put_items(session, scope, row, items)
            remember_headings(session, scope, row, "draft")
            keep_paper(session, scope, row, "draft", job)
            flags = len(draft.flags) if checked else None
            changed(session, scope, row, "draft.kept", items=len(items), job=job, flags=flags)
            if checked:
                replace_flags(session, row, draft.flags)
                row.checked = row.version
            return kept_draft(session, row)

    def begun(self, scope: Scope, assignment: str) -> bool:
        """Whether the assignment has a draft; one out of reach has none."""
        with self._database.reading(scope) as session:
            wanted = select(DraftRow.id).where(
                DraftRow.assignment_id == assignment, DraftRow.unit_id.in_(scope.writes)
            )
            return session.scalar(wanted) is not None

    def draft(self, scope: Scope, assignment: str) -> KeptDraft:
        """The assignment's draft as it stands, typeset; its coverage is told elsewhere
        (``service.pipelines.desk``). Raises NotFound."""
        with self._database.reading(scope) as session:
            return kept_draft(session, draft_of(session, scope, assignment))

    def get(self, scope: Scope, draft: str) -> KeptDraft:
        """As ``draft``, by the draft's own id. Raises NotFound."""
        with self._database.reading(scope) as session:
            return kept_draft(session, draft_row(session, scope, draft))

    def snapshot(self, scope: Scope, draft: str) -> str:
        """What the draft was made from, as JSON. Raises NotFound."""
        with self._database.reading(scope) as session:
            return draft_row(session, scope, draft).snapshot


def _new_draft(session: Session, task: AssignmentRow) -> DraftRow:
    at = now()
    row = DraftRow(
        id=new_id(),
        unit_id=task.unit_id,
        assignment_id=task.id,
        frame="",
        snapshot="",
        usage="",
        refused="",
        prompts="",
        created_at=at,
        updated_at=at,
        version=0,
        checked=0,
    )
    session.add(row)
    return row


def _fill(row: DraftRow, draft: Draft, snapshot_json: str, job: str | None) -> None:
    row.frame = frame_of(draft.paper).to_json()
    row.snapshot = snapshot_json
    row.usage = draft.usage.to_json()
    row.refused = REFUSED.dump_json(draft.refused).decode()
    row.prompts = PROMPTS.dump_json(draft.prompts).decode()
    row.job_id = job


def _put_items(
    session: Session,
    scope: Scope,
    draft: DraftRow,
    items: Sequence[tuple[int, int, int, Item]],
) -> None:
    """Puts a new paper's items in the place of those that stood there."""
    session.flush()
    last = last_versions(session, draft)
    standing = {row.item_id: row for row in item_rows(session, draft)}
    for chapter, section, position, item in items:
        row = standing.pop(item.id, None)
        if row is None:
            number = last.get(item.id, 0) + 1
            put_item(session, scope, draft, item, (chapter, section, position), number, "draft")
            continue
        row.chapter, row.section, row.position = chapter, section, position
        rewrite(session, scope, draft, row, item, "draft")
    for row in standing.values():
        remember(session, scope, draft, item_of(row), last[row.item_id] + 1, "remove")
        session.delete(row)
    session.flush()
