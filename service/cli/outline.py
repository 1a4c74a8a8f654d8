"""``duizhao outline``."""

from pathlib import Path

import typer

from service.cli.house import open_house, wanted_kind
from service.cli.output import Format, say, show_json, show_table
from service.kind import Kind
from service.paper import ItemRole

_TITLE = 24
_ROLES: dict[ItemRole, str] = {
    "problem": "问题",
    "cause": "原因",
    "measure": "措施",
    "other": "其他",
}


def outline(
    file: Path = typer.Argument(help="材料文件。"),
    kind: str | None = typer.Option(None, "--kind", help="文种标识；不给则自动判断。"),
    form: Format = typer.Option(Format.TABLE, "--format", help="table 或 json。"),
) -> None:
    """读出一份材料的结构：章、方面、问题、原因、措施。"""
    from service.pipelines.opening import open_paper

    with open_house() as house:
        opened = open_paper(file, house.kinds, wanted_kind(house, kind))
    paper = opened.paper
    if form is Format.JSON:
        show_json(paper)
        return
    items = [placed for placed in paper.placed_items() if placed[2].role != "other"]
    rows: list[tuple[str, ...]] = []
    last = ("", "")
    for chapter, section, item in items:
        place = (chapter.title, _short(opened.kind, section.aspect or section.title))
        rows.append(
            (*(place if place != last else ("", "")), item.id, _ROLES[item.role], item.headline)
        )
        last = place
    show_table(
        f"{paper.title or file.name}（文种 {paper.kind or '未判定'}）",
        ("章", "方面", "编号", "类别", "标题句"),
        rows,
    )
    roles: tuple[ItemRole, ...] = ("problem", "cause", "measure")
    say("，".join(f"{_ROLES[role]}{sum(1 for _ in paper.items(role))}条" for role in roles))


def _short(kind: Kind | None, title: str) -> str:
    """What people call an aspect: the full titles of some years fill a page."""
    spec = kind.aspect(title) if kind is not None else None
    return spec.short if spec is not None else title[:_TITLE]
