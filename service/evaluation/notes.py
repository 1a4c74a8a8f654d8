"""Scores of sorting on labelled notes.

A set is JSONL with one line of feedback each: ``aspect6`` is the right aspect under a kind of six
(its short title), ``aspect5`` under one of five (its number first), the ``_alt`` lists what a
reasonable person might file it under as well; ``dup_group`` joins lines that say the same.
Figures are over lines: a line that gave several notes is judged by its first that has content.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from service.errors import BadData
from service.evaluation.statistics import wilson
from service.kind import Kind
from service.notes import Note, RawNote, Route, SortReport
from service.sorting import sort_notes
from service.value import Value

Sort = Callable[[Sequence[RawNote], Kind], SortReport]
EMPTY_THEME = "无内容"


class LabelledNote(Value):
    """One line and what a person said of it."""

    id: str
    text: str
    source: str = ""
    aspect6: str | None
    aspect5: str | None
    aspect6_alt: tuple[str, ...] = ()
    aspect5_alt: tuple[str, ...] = ()
    theme: str
    dup_group: str | None = None
    empty: bool = False
    route: Route = "draft"
    pii: bool = False
    concrete: bool = False


class Share(Value):
    """``hits`` of ``total`` with Wilson's interval at 95 %; 1.0 of nothing."""

    hits: int
    total: int
    value: float
    interval: tuple[float, float]


class NotesScore(Value):
    """``wrong`` names the lines whose aspect is neither the label nor an alternative, and what
    they were filed under. ``false_empty`` and ``false_clue`` are shares of the other lines."""

    lines: int
    aspect6: Share
    aspect6_lenient: Share
    aspect5: Share
    aspect5_lenient: Share
    theme: Share
    empty_recall: Share
    false_empty: Share
    clue_recall: Share
    false_clue: Share
    beyond_recall: Share
    pii_recall: Share
    group_precision: Share
    group_recall: Share
    group_f1: float
    wrong: tuple[str, ...] = ()


