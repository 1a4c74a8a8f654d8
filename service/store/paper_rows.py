"""Whole papers as they were, in their table."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.ids import new_id
from service.office.desk import Cause
from service.paper import Paper
from service.scope import Scope
from service.store.acting import author, now
from service.store.desk_rows import item_rows, paper_of
from service.store.tables import DraftRow, DraftVersionRow
from service.typeset import typeset


def paper_versions(session: Session, draft: DraftRow) -> list[DraftVersionRow]:
    """A draft's whole papers, the oldest first."""
    wanted = (
        select(DraftVersionRow)
        .where(DraftVersionRow.draft_id == draft.id, DraftVersionRow.unit_id == draft.unit_id)
        .order_by(DraftVersionRow.number)
    )
    return list(session.scalars(wanted))


def paper_version(session: Session, draft: DraftRow, ident: str) -> DraftVersionRow | None:
    """The whole paper of that id: what a job drafted bears the job's."""
    return session.scalar(
        select(DraftVersionRow).where(
            DraftVersionRow.draft_id == draft.id,
            DraftVersionRow.unit_id == draft.unit_id,
            DraftVersionRow.id == ident,
        )
    )


def keep_paper(
    session: Session, scope: Scope, draft: DraftRow, cause: Cause, ident: str | None = None
) -> DraftVersionRow:
    """Keeps the paper as it stands, as the next whole version."""
    session.flush()
    versions = paper_versions(session, draft)
    row = DraftVersionRow(
        id=ident or new_id(),
        unit_id=draft.unit_id,
        draft_id=draft.id,
        number=versions[-1].number + 1 if versions else 1,
        paper=_paper(session, draft).to_json(),
        cause=cause,
        author=author(scope),
        at=now(),
    )
    session.add(row)
    return row


def keep_unkept(session: Session, scope: Scope, draft: DraftRow) -> None:
    """Keeps the paper as it stands, unless the last whole version is just that."""
    versions = paper_versions(session, draft)
    if not versions or versions[-1].paper != _paper(session, draft).to_json():
        keep_paper(session, scope, draft, "edit")


def _paper(session: Session, draft: DraftRow) -> Paper:
    return typeset(paper_of(draft, item_rows(session, draft)))[0]
