"""``duizhao eval``."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.cli.output import Format, fail, say, show_json, show_table
from service.errors import BadInput

if TYPE_CHECKING:
    from service.evaluation import Figure, Report
    from service.evaluation.rules import RuleScore


class By(StrEnum):
    """What a row of the table is."""

    SET = "set"
    UNIT = "unit"
    RULE = "rule"


def evaluate(
    folder: Path = typer.Argument(help="评测集所在文件夹。"),
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
    by: By = typer.Option(By.SET, "--by", help="表格的一行：set、unit 或 rule。"),
    save: Path | None = typer.Option(None, "--save", help="把各项指标存为基准文件。"),
    against: Path | None = typer.Option(
        None, "--against", help="与基准文件比较，有明显下降的逐项列出，退出码为 1。"
    ),
) -> None:
    """在评测集上算出各项指标，带 95% 置信区间。"""
    if not folder.is_dir():
        raise BadInput(f"{folder}：不是文件夹")
    from service.evaluation import Baseline, evaluate_folder, fallen, read_baseline

    baseline = read_baseline(against) if against is not None else None
    report = evaluate_folder(folder)
    if not report.figures:
        raise BadInput(f"{folder}：里面没有认得的评测集，说明见 docs/evaluation.md")
    if form is Format.JSON:
        show_json(report)
    else:
        _show(report, by)
    if save is not None:
        save.write_text(Baseline.of(report).to_json(indent=1) + "\n", encoding="utf-8")
        say(f"基准已存到 {save}")
    lower = fallen(report, baseline) if baseline is not None else ()
    if lower:
        fail(f"有 {len(lower)} 项指标明显低于基准 {against}")
        for line in lower:
            say(line)
        raise typer.Exit(1)


def _show(report: "Report", by: By) -> None:
    if by is By.RULE:
        _show_rules(report)
        return
    heads = ("评测集", "单位", "指标", "数值", "95% 区间", "样本", "目标")
    rows = [_row(figure) for figure in report.figures if bool(figure.unit) is (by is By.UNIT)]
    keep = [n for n, head in enumerate(heads) if head != "单位" or by is By.UNIT]
    show_table("评测", [heads[n] for n in keep], [[row[n] for n in keep] for row in rows])


def _row(f: "Figure") -> tuple[str, ...]:
    between = f"{f.low:.3f}–{f.high:.3f}"
    return f.set, f.unit, f.name, f"{f.value:.3f}", between, str(f.count), f.target


_RULE_HEADS = (
    *("规则", "植入", "找出", "查全", "95% 区间"),
    *("误报", "好材料上", "每千字", "得分", "从严"),
)


def _show_rules(report: "Report") -> None:
    scores = [*report.rules, *([report.overall] if report.overall else [])]
    show_table("各条规则", _RULE_HEADS, [_rule_row(score) for score in scores])


def _rule_row(s: "RuleScore") -> tuple[str, ...]:
    known = bool(s.planted)
    return (
        "合计" if s.rule == "all" else s.rule,
        str(s.planted),
        str(s.found),
        f"{s.recall:.3f}" if known else "–",
        f"{s.low:.3f}–{s.high:.3f}" if known else "–",
        str(s.false),
        str(s.on_good),
        f"{s.per_thousand:.3f}",
        f"{s.lintscore:.1f}",
        f"{s.lintscore_strict:.1f}",
    )
