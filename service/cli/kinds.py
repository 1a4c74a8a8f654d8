"""``duizhao kinds``: what it knows, one of them whole, and one read out of a notice."""

from pathlib import Path

import typer

from service.cli.house import open_house
from service.cli.output import Format, say, show, show_json, show_table
from service.kind import Kind
from service.value import Value

app = typer.Typer(help="文种：列出、查看、从通知中读出。", rich_markup_mode=None)


class KindList(Value):
    """The kinds, for JSON."""

    kinds: tuple[Kind, ...]


@app.callback(invoke_without_command=True)
def list_kinds(
    context: typer.Context,
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """列出全部文种。"""
    if context.invoked_subcommand is not None:
        return
    with open_house() as house:
        kinds = tuple(house.kinds.values())
    if form is Format.JSON:
        show_json(KindList(kinds=kinds))
        return
    rows = [(k.id, k.name, str(k.year), "、".join(a.short for a in k.aspects)) for k in kinds]
    show_table("文种", ("标识", "名称", "年度", "对照方面"), rows)


@app.command("show")
def show_kind(
    name: str = typer.Argument(help="文种标识，如 team-2025。"),
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """查看一个文种的全部内容。"""
    from service.kinds import kind_named

    with open_house() as house:
        kind = kind_named(name, house.kinds)
    if form is Format.JSON:
        show_json(kind)
        return
    rows = [
        ("标识", kind.id),
        ("名称", kind.name),
        ("会议", kind.meeting),
        ("主题", kind.theme or "（未录入）"),
        *((f"方面{n}", aspect.title) for n, aspect in enumerate(kind.aspects, 1)),
        *((f"章节{n}", chapter.title or "引言") for n, chapter in enumerate(kind.chapters, 1)),
        *((f"要求{n}", text) for n, text in enumerate(kind.requirements, 1)),
        ("出处", kind.source),
    ]
    show_table(kind.name, ("项目", "内容"), rows)


@app.command("from-notice")
def from_notice(
    file: Path = typer.Argument(help="通知文件（docx、txt 等）。"),
    out: Path | None = typer.Option(None, "--out", help="写入这个 .yaml 文件，供修改确认。"),
) -> None:
    """从通知里读出对照方面，拟一个文种，供人确认。"""
    from service.cli.output import writable
    from service.notices import from_notice as read_notice
    from service.readers import read

    proposal = read_notice(read(file).text)
    text = proposal.to_yaml()
    if out is None:
        show(text)
    else:
        writable(out, ".yaml").write_text(text, encoding="utf-8")
        say(f"已写入 {out}")
    for doubt in proposal.unsure:
        say(f"请确认：{doubt}")
    with open_house() as house:
        folder = house.settings.data_dir / "kinds"
    say(f"确认无误后，把文件放进 {folder} 即可使用")
