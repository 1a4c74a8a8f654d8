"""Units (单位): who writes. They form a tree; every note, material and paper belongs to one."""

from datetime import datetime

from service.value import Value


class Unit(Value):
    """A unit. ``token_budget`` is how many model tokens it may use in a calendar month (UTC); None
    sets no limit. ``version`` counts its changes."""

    id: str
    name: str
    parent: str | None = None
    token_budget: int | None = None
    created_at: datetime
    version: int = 1


class UnitFigure(Value):
    """How many people have a role in a unit and may sign in, and how many model tokens it used in
    this calendar month (UTC)."""

    unit: str
    people: int = 0
    tokens: int = 0
