"""Generic wording: tables with sentence and label.

Sentences that were written to be generic (their reason says "stock sentence") are easy: the figures
are given once with and once without them. The papers of the sample library are scored without
their own unit in the background.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from service.evaluation.forms import columns, name_of, table_rows
from service.evaluation.generic import Labelled, read_labels, subject_of
from service.evaluation.generic import score as score_labels
from service.evaluation.report import Figure
from service.evaluation.statistics import Share
from service.kind import Kind
from service.kinds import guess_kind, load_kinds
from service.readers import read
from service.samples import PAPERS
from service.subject import Subject
from service.value import Value

_STOCK = "stock sentence"
_TOP = 10
_HEADINGS = {
    "problem": "一、存在的主要问题\n（一）有关方面",
    "cause": "二、产生问题的原因分析",
    "measure": "三、下一步整改措施",
}


class _Counts(Value):
    """What is added up over files."""

    flagged: int = 0
    right: int = 0
    generic: int = 0
    specific: int = 0
    specific_flagged: int = 0
    top: int = 0
    top_right: float = 0.0

    def __add__(self, other: "_Counts") -> "_Counts":
        names = type(self).model_fields
        return _Counts(**{name: getattr(self, name) + getattr(other, name) for name in names})


def sets(files: Sequence[Path]) -> list[Path]:
    """Tables with the columns of a generic-wording set."""
    return [path for path in files if columns(path) >= {"file", "sentence", "label"}]


def score(sets: Sequence[Path]) -> list[Figure]:
    """The figures of each table: whole, by unit, and without stock sentences where it has any."""
    return [figure for path in sets for figure in _of(path)]


def _of(path: Path) -> list[Figure]:
    text = path.read_text(encoding="utf-8-sig")
    subjects = _subjects(path, read_labels(text))
    counts = {file: _counted(labels, subjects) for file, labels in _by_file(text).items()}
    name = f"套话 {name_of(path)}"
    figures = _figures(name, counts.values())
    stock = {row["sentence"] for row in table_rows(path) if _STOCK in row.get("reason", "")}
    if stock:
        strict = [
            _counted([said for said in labels if said.sentence not in stock], subjects)
            for labels in _by_file(text).values()
        ]
        figures += _figures(f"{name} 较严", strict)
    units: dict[str, list[_Counts]] = defaultdict(list)
    for file, found in counts.items():
        units[file.partition("/")[0]].append(found)
    if len(units) > 1:
        for unit, parts in units.items():
            # One unit's few sentences show where it goes wrong; they hold nobody to a target.
            both = _shares(f"{name}：{unit}", sum(parts, _Counts()))[:2]
            figures += [figure.model_copy(update={"target": ""}) for figure in both]
    return figures


def _figures(name: str, parts: Iterable[_Counts]) -> list[Figure]:
    return _shares(name, sum(parts, _Counts()))


def _shares(name: str, n: _Counts) -> list[Figure]:
    return [
        Figure.of(name, "报得对（查准）", Share(n.right, n.flagged), "≥0.95"),
        Figure.of(name, "找出（查全）", Share(n.right, n.generic), "≥0.85"),
        Figure.of(name, "具体的句子被误报", Share(n.specific_flagged, n.specific), "≤0.05"),
        Figure.of(name, "每份前十条报得对", Share(n.top_right, n.top), "≥0.95"),
    ]


def _counted(labels: Sequence[Labelled], subjects: Mapping[str, Subject]) -> _Counts:
    """One file's counts. The labels are scored apart as well, which tells how many of each stood
    in judged chapters."""
    every = score_labels(labels, subjects)
    generic = score_labels([said for said in labels if said.label == "generic"], subjects)
    specific = score_labels([said for said in labels if said.label == "specific"], subjects)
    top = min(_TOP, every.flagged)
    return _Counts(
        flagged=every.flagged,
        right=generic.flagged,
        generic=generic.judged,
        specific=specific.judged,
        specific_flagged=specific.flagged,
        top=top,
        top_right=every.precision_at_10 * top,
    )


def _by_file(text: str) -> dict[str, list[Labelled]]:
    found: dict[str, list[Labelled]] = defaultdict(list)
    for said in read_labels(text):
        found[said.file].append(said)
    return found


def _subjects(path: Path, labels: Sequence[Labelled]) -> dict[str, Subject]:
    """The papers the sentences stand in: of the sample library, beside the table by the beginning
    of their name, or, where there is none, made of the sentences themselves."""
    kinds = load_kinds()
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
