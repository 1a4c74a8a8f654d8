"""How well papers are parsed: items by role and exact headline, against outlines made by hand."""

from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from service.blocks import SourceText
from service.errors import BadData
from service.paper import ItemRole, Paper
from service.parsing import parse
from service.readers import read

_ROLES: tuple[ItemRole, ...] = ("problem", "cause", "measure")
Score = tuple[str, float, float, float]


def score(directory: Path) -> list[Score]:
    """(name, precision, recall, F1) of every outline (``.yaml``, ``.json``) that has a paper.

    The paper is the ``.txt`` file of the same name, or a file of the sample library that the
    outline names under ``paper`` (qinglan-water/2023-team-2023.txt). The outline lists the
    headlines under ``problem``, ``cause`` and ``measure``. An item is right when role and headline
    are; one found twice counts once right, once wrong. Without any item on either side the paper
    is right. Raises BadData for an outline of another form.
    """
    outlines = sorted([*directory.glob("*.yaml"), *directory.glob("*.json")])
    read_in = ((path, _outline(path)) for path in outlines)
    found = ((path, outline, _paper(path, outline)) for path, outline in read_in)
    return [_scored(path.stem, outline, paper) for path, outline, paper in found if paper]


def source_of(path: Path) -> SourceText:
    """A UTF-8 text file as a source."""
    return SourceText(file=path.name, format="txt", text=path.read_bytes().decode("utf-8-sig"))


def found_items(paper: Paper) -> Counter[tuple[str, str]]:
    """The (role, headline) pairs of a paper's problems, causes and measures."""
    return Counter((item.role, item.headline) for item in paper.items(*_ROLES))


def _outline(path: Path) -> Mapping[str, Any]:
    # JSON is YAML, so one reader takes both.
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or not set(_ROLES) & set(data):
        raise BadData(f"{path.name}：应写明 problem、cause、measure 各有哪些条目标题")
    return data


def _paper(path: Path, outline: Mapping[str, Any]) -> SourceText | None:
    if named := outline.get("paper"):
        return read(Path(str(files("service"))) / "samples" / "papers" / named)
    beside = path.with_suffix(".txt")
    return source_of(beside) if beside.exists() else None


def _scored(name: str, outline: Mapping[str, Any], source: SourceText) -> Score:
    wanted: Counter[tuple[str, str]] = Counter(
        (role, headline) for role in _ROLES for headline in outline.get(role) or ()
    )
    found = found_items(parse(source))
    right = (wanted & found).total()
    precision = right / found.total() if found else 1.0
    recall = right / wanted.total() if wanted else 1.0
    total = found.total() + wanted.total()
    return name, precision, recall, 2 * right / total if total else 1.0
