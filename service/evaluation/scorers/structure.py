"""Structure: papers with the outline that a person sees beside them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import yaml

from service.evaluation.forms import name_of
from service.evaluation.report import Figure, Scored
from service.evaluation.statistics import f1
from service.evaluation.structure import found_items, source_of
from service.parsing import parse

_ROLES = ("problem", "cause", "measure")


def sets(files: Sequence[Path]) -> list[Path]:
    """Text files with a YAML or JSON file of the same name that lists items by role."""
    return [path for path in files if path.suffix == ".txt" and _expected(path)]


def score(sets: Sequence[Path]) -> Scored:
    """F1 of items with role and headline, for each folder of papers."""
    counts: dict[str, Counter[str]] = {}
    for path in sets:
        found = found_items(parse(source_of(path)))
        wanted = Counter(_expected(path))
        folder = counts.setdefault(name_of(path.parent), Counter())
        folder.update(
            right=(wanted & found).total(), found=found.total(), wanted=wanted.total(), papers=1
        )
    figures = [
        Figure.of(
            f"结构 {folder}（{n['papers']}份）",
            "条目与标题（F1）",
            f1(n["right"], n["found"], n["wanted"]),
            "≥0.98",
        )
        for folder, n in counts.items()
    ]
    return Scored(figures=tuple(figures))


def _expected(path: Path) -> list[tuple[str, str]]:
    """The (role, headline) pairs of the outline beside a paper; none when there is no outline."""
    for end in (".yaml", ".json"):
        if path.with_suffix(end).is_file():
            data = yaml.safe_load(path.with_suffix(end).read_text(encoding="utf-8"))
            if isinstance(data, dict):
                return [(role, headline) for role in _ROLES for headline in data.get(role) or ()]
    return []
