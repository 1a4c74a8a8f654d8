"""``duizhao review``."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from service.cli.house import open_house, wanted_kind
from service.cli.output import (
    Format,
    absent_fails,
    progress,
    say,
    show,
    show_json,
    show_table,
    writable,
)

if TYPE_CHECKING:
    from service.reviews import Review


def review(
    paths: list[Path] = typer.Argument(help="要审阅的材料，或装有材料的文件夹。"),
    kind: str | None = typer.Option(None, "--kind", help="文种标识；不给则逐份判断。"),
    notes: Path | None = typer.Option(
        None, "--notes", help="意见文件；多份材料时给文件夹，意见文件与材料或单位同名。"
    ),
    against: list[Path] = typer.Option(
        [], "--against", help="上年材料等，只用来比对，可多次给出，也可以是文件夹。"
    ),
    out: Path | None = typer.Option(None, "--out", help="审阅摘要，存为 .docx。"),
    page: Path | None = typer.Option(None, "--page", help="同一摘要的网页，存为 .html。"),
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """审阅一份或多份材料：各自一页，共性问题、回避的方面、雷同、与上年对照。"""
    from service.pipelines.reviewing import review as look_through

    word = None if out is None else writable(out, ".docx")
    html = None if page is None else writable(page, ".html")
    with open_house() as house, progress("审阅") as step:
        found = look_through(
            paths,
            house.kinds,
            cards_for=house.cards_for,
            kind=wanted_kind(house, kind),
            notes=notes,
            against=against,
            model=house.reading_model,
            guarded=house.guarded_for,
            deadline_s=house.settings.llm_deadline_s,
            step=step,
        )
    _write(found, word, html)
    if form is Format.JSON:
        show_json(found)
    else:
        _show(found, saved=bool(word or html))
    for failed in found.failed:
        say(f"未能审阅 {failed.file}：{failed.cause}")
    absent_fails([*paths, *against])


def _write(found: "Review", word: Path | None, html: Path | None) -> None:
    if word is not None:
        from service.present.review_word import write_review

        write_review(found, word, today=dt.date.today())
        say(f"审阅摘要已写入 {word}")
    if html is not None:
        from service.present.review_page import review_html

        html.write_text(review_html(found, today=dt.date.today()), encoding="utf-8")
        say(f"网页已写入 {html}")


def _show(found: "Review", *, saved: bool) -> None:
    from service.present.review_one import heading_of, page_tables
    from service.present.review_table import tables_of

    shown = tables_of(found)
    if len(found.papers) == 1:
        show(heading_of(found, found.papers[0]))
        shown = [*page_tables(found, found.papers[0]), *shown[1:]]
    for table in shown:
        show_table(table.title, table.heads, table.rows)
    if not saved:
        say("要全文和出处：加 --out 摘要.docx 存为 Word，或 --page 摘要.html 存为网页")
