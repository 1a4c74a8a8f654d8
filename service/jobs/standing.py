"""Whether the person who asked for a job may still have it done: roles and accounts are read anew,
as with every request."""

from service.errors import Unauthenticated
from service.identity.scopes import Scopes
from service.office.jobs import Job
from service.office.people import LOCAL
from service.store.database import Database

NO_LONGER = (
    "提出这项任务的人已停用，或不再负责这个单位的工作，任务已取消；"
    "仍需要的，请由现在的经办人重新提出"
)


class NoLongerAllowed(Exception):
    """The person who asked for the job lost the right to it meanwhile."""


def check_standing(database: Database, job: Job) -> None:
    """Raises NoLongerAllowed. Whoever works on this machine itself, without an account, may."""
    if job.person in ("", LOCAL):
        return
    try:
        scope = Scopes(database).scope_of(job.person)
    except Unauthenticated:
        raise NoLongerAllowed from None
    if job.unit not in scope.writes:
        raise NoLongerAllowed
