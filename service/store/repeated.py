"""Answers kept for requests that carry an idempotency key, so that a repeated one acts once."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from service.errors import Conflict
from service.scope import Scope
from service.store.database import Database
from service.store.tables import RepeatedRequestRow
from service.value import Value

KEPT = timedelta(hours=24)
_GIVEN_UP = timedelta(minutes=10)
"""A request still without an answer after this long belongs to a process that ended."""


_UNDER_WAY = "同一个请求正在办理，请稍后再查结果"


class KeptAnswer(Value):
    """An answer as it was sent, and what whoever asked reached then (of the whole house's
    administrator without the units)."""

    status: int
    headers: dict[str, str]
    body: str
    reached: Scope


class RepeatedRequests:
    """Claims keys and keeps what was answered. Rows belong to persons, not to units: nothing is
    found but by the person's own id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, scope: Scope, key: str, route: str, digest: str) -> KeptAnswer | None:
        """None when the request is to be done now; the answer when it was done before.

        Raises Conflict while the same request is being done, and for a key that stood over another
        request.
        """
        try:
            return self._claim(scope, key, route, digest)
        except IntegrityError as error:
            raise Conflict(_UNDER_WAY) from error

    def _claim(self, scope: Scope, key: str, route: str, digest: str) -> KeptAnswer | None:
        with self._database.deciding(write=True) as session:
            now = datetime.now(UTC)
            session.execute(delete(RepeatedRequestRow).where(RepeatedRequestRow.at < now - KEPT))
            row = session.get(RepeatedRequestRow, (scope.person, key), with_for_update=True)
            if row is None:
                session.add(_claimed(scope, key, route, digest, now))
                return None
            if (row.route, row.request_digest) != (route, digest):
                raise Conflict("这个 Idempotency-Key 已用在另一个请求上，请换一个")
            if row.status is None:
                if row.at > now - _GIVEN_UP:
                    raise Conflict(_UNDER_WAY)
                row.at = now
                return None
            return KeptAnswer.model_validate_json(row.body)

    def keep(self, scope: Scope, key: str, answer: KeptAnswer) -> None:
        """Keeps the answer of a claimed request."""
        with self._database.deciding(write=True) as session:
            row = session.get(RepeatedRequestRow, (scope.person, key))
            if row is not None:
                row.status, row.body = answer.status, answer.to_json()

    def release(self, scope: Scope, key: str) -> None:
        """Forgets a claim: the request failed and may be tried again under the same key."""
        with self._database.deciding(write=True) as session:
            session.execute(
                delete(RepeatedRequestRow).where(
                    RepeatedRequestRow.person_id == scope.person,
                    RepeatedRequestRow.key == key,
                    RepeatedRequestRow.status.is_(None),
                )
            )


def _claimed(scope: Scope, key: str, route: str, digest: str, now: datetime) -> RepeatedRequestRow:
    return RepeatedRequestRow(
        person_id=scope.person, key=key, route=route, request_digest=digest, body="", at=now
    )
