"""What every command opens first."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from service.bootstrap import House
from service.errors import BadInput
from service.settings import load_settings

if TYPE_CHECKING:
    from service.kind import Kind
    from service.pipelines.checking import Held
    from service.pipelines.opening import OpenPaper


def open_house() -> House:
    """The product with the settings of this process."""
    return House(load_settings())


def wanted_kind(house: House, name: str | None) -> "Kind | None":
    """The kind a person named, None if nobody did."""
    from service.kinds import kind_named

    return None if name is None else kind_named(name, house.kinds)


def opened_and_held(
    house: House,
    file: Path,
    *,
    unit: str,
    kind: str | None,
    year: int | None,
    notes: Path | None,
    against: Sequence[Path],
) -> "tuple[OpenPaper, Held]":
    """A paper and all it is held against, without the library's lock: a service may be running."""
    from service.pipelines.checking import held_by
    from service.pipelines.opening import open_paper

    opened = open_paper(file, house.kinds, wanted_kind(house, kind))
    held = held_by(
        opened,
        house.kinds,
        unit=unit,
        year=year,
        notes=notes,
        against=against,
        stored=house.materials_of(unit),
    )
    return opened, held


def level_named(name: str | None) -> str | None:
    """A level as typed. Raises BadInput for anything else."""
    if name is not None and name not in ("error", "warning", "suggestion"):
        raise BadInput(f"--fail-on 只能是 error、warning 或 suggestion，不能是 {name}")
    return name