def read_labelled_notes(path: Path) -> tuple[LabelledNote, ...]:
    """The lines of a labelled set. Raises BadData naming the file and the line that is wrong."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                found.append(LabelledNote.model_validate(json.loads(line)))
            except ValueError as error:
                raise BadData(f"{path.name} 第 {number} 行不是可用的标注：{error}") from error
    return tuple(found)


def score_notes(path: Path, kinds: Mapping[str, Kind], sort: Sort = sort_notes) -> NotesScore:
    """Scores ``sort`` on the labelled set at ``path`` under team-2023 (six aspects) and
    team-2021 (five)."""
    return score_labelled(read_labelled_notes(path), kinds, sort)


def score_labelled(
    labelled: Sequence[LabelledNote], kinds: Mapping[str, Kind], sort: Sort = sort_notes
) -> NotesScore:
    """Scores ``sort`` on labelled lines of one unit; see score_notes."""
    raw = [RawNote(id=line.id, text=line.text, source=line.source) for line in labelled]
    six, five = sort(raw, kinds["team-2023"]), sort(raw, kinds["team-2021"])
    first6, first5 = _first(six), _first(five)
    full = [line for line in labelled if not line.empty]
    empty = _empty_lines(six)
    routes = _routes(six)
    named = {note.source_id for note in six.notes if note.personal}
    precision, recall, f1 = _groups(labelled, six)
    rights6 = [_right(first6.get(x.id), x.aspect6, x.aspect6_alt, kinds["team-2023"]) for x in full]
    rights5 = [_right(first5.get(x.id), x.aspect5, x.aspect5_alt, kinds["team-2021"]) for x in full]
    return NotesScore(
        lines=len(labelled),
        aspect6=_share(strict for strict, _ in rights6),
        aspect6_lenient=_share(lenient for _, lenient in rights6),
        aspect5=_share(strict for strict, _ in rights5),
        aspect5_lenient=_share(lenient for _, lenient in rights5),
        theme=_share(_theme(x, first6, empty) == x.theme for x in labelled),
        empty_recall=_share(x.id in empty for x in labelled if x.empty),
        false_empty=_share(x.id in empty for x in full),
        clue_recall=_share("clue" in routes[x.id] for x in labelled if x.route == "clue"),
        false_clue=_share("clue" in routes[x.id] for x in labelled if x.route != "clue"),
        beyond_recall=_share("beyond" in routes[x.id] for x in labelled if x.route == "beyond"),
        pii_recall=_share(x.id in named for x in labelled if x.pii),
        group_precision=precision,
        group_recall=recall,
        group_f1=f1,
        wrong=(*_wrong(full, first6, rights6, "六"), *_wrong(full, first5, rights5, "五")),
    )


def _first(report: SortReport) -> dict[str, Note]:
    found: dict[str, Note] = {}
    for note in report.notes:
        if not note.empty:
            found.setdefault(note.source_id, note)
    return found


def _empty_lines(report: SortReport) -> set[str]:
    full = {note.source_id for note in report.notes if not note.empty}
    return {note.source_id for note in report.notes} - full


def _routes(report: SortReport) -> dict[str, set[Route]]:
    found: dict[str, set[Route]] = {}
    for note in report.notes:
        found.setdefault(note.source_id, set()).add(note.route)
    return found


def _theme(line: LabelledNote, first: Mapping[str, Note], empty: set[str]) -> str:
    return EMPTY_THEME if line.id in empty else first[line.id].theme


def _right(
    note: Note | None, label: str | None, alternatives: Sequence[str], kind: Kind
) -> tuple[bool, bool]:
    if note is None or label is None:
        return False, False
    title = _title(label, kind)
    strict = note.aspect == title
    return strict, strict or note.aspect in {_title(other, kind) for other in alternatives}


def _title(label: str, kind: Kind) -> str:
    """The full title behind a label: the aspect's number first, or its short title."""
    number, _, rest = label.partition("-")
    if rest and number.isdigit() and 0 < int(number) <= len(kind.aspects):
        return kind.aspects[int(number) - 1].title
    found = next((a.title for a in kind.aspects if label in (a.short, a.title, a.key)), None)
    if found is None:
        raise BadData(f"标注的方面“{label}”不在文种 {kind.id} 之内")
    return found


def _wrong(
    lines: Sequence[LabelledNote],
    first: Mapping[str, Note],
    rights: Sequence[tuple[bool, bool]],
    name: str,
) -> Iterable[str]:
    for line, (_, lenient) in zip(lines, rights, strict=True):
        if not lenient:
            note = first.get(line.id)
            got = (note.reason or note.aspect) if note else "空"
            label = line.aspect6 if name == "六" else line.aspect5
            yield f"{line.id}（{name}）应为{label}：{line.text} → {got}"


def _groups(labelled: Sequence[LabelledNote], report: SortReport) -> tuple[Share, Share, float]:
    """Pairwise precision, recall and F1 of the groups, over pairs of lines."""
    members: dict[str, set[str]] = {}
    for note in report.notes:
        if note.group:
            members.setdefault(note.group, set()).add(note.source_id)
    gold: dict[str, set[str]] = {}
    for line in labelled:
        if line.dup_group:
            gold.setdefault(line.dup_group, set()).add(line.id)
    found, true = _pairs(members.values()), _pairs(gold.values())
    precision = _share(pair in true for pair in found)
    recall = _share(pair in found for pair in true)
    both = precision.value + recall.value
    return precision, recall, 2 * precision.value * recall.value / both if both else 0.0


def _pairs(groups: Iterable[set[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _share(hits: Iterable[bool]) -> Share:
    marks = list(hits)
    total, hit = len(marks), sum(marks)
    if not total:
        return Share(hits=0, total=0, value=1.0, interval=(0.0, 1.0))
    return Share(hits=hit, total=total, value=hit / total, interval=wilson(hit, total))
