"""``duizhao ledger``."""

import asyncio
from pathlib import Path

import typer
from pydantic import ValidationError

from service.bootstrap import House
from service.cli.house import open_house
from service.cli.output import say, writable
from service.drafts import Draft
from service.errors import BadInput, UnreadableFile
from service.kinds import kind_named


def ledger(
    source: Path = typer.Argument(help="草稿数据 .json（draft --json 存出的），或意见文件。"),
    out: Path = typer.Option(..., "--out", help="写出的 .xlsx 文件。"),
    kind: str | None = typer.Option(None, "--kind", help="从意见文件生成时必须给出文种。"),
    unit: str = typer.Option("", "--unit", help="单位全称。"),
) -> None:
    """生成整改台账。"""
    from service.present.ledger import write_ledger

    target = writable(out, ".xlsx")
    with open_house() as house:
        made = (
            _read_draft(source) if source.suffix == ".json" else _draft(house, source, kind, unit)
        )
    rows = write_ledger(target, made.paper, made.notes)
    say(f"整改台账{rows}条已写入 {target}；没有填的责任人、时限以红色标出")


def _read_draft(source: Path) -> Draft:
    try:
        return Draft.model_validate_json(source.read_bytes())
    except OSError as error:
        raise UnreadableFile(source.name, "打不开", str(error.strerror)) from error
    except ValidationError as error:
        advice = "请用 duizhao draft --json 重新存出"
        raise UnreadableFile(source.name, "不是草稿数据", advice) from error


def _draft(house: House, source: Path, kind: str | None, unit: str) -> Draft:
    from service.pipelines.drafting import draft_paper, snapshot_of
    from service.pipelines.sorting import sort_file

    if kind is None:
        raise BadInput("从意见文件生成台账时，请用 --kind 指明文种")
    chosen = kind_named(kind, house.kinds)
    found = asyncio.run(sort_file(source, chosen, None))
    notes = found.report.notes
    snapshot = snapshot_of(notes, chosen, unit=unit, year=chosen.year, library=None)
    return asyncio.run(draft_paper(snapshot))
