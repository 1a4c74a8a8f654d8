"""How well unanswered notes are found: cover.missing on papers with notes judged by a person.

A set is ``<name>.jsonl`` beside the paper ``<name>.txt``: ``note`` as it was said, ``reflected``
whether the paper answers it anywhere (in a problem or only in a measure), ``why`` where that is not
plain. A missing note that is flagged counts as found; a reflected one that is flagged is an alarm.
"""

from collections.abc import Sequence
from pathlib import Path

from service.blocks import SourceText
from service.checks import check, load_cards
from service.errors import BadData
from service.evaluation.forms import json_rows
from service.evaluation.statistics import Share
from service.notes import Note
from service.parsing import parse
from service.subject import Subject
from service.value import Value

FIELDS = frozenset({"note", "reflected"})
RULE = "cover.missing"


class Judged(Value):
    """One note and whether the paper answers it."""

    note: str
    reflected: bool
    why: str = ""


class CoverageScore(Value):
    """``flagged`` notes, of which ``right`` are ``missing`` ones; the wrong ones word for word."""

    right: int = 0
    flagged: int = 0
    missing: int = 0
    alarms: tuple[str, ...] = ()
    overlooked: tuple[str, ...] = ()

    @property
    def precision(self) -> Share:
        """Of the flagged notes, those that nothing answers."""
        return Share(self.right, self.flagged)

    @property
    def recall(self) -> Share:
        """Of the notes that nothing answers, those flagged."""
        return Share(self.right, self.missing)

    def __add__(self, other: "CoverageScore") -> "CoverageScore":
        return CoverageScore(
            right=self.right + other.right,
            flagged=self.flagged + other.flagged,
            missing=self.missing + other.missing,
            alarms=self.alarms + other.alarms,
            overlooked=self.overlooked + other.overlooked,
        )


def paper_of(path: Path) -> Path:
    """The paper that a set's notes belong to. Raises BadData when it is not there."""
    paper = path.with_suffix(".txt")
    if not paper.is_file():
        raise BadData(f"{path.name}：旁边没有它所评的材料 {paper.name}")
    return paper


def read_judged(path: Path) -> tuple[Judged, ...]:
    """The judged notes of a set. Raises BadData for a row of another form."""
    try:
        return tuple(Judged.model_validate(row) for row in json_rows(path))
    except ValueError as error:
        raise BadData(f"{path.name} 不是可用的标注：{error}") from error


def score_coverage(text: str, judged: Sequence[Judged]) -> CoverageScore:
    """Scores cover.missing on the paper ``text``."""
    notes = tuple(
        Note(id=f"N{n}", source_id=f"N{n}", text=one.note) for n, one in enumerate(judged)
    )
    paper = parse(SourceText(file="材料.txt", format="txt", text=text))
    cards = [card for card in load_cards() if card.id == RULE]
    flags = check(Subject(file=paper.file, text=text, paper=paper, notes=notes), cards)
    flagged = {evidence.source for flag in flags for evidence in flag.evidence}
    marks = [(one, note.id in flagged) for one, note in zip(judged, notes, strict=True)]
    return CoverageScore(
        right=sum(hit and not one.reflected for one, hit in marks),
        flagged=sum(hit for _, hit in marks),
        missing=sum(not one.reflected for one, _ in marks),
        alarms=tuple(one.note for one, hit in marks if hit and one.reflected),
        overlooked=tuple(one.note for one, hit in marks if not hit and not one.reflected),
    )
