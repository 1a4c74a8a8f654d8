"""The flags of a draft's last check, and what people said of them."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from service.errors import Conflict, NotFound
from service.flags import Dismissal, Flag
from service.office.desk import FlagState, KeptFlag
from service.scope import Scope
from service.store.acting import author, now, permit, required
from service.store.audit import AuditLog, Detail
from service.store.database import Database
from service.store.desk_rows import draft_row, kept_draft
from service.store.dismissals import add_dismissal
from service.store.flag_rows import flag_of, flag_rows, replace_flags
from service.store.tables import DismissalRow, DraftRow, FlagRow

_LONGEST_REASON = 2_000


class Flags:
    """Keeps the flags of one draft at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self, scope: Scope, draft: str, flags: Sequence[Flag], *, draft_version: int
    ) -> tuple[KeptFlag, ...]:
        """Keeps what a check found in the draft at ``draft_version``. What people said of a flag
        carries over to the same finding in the same sentence; a check of an older version than the
        last one is not kept. Gives the flags where they stand now.

        Raises NotFound, Conflict for a version that the draft never had.
        """
        permit(scope, "draft")
        with self._database.writing(scope) as session:
            row = draft_row(session, scope, draft, change=True)
            if draft_version > row.version:
                raise Conflict("核对的不是这份稿子的版本，请重新核对")
            if draft_version >= row.checked:
                replace_flags(session, row, flags)
                row.checked = draft_version
                detail = {"flags": len(flags), "draft_version": draft_version}
                _audit(session, scope, row, "flags.kept", detail)
            return kept_draft(session, row).flags

    def of(self, scope: Scope, draft: str) -> tuple[KeptFlag, ...]:
        """The flags where they stand now. Raises NotFound."""
        with self._database.reading(scope) as session:
            return kept_draft(session, draft_row(session, scope, draft)).flags

    def accept(self, scope: Scope, draft: str, key: str) -> KeptFlag:
        """A person means to mend what is flagged. Raises NotFound."""
        return self._say(scope, draft, key, "accepted", "flag.accepted")

    def reopen(self, scope: Scope, draft: str, key: str) -> KeptFlag:
        """Takes back what was said of a flag, its dismissal too. Raises NotFound."""
        return self._say(scope, draft, key, "open", "flag.reopened")

    def dismiss(self, scope: Scope, draft: str, key: str, reason: str) -> KeptFlag:
        """A person's word, with the reason, that nothing need be done: the unit's dismissal of the
        sentence, in the same transaction. Raises NotFound, BadInput without a reason."""
        said = required(reason, "忽略这条提示的理由", _LONGEST_REASON)
        return self._say(scope, draft, key, "dismissed", "flag.dismissed", said)

    def _say(
        self, scope: Scope, draft: str, key: str, state: FlagState, action: str, reason: str = ""
    ) -> KeptFlag:
        permit(scope, "write")
        with self._database.writing(scope) as session:
            row = draft_row(session, scope, draft, change=True)
            found = _named(session, row, key)
            if state == "dismissed":
                add_dismissal(session, row.unit_id, _dismissal(scope, row, found, reason))
            elif found.state == "dismissed":
                _take_back(session, row, flag_of(found))
            found.state = state
            detail = {"flag": key, "rule": found.rule}
            _audit(session, scope, row, action, detail)
            return KeptFlag(key=key, flag=flag_of(found), state=state)


def _named(session: Session, draft: DraftRow, key: str) -> FlagRow:
    found = next((row for row in flag_rows(session, draft) if row.key == key), None)
    if found is None:
        raise NotFound("没有这条提示，可能已随新的核对消失")
    return found


def _dismissal(scope: Scope, draft: DraftRow, row: FlagRow, reason: str) -> Dismissal:
    flag = flag_of(row)
    return Dismissal(
        unit=draft.unit_id,
        rule=flag.rule,
        fingerprint=flag.fingerprint,
        reason=reason,
        who=author(scope),
        when=now(),
        text=flag.text,
    )


def _take_back(session: Session, draft: DraftRow, flag: Flag) -> None:
    session.execute(
        delete(DismissalRow).where(
            DismissalRow.unit_id == draft.unit_id,
            DismissalRow.rule == flag.rule,
            DismissalRow.fingerprint == flag.fingerprint,
            DismissalRow.text == flag.text,
        )
    )


def _audit(session: Session, scope: Scope, draft: DraftRow, action: str, detail: Detail) -> None:
    AuditLog.add(session, scope, action=action, target=draft.id, unit=draft.unit_id, detail=detail)
