"""What every act on a unit's things begins with: may the person, and is the thing theirs."""

import hashlib
import re
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import BadInput, Conflict, Forbidden, NotFound
from service.scope import Permission, Scope
from service.store.tables import AssignmentRow

# PostgreSQL keeps no NUL, and no database keeps half a character.
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_PLAIN = re.compile(r"[A-Za-z0-9_.:/@+-]{1,100}")
LONGEST_TEXT = 20_000
LONGEST_NAME = 200
LONGEST_ID = 100


def permit(scope: Scope, permission: Permission) -> None:
    """Raises Forbidden for a key that was not given ``permission``."""
    if not scope.may(permission):
        raise Forbidden("这个密钥没有做这件事的权限，请换用有权限的密钥或登录后再试")


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def author(scope: Scope) -> str:
    """Who acts, as people read it."""
    return (scope.name or scope.person)[:LONGEST_NAME]


def kept_text(text: str, what: str, most: int = LONGEST_TEXT) -> str:
    """``text`` as it is. Raises BadInput, naming ``what``, when it is too long or cannot be kept in
    a database."""
    if len(text) > most:
        raise BadInput(f"{what}过长（{len(text)}字），最多{most}字")
    if _UNKEPT.search(text):
        raise BadInput(f"{what}里有不能保存的控制字符，请删去后再试")
    return text


def required(text: str, what: str, most: int = LONGEST_TEXT) -> str:
    """As ``kept_text``, without surrounding space; raises BadInput when nothing is left."""
    said = kept_text(text, what, most).strip()
    if not said:
        raise BadInput(f"{what}不能空着")
    return said


def audited(ident: str) -> str:
    """An id as the audit may hold it: ids that people chose could be anything, and are hashed."""
    if _PLAIN.fullmatch(ident):
        return ident
    return "sha256:" + hashlib.sha256(ident.encode()).hexdigest()[:16]


def assignment_row(
    session: Session, scope: Scope, assignment: str, *, change: bool = False
) -> AssignmentRow:
    """The assignment, if ``scope`` works on it. For a ``change`` of anything in it the row is
    locked: those who change one assignment come one after another.

    Raises NotFound; Conflict when it is to be changed and is closed.
    """
    wanted = select(AssignmentRow).where(
        AssignmentRow.id == assignment, AssignmentRow.unit_id.in_(scope.writes)
    )
    row = session.scalar(wanted.with_for_update() if change else wanted)
    if row is None:
        raise NotFound("没有这个编制任务")
    if change and row.state == "closed":
        raise Conflict("这个编制任务已经办结，要改动请先重新打开")
    return row
