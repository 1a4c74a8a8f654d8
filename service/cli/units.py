"""``duizhao units``: the tree of units."""

import typer

from service.cli.local_acts import registry_here, unit_named
from service.cli.output import Format, say, show_json, show_table
from service.errors import BadInput
from service.office.units import Unit
from service.value import Value

app = typer.Typer(help="单位：上下级关系。", no_args_is_help=True, rich_markup_mode=None)
_NAME = typer.Argument(help="单位全称。")


class UnitList(Value):
    """Units, for JSON."""

    units: tuple[Unit, ...] = ()


@app.command("add")
def add(
    name: str = _NAME,
    parent: str | None = typer.Option(None, "--parent", help="上级单位全称；不给则为顶层单位。"),
    budget: int | None = typer.Option(None, "--budget", help="每月模型用量上限（词元数）。"),
) -> None:
    """新建单位。"""
    with registry_here() as here:
        above = None if parent is None else unit_named(here, parent).id
        made = here.registry.units.create(here.scope, name, parent=above, token_budget=budget)
    say(f"已新建单位“{made.name}”")


@app.command("list")
def list_units(
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """列出所有单位，下级缩进。"""
    with registry_here() as here:
        units = here.registry.units.all(here.scope)
    if form is Format.JSON:
        show_json(UnitList(units=units))
        return
    rows = [
        ("　" * depth + unit.name, "" if unit.token_budget is None else str(unit.token_budget))
        for depth, unit in _tree(units, None, 0)
    ]
    show_table("单位", ("名称", "每月模型用量上限"), rows)


@app.command("move")
def move(
    name: str = _NAME,
    parent: str | None = typer.Option(None, "--parent", help="移到哪个单位之下。"),
    top: bool = typer.Option(False, "--top", help="移为顶层单位。"),
) -> None:
    """移动单位，连同它的下级。"""
    if top == (parent is not None):
        raise BadInput("请用 --parent 写明移到哪个单位之下，或用 --top 移为顶层单位")
    with registry_here() as here:
        unit = unit_named(here, name)
        above = None if parent is None else unit_named(here, parent).id
        here.registry.units.move(here.scope, unit.id, above, version=unit.version)
    say(f"已把“{unit.name}”" + (f"移到“{parent}”之下" if parent else "移为顶层单位"))


@app.command("rename")
def rename(name: str = _NAME, new: str = typer.Argument(help="新的全称。")) -> None:
    """给单位改名。"""
    with registry_here() as here:
        unit = unit_named(here, name)
        changed = here.registry.units.rename(here.scope, unit.id, new, version=unit.version)
    say(f"已把“{unit.name}”改名为“{changed.name}”")


@app.command("budget")
def budget(
    name: str = _NAME,
    tokens: int | None = typer.Argument(None, help="每月模型用量上限（词元数）；不给则不设上限。"),
) -> None:
    """定每月模型用量上限。"""
    with registry_here() as here:
        unit = unit_named(here, name)
        here.registry.units.set_budget(here.scope, unit.id, tokens, version=unit.version)
    say(f"“{unit.name}”每月模型用量" + ("不设上限" if tokens is None else f"上限{tokens}"))


def _tree(units: tuple[Unit, ...], top: str | None, depth: int) -> list[tuple[int, Unit]]:
    found: list[tuple[int, Unit]] = []
    for unit in (unit for unit in units if unit.parent == top):
        found += [(depth, unit), *_tree(units, unit.id, depth + 1)]
    return found
