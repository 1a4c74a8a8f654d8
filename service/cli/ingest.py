"""``duizhao ingest``."""

from enum import StrEnum
from pathlib import Path

import typer

from service.cli.house import open_house
from service.cli.output import Format, progress, say, show_json, show_table


class Role(StrEnum):
    """What a material is used for."""

    OWN_PAST = "own-past"
    PEER = "peer"
    GUIDANCE = "guidance"


def ingest(
    paths: list[Path] = typer.Argument(help="文件或文件夹。"),
    unit: str = typer.Option(..., "--unit", help="资料归哪个单位。"),
    role: Role = typer.Option(
        Role.OWN_PAST, "--role", help="own-past 本单位往年，peer 兄弟单位，guidance 上级文件。"
    ),
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """把往年材料收进资料库。"""
    from service.pipelines.ingest import ingest as take_in

    with open_house() as house, progress("读取资料") as step:
        report = take_in(
            paths, house.library_of(unit), use=role.value, kinds=house.kinds, step=step
        )
    if form is Format.JSON:
        show_json(report)
        return
    rows = [
        *(("收入", name, "") for name in report.added),
        *(("续完", name, "上次中断，这次补完") for name in report.resumed),
        *(("未变", name, "库里已有相同内容") for name in report.unchanged),
        *(("跳过", entry.file, entry.reason) for entry in report.skipped),
    ]
    show_table(f"{unit} 资料库", ("结果", "文件", "说明"), rows)
    say(f"收入{len(report.added)}份，共{report.passages}段；跳过{len(report.skipped)}份。")
