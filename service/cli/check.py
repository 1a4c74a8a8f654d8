"""``duizhao check``."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.bootstrap import House
from service.cli.dismissals import remember as keep_answers
from service.cli.dismissals import say_settled
from service.cli.house import level_named, open_house, opened_and_held
from service.cli.output import (
    Format,
    absent_fails,
    say,
    show_json,
    show_table,
    writable,
)
from service.cli.sarif import show_sarif
from service.errors import BadInput
from service.flags import LEVEL_NAMES, LEVELS, CheckedFile, CheckReport

if TYPE_CHECKING:
    from service.pipelines.checking import Held
    from service.pipelines.opening import OpenPaper
    from service.present.read_back import ReadBack


class CheckFormat(StrEnum):
    """How flags are printed: as every other result, or for tools that read SARIF."""

    TABLE = "table"
    JSON = "json"
    SARIF = "sarif"


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
    remember: bool = typer.Option(
        False, "--remember", help="与 --read-back 同用：有回复、句子未改的提示记为忽略。"
    ),
    who: str | None = typer.Option(None, "--who", help="与 --remember 同用：谁核的。"),
    with_text: bool = typer.Option(False, "--with-text", help="JSON 中附上读出的文字。"),
    fail_on: str | None = typer.Option(None, "--fail-on", help="有这一级或更重的提示时以 1 退出。"),
    summary: Path | None = typer.Option(
        None, "--summary", help="一页纸摘要，存为 .docx：必须改的、应当改的、要向谁问清什么。"
    ),
    form: CheckFormat = typer.Option(
        CheckFormat.TABLE, "--format", help="table、json 或 sarif（SARIF 2.1.0）。"
    ),
) -> None:
    """核对材料：套话、无据、雷同、缺项、残留；或读回改过的文件。"""
    worst = level_named(fail_on)
    if read_back is not None or remember:
        keep = partial(
            keep_answers, unit=unit, who=who, kind=kind, year=year, notes=notes, against=against
        )
        _read_back(files, read_back, _plain(form), keep if remember else None)
        return
    target = _of_one(files, out, "--out")
    page = _of_one(files, summary, "--summary")
    present = [file for file in files if file.exists()] or files
    with open_house() as house:
        checked = [
            _one(house, file, kind, unit, year, notes, against, target, page) for file in present
        ]
        cards = house.cards_for(unit)
    if form is CheckFormat.SARIF:
        show_sarif(checked, present, cards)
    else:
        _show(checked, _plain(form), with_text=with_text)
    say_settled(checked)
    absent_fails(files)
    if worst is not None and _at_least(checked, worst):
        raise typer.Exit(1)


def _of_one(files: list[Path], path: Path | None, option: str) -> Path | None:
    if path is None:
        return None
    if len(files) > 1:
        raise BadInput(f"{option} 一次只能用于一份材料，请逐份核对")
    return writable(path, ".docx")


def _one(
    house: House,
    file: Path,
    kind: str | None,
    unit: str,
    year: int | None,
    notes: Path | None,
    against: list[Path],
    target: Path | None,
    page: Path | None,
) -> CheckedFile:
    from service.pipelines.checking import check_paper

    opened, held = opened_and_held(
        house, file, unit=unit, kind=kind, year=year, notes=notes, against=against
    )
    # Without --unit the paper's own name, where it is exactly the one under which they were kept.
    settled = house.dismissals_of(held.unit)
    model = house.reading_model
    if model is not None:
        say(f"正在请模型 {model.name} 看建议类提示……")
        model = house.guarded_for(model, held.unit)
    checked = check_paper(
        opened,
        held,
        house.cards_for(held.unit),
        settled,
        model=model,
        deadline_s=house.settings.llm_deadline_s,
    )
    for notice in checked.notices:
        say(notice)
    if target is not None:
        _write(file, opened, checked, target)
    checked = checked.model_copy(update={"text": opened.source.text})
    if page is not None:
        _summarise(checked, opened, held, page)
    return checked


def _summarise(checked: CheckedFile, opened: "OpenPaper", held: "Held", page: Path) -> None:
    from service.present.check_summary import check_summary, write_check_summary

    parts = check_summary(checked, paper=opened.paper, notes=held.notes)
    write_check_summary(page, checked, parts)
    say(f"一页纸摘要已写入 {page}")


def _plain(form: CheckFormat) -> Format:
    if form is CheckFormat.SARIF:
        raise BadInput("--format sarif 只用于核对结果，--read-back 请用 table 或 json")
    return Format(form.value)


def _write(file: Path, opened: "OpenPaper", checked: CheckedFile, target: Path) -> None:
    from service.pipelines.annotating import annotated
    from service.pipelines.checking import for_people

    lost = annotated(file, opened.source, checked.flags, target)
    say(f"批注{len(for_people(checked.flags)) - len(lost)}条已写入 {target}")
    for flag in lost:
        phrase = f"“{flag.text}”" if flag.text else ""
        say(f"未能在正文中标出：{phrase}{flag.message}")


def _at_least(checked: list[CheckedFile], worst: str) -> bool:
    serious = LEVELS[: [str(level) for level in LEVELS].index(worst) + 1]
    return any(flag.level in serious for entry in checked for flag in entry.flags)


def _show(checked: list[CheckedFile], form: Format, *, with_text: bool) -> None:
    if form is Format.JSON:
        shown = [e if with_text else e.model_copy(update={"text": None}) for e in checked]
        show_json(CheckReport(files=tuple(shown)))
        return
    from service.pipelines.checking import for_people

    for entry in checked:
        flags = for_people(entry.flags)
        rows = [(f.id, LEVEL_NAMES[f.level], f.rule, f.text[:40], f.message, f.ask) for f in flags]
        title = f"{entry.file}（文种 {entry.kind or '未判定'}，提示{len(entry.flags)}条）"
        show_table(title, ("编号", "级别", "规则", "原文", "说明", "请核实"), rows)
        if len(flags) < len(entry.flags):
            say(f"只列出最要紧的{len(flags)}条，全部见 --format json")


def _read_back(
    files: list[Path],
    returned: Path | None,
    form: Format,
    keep: "Callable[[Path, Path, tuple[ReadBack, ...]], None] | None",
) -> None:
    from service.present.read_back import read_back

    if len(files) != 1 or returned is None:
        raise BadInput("--read-back 需要一份当初发出的批注文件，再给出改过的文件")
    found = read_back(files[0], returned)
    _show_back(returned.name, found, form)
    if keep is not None:
        keep(files[0], returned, found)


def _show_back(name: str, found: "tuple[ReadBack, ...]", form: Format) -> None:
    from service.present.read_back import ReadBackReport

    if form is Format.JSON:
        show_json(ReadBackReport(file=name, comments=found))
        return
    names = {"open": "未处理", "resolved": "已标为解决", "edited": "已修改", "deleted": "已删除"}
    rows = [(b.key, names[b.outcome], b.quote[:40], b.now[:40], b.message) for b in found]
    show_table(name, ("编号", "处理", "原文", "现文", "提示"), rows)
