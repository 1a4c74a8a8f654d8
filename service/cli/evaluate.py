"""``duizhao eval``."""

from pathlib import Path

import typer

from service.cli.output import Format, show_json, show_table
from service.errors import BadInput


def evaluate(
    folder: Path = typer.Argument(help="评测集所在文件夹。"),
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """在评测集上算出各项指标，带 95% 置信区间。"""
    if not folder.is_dir():
        raise BadInput(f"{folder}：不是文件夹")
    from service.evaluation import evaluate_folder

    report = evaluate_folder(folder)
    if not report.figures:
        raise BadInput(f"{folder}：里面没有认得的评测集，说明见 docs/evaluation.md")
    if form is Format.JSON:
        show_json(report)
        return
    rows = [
        (f.set, f.name, f"{f.value:.3f}", f"{f.low:.3f}–{f.high:.3f}", str(f.count), f.target)
        for f in report.figures
    ]
    show_table("评测", ("评测集", "指标", "数值", "95% 区间", "样本", "目标"), rows)
