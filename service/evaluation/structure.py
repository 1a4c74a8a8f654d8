"""How well papers are parsed: items by role and exact headline, against outlines made by hand."""

from collections import Counter
from pathlib import Path

import yaml

from service.blocks import SourceText
from service.errors import BadData
from service.paper import ItemRole, Paper
from service.parsing import parse

_ROLES: tuple[ItemRole, ...] = ("problem", "cause", "measure")
Score = tuple[str, float, float, float]


def score(directory: Path) -> list[Score]:
    """(name, precision, recall, F1) of every ``<name>.txt`` with a ``<name>.yaml`` or ``.json``.

    The expected file names the headlines under ``problem``, ``cause`` and ``measure``. An item is
    right when role and headline are; one found twice counts once right, once wrong. Without any
    item on either side the paper is right. Raises BadData for an expected file of another form.
    """
    return [_scored(paper, expected) for paper, expected in _pairs(directory)]


def source_of(path: Path) -> SourceText:
    """A UTF-8 text file as a source."""
    return SourceText(file=path.name, format="txt", text=path.read_bytes().decode("utf-8-sig"))


def found_items(paper: Paper) -> Counter[tuple[str, str]]:
    """The (role, headline) pairs of a paper's problems, causes and measures."""
    return Counter((item.role, item.headline) for item in paper.items(*_ROLES))


def _pairs(directory: Path) -> list[tuple[Path, Path]]:
    papers = sorted(directory.glob("*.txt"))
    expected = [(p, p.with_suffix(end)) for p in papers for end in (".yaml", ".json")]
    return [(paper, path) for paper, path in expected if path.exists()]


def _scored(paper: Path, expected: Path) -> Score:
    wanted = _wanted(expected)
    found = found_items(parse(source_of(paper)))
    right = (wanted & found).total()
    precision = right / found.total() if found else 1.0
    recall = right / wanted.total() if wanted else 1.0
    total = found.total() + wanted.total()
    return paper.stem, precision, recall, 2 * right / total if total else 1.0


def _wanted(path: Path) -> Counter[tuple[str, str]]:
    # JSON is YAML, so one reader takes both.
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or not set(_ROLES) & set(data):
        raise BadData(f"{path.name}：应写明 problem、cause、measure 各有哪些条目标题")
    return Counter((role, headline) for role in _ROLES for headline in data.get(role) or ())
