"""What the commands for units, people and the audit share: who acts, and things by their names."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, get_args

from service.cli.house import open_house
from service.errors import BadInput, NotFound
from service.office.people import Membership
from service.office.units import Unit
from service.scope import Role, Scope

if TYPE_CHECKING:
    from service.identity.registry import Registry

ROLE_NAMES: dict[Role, str] = {
    "drafter": "起草人",
    "head": "负责人",
    "reviewer": "审核人",
    "administrator": "管理员",
}
ROLE_HELP = (
    "角色=单位全称，可写多次；角色有 drafter（起草人）、head（负责人）、"
    "reviewer（审核人，看下级报送稿）、administrator（管理员）。"
)


class Here(NamedTuple):
    """The registry, and the scope of whoever works on this machine."""

    registry: "Registry"
    scope: Scope


@contextmanager
def registry_here() -> Iterator[Here]:
    """The registry of this data directory, with everything in reach: who can run this command has
    the database anyway. The audit tells it by the system's login name."""
    with open_house() as house:
        registry = house.office.registry
        yield Here(registry, registry.scopes.local(f"命令行：{_login_name()}"))


def unit_named(here: Here, name: str) -> Unit:
    """The unit with that name. Raises NotFound saying how to make it."""
    found = here.registry.units.unit_named(name)
    if found is None:
        raise NotFound(f"没有单位“{name}”；用 duizhao units list 查看，或 duizhao units add 新建")
    return found


def roles_named(here: Here, given: list[str]) -> list[Membership]:
    """Roles as typed, ``角色=单位全称``. Raises BadInput, NotFound."""
    return [_role_named(here, each) for each in given]


def shown_roles(here: Here, roles: tuple[Membership, ...]) -> str:
    """Roles as a person reads them."""
    names = {unit.id: unit.name for unit in here.registry.units.all(here.scope)}
    shown = [f"{names.get(r.unit or '', '全系统')} {ROLE_NAMES[r.role]}" for r in roles]
    return "；".join(shown)


def day(moment: datetime | None) -> str:
    """A moment in local time, "" for none."""
    return "" if moment is None else f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _role_named(here: Here, given: str) -> Membership:
    name, _, unit = given.partition("=")
    named: dict[str, Role] = {role: role for role in get_args(Role)}
    named |= {chinese: role for role, chinese in ROLE_NAMES.items()}
    role = named.get(name.strip())
    if role is None or not unit.strip():
        raise BadInput(f"认不出角色“{given}”，请写成 drafter=单位全称")
    return Membership(unit=unit_named(here, unit.strip()).id, role=role)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
