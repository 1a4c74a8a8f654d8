"""``duizhao check``."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.bootstrap import House
from service.cli.house import level_named, open_house, wanted_kind
from service.cli.output import LEVEL_NAMES, Format, say, show_json, show_table, writable
from service.errors import BadInput
from service.flags import LEVELS, CheckedFile, CheckReport

if TYPE_CHECKING:
    from service.pipelines.opening import OpenPaper


def check(
    files: list[Path] = typer.Argument(help="要核对的材料。"),
    kind: str | None = typer.Option(None, "--kind", help="文种标识；不给则自动判断。"),
    unit: str = typer.Option("", "--unit", help="单位全称；给出后与其资料库比对。"),
    year: int | None = typer.Option(None, "--year", help="年度。"),
    notes: Path | None = typer.Option(None, "--notes", help="意见文件，核对事实与回应。"),
    against: list[Path] = typer.Option([], "--against", help="要比对的其他材料，可多次给出。"),
    out: Path | None = typer.Option(None, "--out", help="把提示写成批注，存为 .docx。"),
    read_back: Path | None = typer.Option(
        None, "--read-back", help="改过的 .docx：报告每条批注的处理结果。"
    ),
    with_text: bool = typer.Option(False, "--with-text", help="JSON 中附上读出的文字。"),
    fail_on: str | None = typer.Option(None, "--fail-on", help="有这一级或更重的提示时以 1 退出。"),
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """核对材料：套话、无据、雷同、缺项、残留；或读回改过的文件。"""
    worst = level_named(fail_on)
    if read_back is not None:
        _read_back(files, read_back, form)
        return
    if out is not None and len(files) > 1:
        raise BadInput("--out 一次只能给一份材料加批注，请逐份核对")
    target = None if out is None else writable(out, ".docx")
    with open_house() as house:
        checked = [_one(house, file, kind, unit, year, notes, against, target) for file in files]
    if not with_text:
        checked = [entry.model_copy(update={"text": None}) for entry in checked]
    _show(CheckReport(files=tuple(checked)), form)
    if worst is not None and _at_least(checked, worst):
        raise typer.Exit(1)


def _one(
    house: House,
    file: Path,
    kind: str | None,
    unit: str,
    year: int | None,
    notes: Path | None,
    against: list[Path],
    target: Path | None,
) -> CheckedFile:
    from service.pipelines.checking import check_paper, held_by
    from service.pipelines.opening import open_paper

    opened = open_paper(file, house.kinds, wanted_kind(house, kind))
    held = held_by(
        opened,
        house.kinds,
        unit=unit,
        year=year,
        notes=notes,
        against=against,
        library=house.existing_library() if unit else None,
    )
    checked = check_paper(opened, held, house.cards)
    if target is not None:
        _write(file, opened, checked, target)
    return checked.model_copy(update={"text": opened.source.text})


def _write(file: Path, opened: "OpenPaper", checked: CheckedFile, target: Path) -> None:
    from service.pipelines.checking import for_people
    from service.present.annotate import annotate
    from service.present.word import write_text

    flags = for_people(checked.flags)
    if file.suffix.lower() == ".docx":
        lost = annotate(file, opened.source, flags, target)
    else:
        write_text(opened.source.text, target, flags)
        lost = []
    say(f"批注{len(flags) - len(lost)}条已写入 {target}")
    for flag in lost:
        phrase = f"“{flag.text}”" if flag.text else ""
        say(f"未能在正文中标出：{phrase}{flag.message}")


def _at_least(checked: list[CheckedFile], worst: str) -> bool:
    serious = LEVELS[: [str(level) for level in LEVELS].index(worst) + 1]
    return any(flag.level in serious for entry in checked for flag in entry.flags)


def _show(report: CheckReport, form: Format) -> None:
    if form is Format.JSON:
        show_json(report)
        return
    from service.pipelines.checking import for_people

    for entry in report.files:
        flags = for_people(entry.flags)
        rows = [(f.id, LEVEL_NAMES[f.level], f.rule, f.text[:40], f.message, f.ask) for f in flags]
        title = f"{entry.file}（文种 {entry.kind or '未判定'}，提示{len(entry.flags)}条）"
        show_table(title, ("编号", "级别", "规则", "原文", "说明", "请核实"), rows)
        if len(flags) < len(entry.flags):
            say(f"只列出最要紧的{len(flags)}条，全部见 --format json")


def _read_back(files: list[Path], returned: Path, form: Format) -> None:
    from service.present.read_back import ReadBackReport, read_back

    if len(files) != 1:
        raise BadInput("--read-back 需要一份当初发出的批注文件，再给出改过的文件")
    found = read_back(files[0], returned)
    if form is Format.JSON:
        show_json(ReadBackReport(file=returned.name, comments=found))
        return
    names = {"open": "未处理", "resolved": "已标为解决", "edited": "已修改", "deleted": "已删除"}
    rows = [(b.key, names[b.outcome], b.quote[:40], b.now[:40], b.message) for b in found]
    show_table(returned.name, ("编号", "处理", "原文", "现文", "提示"), rows)
