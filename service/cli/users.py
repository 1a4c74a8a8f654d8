"""``duizhao users``: people, their roles and passwords."""

import sys
from typing import TYPE_CHECKING

import typer

from service.cli import keys
from service.cli.local_acts import (
    ROLE_HELP,
    Here,
    registry_here,
    roles_named,
    shown_roles,
    unit_named,
)
from service.cli.output import Format, say, show_json, show_table
from service.errors import BadInput
from service.office.people import Membership
from service.value import Value

if TYPE_CHECKING:
    from service.office.people import Person

app = typer.Typer(
    help="人员：账号、角色、密码和密钥。", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(keys.app, name="keys")
_LOGIN = typer.Argument(help="登录名。")
_PAGE = 500
_HOUSE = Membership(unit=None, role="administrator")


class ShownPerson(Value):
    """A person for JSON, with the names of their units."""

    login: str
    name: str
    roles: tuple[dict[str, str | None], ...]
    has_password: bool
    disabled: bool


class PersonList(Value):
    """People, for JSON."""

    users: tuple[ShownPerson, ...] = ()


@app.command("add")
def add(
    login: str = _LOGIN,
    name: str = typer.Option(..., "--name", help="姓名。"),
    role: list[str] = typer.Option([], "--role", help=ROLE_HELP),
    administrator: bool = typer.Option(False, "--administrator", help="全系统的管理员。"),
    no_password: bool = typer.Option(
        False, "--no-password", help="不设密码：只经统一身份认证登录。"
    ),
) -> None:
    """新建账号；密码在提示后输入，或从标准输入读一行。"""
    with registry_here() as here:
        roles = roles_named(here, role) + ([_HOUSE] if administrator else [])
        hashed = None
        if not no_password:
            hashed = here.registry.passwords.new_hash(asked_password(), login=login)
        made = here.registry.people.create(
            here.scope, login, name, memberships=roles, password_hash=hashed
        )
        told = shown_roles(here, made.memberships) or "还没有角色，用 duizhao users roles 添加"
    say(f"已新建账号“{made.login}”：{told}")


@app.command("list")
def list_users(
    unit: str | None = typer.Option(None, "--unit", help="只列一个单位的。"),
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """列出账号。"""
    with registry_here() as here:
        found = _everybody(here, None if unit is None else unit_named(here, unit).id)
        names = {unit.id: unit.name for unit in here.registry.units.all(here.scope)}
        rows = [
            (
                person.login,
                person.name,
                shown_roles(here, person.memberships),
                "有" if person.has_password else "无",
                "已停用" if person.disabled else "",
            )
            for person in found
        ]
    if form is Format.JSON:
        show_json(PersonList(users=tuple(_shown(person, names) for person in found)))
        return
    show_table("账号", ("登录名", "姓名", "角色", "密码", "状态"), rows)


@app.command("roles")
def roles(
    login: str = _LOGIN,
    add: list[str] = typer.Option([], "--add", help=ROLE_HELP),
    remove: list[str] = typer.Option([], "--remove", help="写法同 --add。"),
    administrator: bool | None = typer.Option(
        None, "--administrator/--no-administrator", help="是否为全系统的管理员。"
    ),
) -> None:
    """增减角色，并列出现有的。"""
    with registry_here() as here:
        person = here.registry.people.with_login(here.scope, login)
        wanted = set(person.memberships) | set(roles_named(here, add))
        wanted -= set(roles_named(here, remove))
        if administrator is not None:
            wanted = wanted | {_HOUSE} if administrator else wanted - {_HOUSE}
        if wanted != set(person.memberships):
            person = here.registry.people.change_roles(
                here.scope, person.id, wanted, version=person.version
            )
        told = shown_roles(here, person.memberships) or "没有角色"
    say(f"{person.login}：{told}")


@app.command("password")
def password(login: str = _LOGIN) -> None:
    """设新密码，并退出此人所有的登录；密码在提示后输入，或从标准输入读一行。"""
    with registry_here() as here:
        person = here.registry.people.with_login(here.scope, login)
        here.registry.door.set_password(
            here.scope, person.id, asked_password(), version=person.version
        )
    say(f"已为“{person.login}”设新密码，此前的登录都已退出")


@app.command("disable")
def disable(login: str = _LOGIN) -> None:
    """停用账号：立即退出登录，密钥失效。"""
    with registry_here() as here:
        person = here.registry.people.with_login(here.scope, login)
        here.registry.people.disable(here.scope, person.id, version=person.version)
    say(f"已停用“{person.login}”，其登录和密钥即刻失效")


@app.command("enable")
def enable(login: str = _LOGIN) -> None:
    """重新启用账号。"""
    with registry_here() as here:
        person = here.registry.people.with_login(here.scope, login)
        here.registry.people.enable(here.scope, person.id, version=person.version)
    say(f"已启用“{person.login}”")


def asked_password() -> str:
    """A password typed twice, unseen; from a pipe, its first line. Never an argument: those can be
    read by everybody on the machine. Raises BadInput when there is none."""
    if sys.stdin.isatty():
        typed: str = typer.prompt("密码", hide_input=True, err=True)
        again: str = typer.prompt("再输一遍", hide_input=True, err=True)
        if typed != again:
            raise BadInput("两次输入的密码不一致，请重来")
        return typed
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise BadInput("没有读到密码：请在提示后输入，或从标准输入给一行")
    return line


def _everybody(here: Here, unit: str | None) -> "list[Person]":
    found: list[Person] = []
    people = here.registry.people
    while page := people.all(
        here.scope, unit=unit, after=found[-1].login if found else "", limit=_PAGE
    ):
        found += page
    return found


def _shown(person: "Person", names: dict[str, str]) -> ShownPerson:
    return ShownPerson(
        login=person.login,
        name=person.name,
        roles=tuple(
            {"unit": None if role.unit is None else names[role.unit], "role": role.role}
            for role in person.memberships
        ),
        has_password=person.has_password,
        disabled=person.disabled,
    )
