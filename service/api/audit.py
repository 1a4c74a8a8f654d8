"""The audit: who did what."""

import re
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime

from service.api.acting import Administers, TheHouse
from service.api.keepable import Keepable
from service.api.paging import Page, TheSpan, page_of
from service.errors import BadInput, Forbidden
from service.office.audit import AuditCheck, AuditEntry

router = APIRouter(tags=["审计"], route_class=Keepable)

_Id = Query(pattern=r"^[0-9a-f]{24}$")


@router.get("/audit", summary="列出审计记录")
def audit(
    house: TheHouse,
    scope: Administers,
    span: TheSpan,
    unit: Annotated[str | None, _Id] = None,
    person: Annotated[str | None, _Id] = None,
    action: Annotated[str | None, Query(max_length=100)] = None,
    since: Annotated[AwareDatetime | None, Query(description="这一刻起")] = None,
    until: Annotated[AwareDatetime | None, Query(description="这一刻前")] = None,
) -> Page[AuditEntry]:
    """The newest first, of the units that the acting person administers."""
    if span.after is not None and not re.fullmatch("[0-9]{1,9}", span.after):
        raise BadInput("参数 after 不是上一页给出的 next")
    found = house.office.audit.entries(
        scope,
        unit=unit,
        person=person,
        action=action,
        since=since,
        until=until,
        before=None if span.after is None else int(span.after),
        limit=span.limit + 1,
    )
    return page_of(found, span, lambda entry: str(entry.number))


@router.get("/audit/verification", summary="核验审计记录的完整")
def verification(
    house: TheHouse,
    scope: Administers,
    head: Annotated[str, Query(pattern=r"^([0-9a-f]{64})?$", description="另处记下的链尾")] = "",
) -> AuditCheck:
    """Reads the whole chain; for administrators of the whole house."""
    if not scope.house:
        raise Forbidden("只有全系统的管理员可以核验审计记录")
    return house.office.audit.verify(head)
