"""Units: a tree."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.tables.ownership import Base, Id


class FormerNameRow(Base):
    """A name that a unit bore first: what is kept under the name (rule folders) stays that unit's,
    whoever is called so later."""

    __tablename__ = "former_names"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(24), ForeignKey("units.id"), index=True)
    until: Mapped[datetime]


class UnitRow(Base):
    """A unit. ``token_budget`` is how many model tokens it may use in a month; None: any."""

    __tablename__ = "units"

    id: Mapped[Id] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    parent_id: Mapped[str | None] = mapped_column(String(24), ForeignKey("units.id"), index=True)
    token_budget: Mapped[int | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
