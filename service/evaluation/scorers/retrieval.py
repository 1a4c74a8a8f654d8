"""Retrieval of past problems: tables with query, file and headline."""

from collections.abc import Sequence
from pathlib import Path

from service.evaluation.forms import columns, name_of
from service.evaluation.report import Figure, Scored
from service.evaluation.retrieval import COLUMNS, read_queries, score_retrieval


def sets(files: Sequence[Path]) -> list[Path]:
    """Tables with the columns of a retrieval set."""
    return [path for path in files if columns(path) >= COLUMNS]


def score(sets: Sequence[Path]) -> Scored:
    """R@1 and R@5 of each table."""
    figures = []
    for path in sets:
        found, name = score_retrieval(read_queries(path)), f"检索 {name_of(path)}"
        figures += [
            Figure.of(name, "第一条即是（R@1）", found.at(1), "≥0.92"),
            Figure.of(name, "前五条之内（R@5）", found.at(5), "≥0.99"),
        ]
    return Scored(figures=tuple(figures))
