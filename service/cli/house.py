"""What every command opens first."""

from typing import TYPE_CHECKING

from service.bootstrap import House
from service.errors import BadInput
from service.settings import load_settings

if TYPE_CHECKING:
    from service.kind import Kind


def open_house() -> House:
    """The product with the settings of this process."""
    return House(load_settings())


def wanted_kind(house: House, name: str | None) -> "Kind | None":
    """The kind a person named, None if nobody did."""
    from service.kinds import kind_named

    return None if name is None else kind_named(name, house.kinds)


def level_named(name: str | None) -> str | None:
    """A level as typed. Raises BadInput for anything else."""
    if name is not None and name not in ("error", "warning", "suggestion"):
        raise BadInput(f"--fail-on 只能是 error、warning 或 suggestion，不能是 {name}")
    return name
