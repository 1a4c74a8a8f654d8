"""Generic wording: tables with sentence and label.

Sentences that were written to be generic (their reason says "stock sentence") are easy: the figures
are given once with and once without them. The papers of the sample library are scored without
their own unit in the background.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from service.evaluation.forms import columns, name_of, table_rows
from service.evaluation.generic import (
    RULE,
    Judged,
    Label,
    Labelled,
    best,
    judged,
    read_labels,
    subject_of,
)
from service.evaluation.known import known_kinds
from service.evaluation.report import Figure, Scored
from service.evaluation.rules import Tally
from service.evaluation.statistics import Share
from service.kind import Kind
from service.kinds import guess_kind
from service.readers import read
from service.samples import PAPERS
from service.subject import Subject

_STOCK = "stock sentence"
_HEADINGS = {
    "problem": "一、存在的主要问题\n（一）有关方面",
    "cause": "二、产生问题的原因分析",
    "measure": "三、下一步整改措施",
}


def sets(files: Sequence[Path]) -> list[Path]:
    """Tables with the columns of a generic-wording set."""
    return [path for path in files if columns(path) >= {"file", "sentence", "label"}]


def score(sets: Sequence[Path]) -> Scored:
    """The figures of each table: whole, by unit, and without stock sentences where it has any."""
    parts = [(path, _judged(path)) for path in sets]
    marks = [mark for _, found in parts for mark in found]
    flagged = [mark for mark in marks if mark.rank is not None]
    right = sum(mark.said.label == "generic" for mark in flagged)
    tally = Tally(
        rule=RULE,
        planted=sum(mark.said.label == "generic" for mark in marks),
        found=right,
        false=len(flagged) - right,
    )
    figures = tuple(figure for path, found in parts for figure in _figures(path, found))
    return Scored(figures=figures, tallies=(tally,))


def _judged(path: Path) -> list[Judged]:
    labels = read_labels(path.read_text(encoding="utf-8-sig"))
    marks, _ = judged(labels, _subjects(path, labels))
    return marks


def _figures(path: Path, marks: Sequence[Judged]) -> Iterable[Figure]:
    name = f"套话 {name_of(path)}"
    yield from _shares(name, marks)
    stock = {row["sentence"] for row in table_rows(path) if _STOCK in row.get("reason", "")}
    if stock:
        yield from _shares(f"{name} 较严", [m for m in marks if m.said.sentence not in stock])
    units: dict[str, list[Judged]] = defaultdict(list)
    for mark in marks:
        units[mark.said.file.partition("/")[0]].append(mark)
    for unit, parts in units.items():
        # One unit's few sentences show where it goes wrong; they hold nobody to a target.
        for figure in _shares(name, parts):
            yield figure.model_copy(update={"unit": unit, "target": ""})


def _shares(name: str, marks: Sequence[Judged]) -> Iterable[Figure]:
    flagged = [mark for mark in marks if mark.rank is not None]
    right = _of(flagged, "generic")
    specific = [mark for mark in marks if mark.said.label == "specific"]
    wrong = sum(mark.rank is not None for mark in specific)
    top = best(flagged)
    yield Figure.of(name, "报得对（查准）", Share(right, len(flagged)), "≥0.95")
    yield Figure.of(name, "找出（查全）", Share(right, _of(marks, "generic")), "≥0.85")
    yield Figure.of(name, "具体的句子被误报", Share(wrong, len(specific)), "≤0.05")
    yield Figure.of(name, "每份前十条报得对", Share(_of(top, "generic"), len(top)), "≥0.95")


def _of(marks: Sequence[Judged], label: Label) -> int:
    return sum(mark.said.label == label for mark in marks)


def _subjects(path: Path, labels: Sequence[Labelled]) -> dict[str, Subject]:
    """The papers the sentences stand in: of the sample library, beside the table by the beginning
    of their name, or, where there is none, made of the sentences themselves."""
    kinds = known_kinds()
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in table_rows(path):
        rows[row["file"]].append(row)
    return {said.file: _subject(path, said.file, rows[said.file], kinds) for said in labels}


def _subject(
    path: Path, file: str, rows: Sequence[Mapping[str, str]], kinds: Mapping[str, Kind]
) -> Subject:
    beside = sorted(path.parent.glob(f"{file}*.txt")) if "/" not in file else []
    paper = PAPERS / file if (PAPERS / file).is_file() else next(iter(beside), None)
    if paper is None:
        return subject_of(file, _made(rows))
    text = read(paper).text
    kind = kinds.get(Path(file).stem.partition("-")[2])
    return subject_of(file, text, kind or guess_kind(subject_of(file, text).paper, kinds))


def _made(rows: Sequence[Mapping[str, str]]) -> str:
    """A paper of the sentences, each under the heading of the chapter it was taken from."""
    chapters: dict[str, list[str]] = {heading: [] for heading in _HEADINGS.values()}
    for row in rows:
        heading = _HEADINGS.get(row.get("chapter", "problem"), _HEADINGS["problem"])
        chapters[heading].append(row["sentence"])
    return "\n".join(
        line for heading, lines in chapters.items() if lines for line in (heading, *lines)
    )
