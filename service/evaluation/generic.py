"""Scores of generic.wording on labelled sentences.

A set is a TSV with the columns file, sentence, label (generic, mixed, specific). A sentence counts
as flagged when a generic.wording flag overlaps it. Mixed sentences hold one concrete thing among
empty words: they are negatives for precision, and half a hit in ``half_precision``.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from service.blocks import SourceText
from service.checks import check, load_cards
from service.evaluation.rules import lintscore
from service.evaluation.statistics import wilson
from service.flags import Flag
from service.kind import Kind
from service.language.spans import Span
from service.paper import ChapterRole
from service.parsing import parse
from service.rule import Card
from service.subject import Subject
from service.value import Value

Label = Literal["generic", "mixed", "specific"]
RULE = "generic.wording"
JUDGED: tuple[ChapterRole, ...] = ("problems", "causes", "measures", "plan", "requirements")
_TOP = 10


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence of a file and what a person said of it."""

    file: str
    sentence: str
    label: Label


class GenericScore(Value):
    """``interval`` is Wilson's for precision at 95 %; ``lintscore`` is T·(T/(T+F))^2 over the
    flags (proselint); ``missed_sentences`` could not be found in their files."""

    judged: int
    flagged: int
    precision: float
    interval: tuple[float, float]
    half_precision: float
    recall: float
    recall_interval: tuple[float, float]
    specific_flagged: float
    precision_at_10: float
    lintscore: float
    missed_sentences: int = 0
    false_alarms: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


def read_labels(text: str) -> tuple[Labelled, ...]:
    """The sentences of a labelled set; rows with another label are left out."""
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    labels: dict[str, Label] = {"generic": "generic", "mixed": "mixed", "specific": "specific"}
    return tuple(
        Labelled(row["file"], row["sentence"], labels[row["label"]])
        for row in rows
        if row.get("label") in labels and row.get("sentence")
    )


def subject_of(file: str, text: str, kind: Kind | None = None) -> Subject:
    """A text as a subject to check, parsed, with the paper's own unit and year."""
    paper = parse(SourceText(file=file, format="txt", text=text), kind)
    return Subject(file=file, text=text, paper=paper, kind=kind, unit=paper.unit, year=paper.year)


def score(
    labelled: Sequence[Labelled],
    subjects: Mapping[str, Subject],
    cards: Sequence[Card] | None = None,
    roles: Sequence[ChapterRole] = JUDGED,
) -> GenericScore:
    """Scores generic.wording on the sentences that stand in chapters of ``roles``.

    The check itself leaves the subject's own unit out of the background, so that the library's
    papers are scored leave-one-unit-out.
    """
    marks, lost = judged(labelled, subjects, cards, roles)
    return summed(marks, lost)


@dataclass(frozen=True, slots=True)
class Judged:
    """One judged sentence, and the rank of its flag in its file (None: not flagged)."""

    said: Labelled
    rank: int | None


def judged(
    labelled: Sequence[Labelled],
    subjects: Mapping[str, Subject],
    cards: Sequence[Card] | None = None,
    roles: Sequence[ChapterRole] = JUDGED,
) -> tuple[list[Judged], int]:
    """The sentences that stand in chapters of ``roles``, each file checked once, and the number of
    those that could not be found in their files."""
    card = [c for c in (load_cards() if cards is None else cards) if c.id == RULE]
    by_file: dict[str, list[Labelled]] = defaultdict(list)
    for sentence in labelled:
        by_file[sentence.file].append(sentence)
    marks: list[Judged] = []
    lost = 0
    for file, sentences in by_file.items():
        subject = subjects[file]
        flags = check(subject, card)
        found = [(s, _place(subject, s.sentence)) for s in sentences]
        lost += sum(place is None for _, place in found)
        marks += _marks(found, flags, _stretches(subject, roles))
    return marks, lost


def _place(subject: Subject, sentence: str) -> Span | None:
    at = subject.text.find(sentence.strip())
    return Span(at, at + len(sentence.strip()), sentence) if at >= 0 else None


def _stretches(subject: Subject, roles: Sequence[ChapterRole]) -> list[tuple[int, int]]:
    return [
        (item.start, item.end)
        for chapter, _, item in subject.paper.placed_items()
        if chapter.role in roles
    ]


def _marks(
    found: Iterable[tuple[Labelled, Span | None]],
    flags: Sequence[Flag],
    stretches: Sequence[tuple[int, int]],
) -> list[Judged]:
    marks = []
    for said, place in found:
        if place is None or not any(a < place.end and place.start < b for a, b in stretches):
            continue
        ranks = [n for n, f in enumerate(flags) if f.start < place.end and place.start < f.end]
        marks.append(Judged(said, min(ranks, default=None)))
    return marks


def summed(marks: Sequence[Judged], lost: int = 0) -> GenericScore:
    """The score of judged sentences."""
    flagged = [mark for mark in marks if mark.rank is not None]
    true = sum(mark.said.label == "generic" for mark in flagged)
    mixed = sum(mark.said.label == "mixed" for mark in flagged)
    positives = sum(mark.said.label == "generic" for mark in marks)
    specific = [mark for mark in marks if mark.said.label == "specific"]
    top = best(flagged)
    return GenericScore(
        judged=len(marks),
        flagged=len(flagged),
        precision=_share(true, len(flagged)),
        interval=wilson(true, len(flagged)),
        half_precision=_share(true + mixed / 2, len(flagged)),
        recall=_share(true, positives),
        recall_interval=wilson(true, positives),
        specific_flagged=_share(sum(m.rank is not None for m in specific), len(specific)),
        precision_at_10=_share(sum(m.said.label == "generic" for m in top), len(top)),
        lintscore=lintscore(true, len(flagged) - true),
        missed_sentences=lost,
        false_alarms=tuple(
            f"{m.said.file} [{m.said.label}] {m.said.sentence}"
            for m in flagged
            if m.said.label != "generic"
        ),
        missed=tuple(
            f"{m.said.file} {m.said.sentence}"
            for m in marks
            if m.said.label == "generic" and m.rank is None
        ),
    )


def best(marks: Sequence[Judged]) -> list[Judged]:
    """The ten best flagged sentences of each file."""
    by_file: dict[str, list[tuple[int, Judged]]] = defaultdict(list)
    for mark in marks:
        if mark.rank is not None:
            by_file[mark.said.file].append((mark.rank, mark))
    ranked = (sorted(pairs, key=lambda pair: pair[0])[:_TOP] for pairs in by_file.values())
    return [mark for pairs in ranked for _, mark in pairs]


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
