"""The engine: runs rules over a subject and turns their findings into ranked flags.

A rule that raises is a fault of ours and is not hidden; rules are total by their tests.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from service.checks.overlays import ACCEPT
from service.flags import LEVELS, Flag, Level
from service.language.normal import fingerprint
from service.language.sentences import sentences
from service.language.spans import Span
from service.paper import ChapterRole, Paper
from service.rule import Card, Finding
from service.subject import Subject

_FIGURE = re.compile(r"(?P<quoted>“[^”]*”|《[^》]*》)|\d+(?:\.\d+)?[%％]?")


class RuleModule(Protocol):
    """What a module of ``service.checks`` offers when it is a rule."""

    __name__: str

    def find(self, subject: Subject, card: Card) -> Iterable[Finding]:
        """What it finds in the subject; spans lie inside the subject's text."""
        ...


def run(subject: Subject, rules: Sequence[tuple[RuleModule, Card]]) -> tuple[Flag, ...]:
    """The flags of every rule that is on: ranked by level and score, numbered as one reads."""
    spans = sentences(subject.text)
    flags = [
        flag
        for rule, card in rules
        if card.level != "off"
        for flag in _flags(subject, card, _kept(subject, card, rule.find(subject, card)), spans)
    ]
    flags.sort(key=lambda flag: (flag.start, flag.end, flag.rule))
    numbered = [f.model_copy(update={"id": f"K{n:04d}"}) for n, f in enumerate(flags, start=1)]
    return tuple(sorted(numbered, key=_rank))


def _rank(flag: Flag) -> tuple[int, float, int]:
    return (LEVELS.index(flag.level), -flag.score, flag.start)


def _kept(subject: Subject, card: Card, findings: Iterable[Finding]) -> list[Finding]:
    """Findings in scope and not accepted; of two that overlap the better, then the longer."""
    chapters = _Chapters(subject.paper)
    accepted = [str(word) for word in card.data.get(ACCEPT, ())]
    usable = [
        finding
        for finding in findings
        if (not card.scope or chapters.role_at(finding.start) in card.scope)
        and not _accepted(subject.text, finding, accepted)
    ]
    usable.sort(key=lambda f: (-f.score, f.start - f.end, f.start))
    kept: list[Finding] = []
    for finding in usable:
        if not any(_overlap(finding, other) for other in kept):
            kept.append(finding)
    return kept


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end


def _accepted(text: str, finding: Finding, words: Sequence[str]) -> bool:
    """Whether the span lies inside an accepted word, where that word stands in the text."""
    for word in words:
        at = text.find(word, max(0, finding.end - len(word)))
        if 0 <= at <= finding.start < finding.end <= at + len(word):
            return True
    return False


class _Chapters:
    """Which chapter a place of the text belongs to."""

    def __init__(self, paper: Paper) -> None:
        begun: dict[int, ChapterRole] = {}
        for chapter in paper.chapters:
            starts = [chapter.start] if chapter.title else []
            starts += [s.start for s in chapter.sections if s.title]
            starts += [i.start for s in chapter.sections for i in s.items]
            if starts:
                begun[min(starts)] = chapter.role
        self._starts = sorted(begun)
        self._roles = [begun[start] for start in self._starts]

    def role_at(self, place: int) -> ChapterRole:
        index = bisect_right(self._starts, place) - 1
        return self._roles[index] if index >= 0 else "preface"


def _flags(
    subject: Subject, card: Card, findings: Iterable[Finding], spans: Sequence[Span]
) -> Iterable[Flag]:
    starts = [span.start for span in spans]
    for finding in findings:
        text = subject.text[finding.start : finding.end]
        fields = {"text": text, **finding.fields}
        message = _filled(card.message, fields)
        level: Level = finding.level or ("suggestion" if card.level == "off" else card.level)
        yield Flag(
            id="",
            rule=card.id,
            level=level,
            start=finding.start,
            end=finding.end,
            text=text,
            message=message,
            ask=_filled(finding.ask or card.ask, fields),
            item=finding.item or _item_at(subject, finding),
            score=round(min(1.0, max(0.0, finding.score)), 4),
            evidence=finding.evidence,
            fingerprint=_fingerprint(finding, message, spans, starts),
        )


def _fingerprint(
    finding: Finding, message: str, spans: Sequence[Span], starts: Sequence[int]
) -> str:
    """Of the sentences that the span touches. Of what is missing, of the message without the
    figures outside its quotations: 全文4512字 moves with every edit, and is the same finding."""
    first = bisect_right(starts, finding.start) - 1
    if finding.start == finding.end or first < 0:
        return fingerprint(_FIGURE.sub(lambda m: m.group() if m["quoted"] else "", message))
    last = max(first + 1, bisect_left(starts, finding.end))
    return fingerprint("".join(span.text for span in spans[first:last]))


def _item_at(subject: Subject, finding: Finding) -> str | None:
    item = subject.item_at(finding.start) if finding.start < finding.end else None
    return item.id if item else None


def _filled(template: str, fields: dict[str, str]) -> str:
    """``template`` with its ``{name}`` places filled; a brace in a field's value stays text."""
    for name, value in fields.items():
        template = template.replace("{" + name + "}", value)
    return template


def cap(flags: Sequence[Flag], per_level: dict[Level, int]) -> tuple[Flag, ...]:
    """The best flags of each level for a person's eyes; a level without a number is not capped."""
    left: Counter[str] = Counter()
    kept = []
    for flag in flags:
        left[flag.level] += 1
        if left[flag.level] <= per_level.get(flag.level, len(flags)):
            kept.append(flag)
    return tuple(kept)


def counts(flags: Sequence[Flag]) -> dict[str, int]:
    """How many flags: in all, by level and by rule."""
    return {
        "total": len(flags),
        **Counter(flag.level for flag in flags),
        **Counter(flag.rule for flag in flags),
    }
