"""Who did what, chained by hashes; and the answers kept for repeated requests."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.ownership import Base, Digest, Long, Name, Word


class AuditRow(Base):
    """One act. ``digest`` covers every field and ``previous``, the digest of the act before."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    person_id: Mapped[str] = mapped_column(String(24))
    person: Mapped[Name]
    unit_id: Mapped[str | None] = mapped_column(String(24), ForeignKey("units.id"), index=True)
    action: Mapped[Word]
    target: Mapped[Name]
    detail: Mapped[Long]
    previous: Mapped[Digest]
    digest: Mapped[Digest]


class RepeatedRequestRow(Base):
    """The answer to a request that carried an idempotency key."""

    __tablename__ = "repeated_requests"

    person_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    route: Mapped[str] = mapped_column(String(500))
    request_digest: Mapped[Digest]
    status: Mapped[int | None]
    body: Mapped[Long]
    at: Mapped[datetime]
