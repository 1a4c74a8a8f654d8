"""What tables are made of: the declarative base, the column types, and whose a row is.

A row class says by its mixin who may reach it; ``service.store.guard`` holds every statement to
that. A table without a mixin is reached by the code that decides scopes itself (logins, people).
"""

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import DateTime, Dialect, ForeignKey, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no time zone: what it gives back is the UTC put in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy names it
    ) -> datetime | None:
        """To UTC. A moment without a time zone is a mistake of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy names it
    ) -> datetime | None:
        """Back with its time zone."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


Id = Annotated[str, mapped_column(String(24))]
UnitId = Annotated[str, mapped_column(String(24), ForeignKey("units.id"), index=True)]
Digest = Annotated[str, mapped_column(String(64))]
Name = Annotated[str, mapped_column(String(200))]
Word = Annotated[str, mapped_column(String(50))]
Long = Annotated[str, mapped_column(Text)]


class Base(DeclarativeBase):
    """Every table of the product."""

    type_annotation_map: dict[Any, Any] = {datetime: Instant}


class UnitOwned:
    """A unit's own: notes, drafts, library, jobs. Reached by those who work for the unit."""

    unit_id: Mapped[str] = mapped_column(String(24), ForeignKey("units.id"), index=True)


class Submitted:
    """What a unit sent up, and what was answered: reached by the unit and its reviewers."""

    unit_id: Mapped[str] = mapped_column(String(24), ForeignKey("units.id"), index=True)


class Inherited:
    """What holds in a unit and below it, or, without a unit, everywhere."""

    unit_id: Mapped[str | None] = mapped_column(String(24), ForeignKey("units.id"), index=True)
