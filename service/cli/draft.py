"""``duizhao draft``."""

import asyncio
import datetime as dt
from pathlib import Path

import typer

from service.cli.house import open_house
from service.cli.output import Format, hand_over, progress, say, show_json, writable
from service.kinds import kind_named


def draft(
    notes: Path = typer.Argument(help="意见文件（xlsx、csv、docx、txt、jsonl）。"),
    kind: str = typer.Option(..., "--kind", help="文种标识，如 team-2025。"),
    unit: str = typer.Option(..., "--unit", help="单位全称，如 青岚县水利局党组。"),
    out: Path = typer.Option(..., "--out", help="写出的 .docx 文件。"),
    year: int | None = typer.Option(None, "--year", help="年度；不给则用文种的年度。"),
    json: Path | None = typer.Option(None, "--json", help="另存草稿数据，供台账和接口使用。"),
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """由意见和往年材料起草整份材料，带出处、提示和意见对照表。"""
    from service.pipelines.checking import for_people
    from service.pipelines.drafting import draft_paper, snapshot_of
    from service.pipelines.sorting import sort_file
    from service.present.summary import summary_lines
    from service.present.word import beside_questions, write_draft

    target = writable(out, ".docx")
    record = None if json is None else writable(json, ".json")
    with open_house() as house:
        chosen = kind_named(kind, house.kinds)
        library = house.existing_library_of(unit)
        model = None if house.model is None else house.guarded_for(house.model, unit)
        say("正在整理意见……")
        found = asyncio.run(sort_file(notes, chosen, model))
        snapshot = snapshot_of(
            found.report.notes, chosen, unit=unit, year=year or chosen.year, library=library
        )
        say("正在起草……" if model is None else f"正在由模型 {model.name} 起草……")
        with progress("起草") as step:
            made = asyncio.run(
                draft_paper(
                    snapshot,
                    library=library,
                    model=model,
                    deadline_s=house.settings.llm_deadline_s,
                    cards=house.cards_for(unit),
                    progress=lambda label, done, total: step(done, total, label),
                )
            )
    made = made.model_copy(update={"usage": found.usage + made.usage})
    flags = for_people(beside_questions(made.flags))
    write_draft(made, target, today=dt.date.today(), flags=flags)
    hand_over(target, made.notes)
    if record is not None:
        record.write_text(made.to_json(indent=2), encoding="utf-8")
    if form is Format.JSON:
        show_json(made)
    for heading, lines in summary_lines(made):
        say(heading)
        for line in lines:
            say(f"  {line}")
    for reason in found.skipped:
        say(f"未作为意见：{reason}")
    say(f"草稿已写入 {target}")
