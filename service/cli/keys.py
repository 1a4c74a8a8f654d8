"""``duizhao users keys``: the keys of programs that act for a person."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import typer

from service.cli.local_acts import day, registry_here, unit_named
from service.cli.output import Format, say, show, show_json, show_table
from service.errors import BadInput
from service.office.people import ApiKey
from service.scope import Permission
from service.value import Value

app = typer.Typer(
    help="密钥：程序以某人的身份、在一个单位内办事。", no_args_is_help=True, rich_markup_mode=None
)
_LOGIN = typer.Argument(help="登录名。")
_KNOWN: tuple[Permission, ...] = get_args(Permission)


class KeyList(Value):
    """Keys, for JSON."""

    keys: tuple[ApiKey, ...] = ()


@app.command("add")
def add(
    login: str = _LOGIN,
    unit: str = typer.Option(..., "--unit", help="单位全称。"),
    name: str = typer.Option(..., "--name", help="给哪个程序用。"),
    permission: list[str] = typer.Option(
        ["read"], "--permission", help=f"可写多次：{'、'.join(_KNOWN)}；不给则只读。"
    ),
    days: int | None = typer.Option(None, "--days", min=1, max=3650, help="几天后到期。"),
) -> None:
    """新建密钥；密钥只显示这一次。"""
    allowed = [_permission(each) for each in permission]
    expires = None if days is None else datetime.now(UTC) + timedelta(days=days)
    with registry_here() as here:
        person = here.registry.people.with_login(here.scope, login)
        made = here.registry.keys.make(
            here.scope,
            unit_named(here, unit).id,
            name,
            permissions=allowed,
            person=person.id,
            expires_at=expires,
        )
    say("密钥只显示这一次，请存妥：")
    show(made.secret)


@app.command("list")
def list_keys(
    login: str = _LOGIN,
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """列出一个人的密钥（不含密钥本身）。"""
    with registry_here() as here:
        person = here.registry.people.with_login(here.scope, login)
        found = here.registry.keys.kept.of_person(here.scope, person.id)
        names = {unit.id: unit.name for unit in here.registry.units.all(here.scope)}
    if form is Format.JSON:
        show_json(KeyList(keys=found))
        return
    rows = [
        (
            key.id,
            key.name,
            f"{key.prefix}…",
            names.get(key.unit, ""),
            "、".join(key.permissions),
            day(key.used_at),
            "已吊销" if key.revoked_at else day(key.expires_at),
        )
        for key in found
    ]
    heads = ("编号", "名称", "开头", "单位", "权限", "上次使用", "到期")
    show_table(f"{person.login}的密钥", heads, rows)


@app.command("revoke")
def revoke(key: str = typer.Argument(help="list 里的编号。")) -> None:
    """吊销密钥，即刻失效。"""
    with registry_here() as here:
        gone = here.registry.keys.kept.revoke(here.scope, key)
    say(f"已吊销密钥“{gone.name}”（{gone.prefix}…）")


def _permission(given: str) -> Permission:
    for known in _KNOWN:
        if given == known:
            return known
    raise BadInput(f"没有权限“{given}”，只有 {'、'.join(_KNOWN)}")
