"""``duizhao sort``."""

import asyncio
from pathlib import Path

import typer

from service.cli.house import open_house
from service.cli.output import Format, counted, hand_over, say, show_json, show_table, writable
from service.kinds import kind_named


def sort(
    notes: Path = typer.Argument(help="意见文件（xlsx、csv、docx、txt、jsonl）。"),
    kind: str = typer.Option(..., "--kind", help="文种标识，如 team-2025。"),
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
    out: Path | None = typer.Option(None, "--out", help="另存为 .xlsx 意见表。"),
) -> None:
    """把意见拆开、去空、归类、归并、分流。"""
    from service.pipelines.sorting import sort_file
    from service.present.notes_sheet import title_of, write_notes

    with open_house() as house:
        chosen = kind_named(kind, house.kinds)
        found = asyncio.run(sort_file(notes, chosen, house.model))
    report = found.report
    if out is not None:
        write_notes(writable(out, ".xlsx"), title_of(report, ""), report.notes)
        say(f"已写入 {out}")
        hand_over(out, report.notes)
    if form is Format.JSON:
        show_json(report)
        return
    short = {aspect.title: aspect.short for aspect in chosen.aspects}
    routes = {"draft": "写入", "clue": "线索", "beyond": "解释"}
    rows = [
        (
            note.id,
            note.text,
            note.theme,
            short.get(note.aspect or "", ""),
            note.group or "",
            "空" if note.empty else routes[note.route],
        )
        for note in report.notes
    ]
    show_table(notes.name, ("编号", "意见", "主题", "方面", "归并", "去向"), rows)
    for reason in found.skipped:
        say(f"未作为意见：{reason}")
    say(counted(report.counts))
