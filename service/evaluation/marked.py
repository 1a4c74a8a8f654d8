"""Papers in which a person marked faults: how many the rules find, and what else they flag.

A set is YAML with ``papers``, each with ``unit``, ``text`` and optionally ``kind``. In the text
``⟦achievement:…⟧`` is a fault, named by the rule's id or its last part, and ``⟦not achievement:…⟧``
is something that looks like one and is none. Only rules that the set marks anywhere are run.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from service.blocks import SourceText
from service.checks import check, load_cards
from service.errors import BadData
from service.evaluation.forms import yaml_of
from service.evaluation.known import known_kinds
from service.evaluation.marks import Mark, touches, unmarked
from service.evaluation.rules import Tally
from service.flags import Flag
from service.parsing import parse
from service.subject import Subject
from service.value import Value

_NOT = "not "


class MarkedPaper(Value):
    """One paper as a person marked it."""

    unit: str
    text: str
    kind: str = ""


class Alike(Value):
    """One rule's look-alikes: how many there are and how many were flagged all the same."""

    rule: str
    total: int = 0
    flagged: int = 0


class MarkedScore(Value):
    """``tallies`` and ``alike`` by rule; ``missed``, ``alarms`` word for word, for a person."""

    tallies: tuple[Tally, ...] = ()
    alike: tuple[Alike, ...] = ()
    missed: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()


def is_marked_set(data: object) -> bool:
    """Whether the content of a YAML file is a set of marked papers."""
    papers = data.get("papers") if isinstance(data, dict) else None
    return isinstance(papers, list) and bool(papers) and all("text" in p for p in papers)


def read_marked(path: Path) -> tuple[MarkedPaper, ...]:
    """The papers of a set. Raises BadData for one of another form."""
    try:
        return tuple(MarkedPaper.model_validate(row) for row in yaml_of(path)["papers"])
    except ValueError as error:
        raise BadData(f"{path.name} 不是可用的标注材料：{error}") from error


def score_marked(papers: Sequence[MarkedPaper]) -> MarkedScore:
    """Scores the rules that the papers' marks name. Raises BadData for a mark of no rule."""
    read = [(paper, *unmarked(paper.text)) for paper in papers]
    rules = sorted({_rule(mark.name) for _, _, marks in read for mark in marks})
    parts = [_scored(paper, text, marks, rules) for paper, text, marks in read]
    return MarkedScore(
        tallies=tuple(tally for part in parts for tally in part.tallies),
        alike=tuple(alike for part in parts for alike in part.alike),
        missed=tuple(line for part in parts for line in part.missed),
        alarms=tuple(line for part in parts for line in part.alarms),
    )


def _scored(
    paper: MarkedPaper, text: str, marks: Sequence[Mark], rules: Sequence[str]
) -> MarkedScore:
    flags = check(_subject(paper, text), [card for card in load_cards() if card.id in rules])
    faults = _by_rule(mark for mark in marks if not mark.name.startswith(_NOT))
    alike = _by_rule(mark for mark in marks if mark.name.startswith(_NOT))
    false = [flag for flag in flags if not _hits(flag, faults.get(flag.rule, ()))]
    missed = [(r, m) for r, found in faults.items() for m in found if not _found(r, m, flags)]
    lost = {rule: sum(r == rule for r, _ in missed) for rule in rules}
    return MarkedScore(
        tallies=tuple(
            Tally(
                rule=rule,
                planted=len(faults.get(rule, ())),
                found=len(faults.get(rule, ())) - lost[rule],
                false=sum(flag.rule == rule for flag in false),
            )
            for rule in rules
        ),
        alike=tuple(
            Alike(rule=r, total=len(said), flagged=sum(_found(r, mark, flags) for mark in said))
            for r, said in alike.items()
        ),
        missed=tuple(f"{paper.unit} {rule} {text[m.start : m.end]}" for rule, m in missed),
        alarms=tuple(f"{paper.unit} {flag.rule} {flag.text}" for flag in false),
    )


def _subject(paper: MarkedPaper, text: str) -> Subject:
    kind = known_kinds().get(paper.kind)
    parsed = parse(SourceText(file=paper.unit, format="txt", text=text), kind)
    return Subject(file=paper.unit, text=text, paper=parsed, kind=kind, unit=paper.unit)


def _by_rule(marks: Iterable[Mark]) -> Mapping[str, list[Mark]]:
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        found.setdefault(_rule(mark.name), []).append(mark)
    return found


def _hits(flag: Flag, marks: Iterable[Mark]) -> bool:
    return any(touches(flag.start, flag.end, mark.start, mark.end) for mark in marks)


def _found(rule: str, mark: Mark, flags: Iterable[Flag]) -> bool:
    return any(_hits(flag, [mark]) for flag in flags if flag.rule == rule)


@cache
def _rule(name: str) -> str:
    """The rule that a mark names, by its id or the last part of it."""
    said = name.removeprefix(_NOT)
    found = [c.id for c in load_cards() if said == c.id or c.id.endswith(f".{said}")]
    if len(found) != 1:
        raise BadData(f"标记“{name}”不是一条规则的名称")
    return found[0]
