"""The audit: who did what, chained so that no entry can be changed, dropped or moved unseen."""

from datetime import datetime
from typing import Any

from service.value import Value


class AuditEntry(Value):
    """One act. ``digest`` is SHA-256 over every field and the digest of the entry before."""

    number: int
    at: datetime
    person: str
    name: str
    unit: str | None
    action: str
    target: str
    detail: dict[str, Any] = {}
    previous: str
    digest: str


class AuditCheck(Value):
    """What verifying the chain found. ``broken_at`` is the first bad number, None when whole;
    ``head`` is the last digest, to be written down elsewhere: only that shows a cut-off end."""

    entries: int
    broken_at: int | None = None
    cause: str = ""
    head: str = ""
