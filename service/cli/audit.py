"""``duizhao audit``: who did what, and whether the record of it is whole."""

import re

import typer

from service.cli.local_acts import day, registry_here, unit_named
from service.cli.output import Format, say, show, show_json, show_table
from service.errors import BadInput
from service.office.audit import AuditEntry
from service.value import Value

app = typer.Typer(help="审计：谁办了什么。", no_args_is_help=True, rich_markup_mode=None)


class AuditList(Value):
    """Entries, for JSON."""

    entries: tuple[AuditEntry, ...] = ()


@app.command("verify")
def verify(
    head: str = typer.Option("", "--head", help="以前记下的链尾：末尾被截去也能发现。"),
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> int:
    """核验审计记录；有改动、删除、插入或调换时退出码为 1。"""
    if head and not re.fullmatch(r"[0-9a-f]{64}", head):
        raise BadInput("--head 应是64位的链尾（小写十六进制），由本命令以前给出")
    with registry_here() as here:
        check = here.registry.audit.verify(head)
    if form is Format.JSON:
        show_json(check)
    elif check.broken_at is None:
        show(f"审计记录{check.entries}条，完整。链尾：{check.head or '（还没有记录）'}")
    else:
        show(f"审计记录不完整，从第{check.broken_at}条起：{check.cause}")
    if check.broken_at is None and not head and check.entries:
        say("请把链尾另存一处，下次用 --head 核验：末尾被截去只有这样才能发现")
    return 0 if check.broken_at is None else 1


@app.command("list")
def list_entries(
    unit: str | None = typer.Option(None, "--unit", help="只列一个单位的。"),
    action: str | None = typer.Option(None, "--action", help="只列一种事，如 person.roles。"),
    before: int | None = typer.Option(None, "--before", help="只列这个编号以前的。"),
    limit: int = typer.Option(50, "--limit", min=1, max=500, help="最多几条。"),
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """列出审计记录，新的在前。"""
    with registry_here() as here:
        found = here.registry.audit.entries(
            here.scope,
            unit=None if unit is None else unit_named(here, unit).id,
            action=action,
            before=before,
            limit=limit,
        )
        names = {unit.id: unit.name for unit in here.registry.units.all(here.scope)}
    if form is Format.JSON:
        show_json(AuditList(entries=found))
        return
    rows = [
        (
            str(entry.number),
            day(entry.at),
            entry.name or entry.person,
            names.get(entry.unit or "", ""),
            entry.action,
            entry.target,
        )
        for entry in found
    ]
    show_table("审计记录", ("编号", "时间", "谁", "单位", "事项", "对象"), rows)
