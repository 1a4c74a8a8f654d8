"""``duizhao doctor``."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.bootstrap import House
from service.cli.house import open_house
from service.cli.output import Format, say, show_json, show_table
from service.errors import BadSettings

if TYPE_CHECKING:
    from service.care.doctor import Report

_LEVELS = {"ok": "正常", "warning": "注意", "problem": "有问题"}


def doctor(
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """检查设置、数据库、磁盘、模型、字体等：哪里不对，怎么修。"""
    report = _report()
    if form is Format.JSON:
        show_json(report)
    else:
        rows = [(r.title, _LEVELS[r.level], r.found, r.mend) for r in report.results]
        show_table("自检", ("项目", "结果", "查到的情况", "怎么办"), rows)
        bad = sum(result.level == "problem" for result in report.results)
        say(f"有 {bad} 项问题，请按“怎么办”一栏处理。" if bad else "没有发现问题。")
    if not report.healthy:
        raise typer.Exit(1)


def _report() -> "Report":
    from service.care.checks import CHECKS, variables
    from service.care.doctor import examine
    from service.care.finding import Check, Surroundings
    from service.settings import Settings

    checks: tuple[Check, ...] = CHECKS
    try:
        house = open_house()
    except BadSettings:
        # The other checks cannot go by settings that cannot be read.
        house = House(Settings.model_construct())
        checks = tuple(check for check in CHECKS if check.NAME == variables.NAME)
    with house:
        around = Surroundings(house.settings, os.environ, Path(".env"), lambda: house.search)
        return examine(around, checks)
