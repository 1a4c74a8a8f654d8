"""left.stale-year: another year's plan, deadline, meeting, campaign or congress left in the paper.

History stays history: a commission founded in 2020, 自2019年以来, 去年同期 and the chapter on last
year's rectification name other years rightly and are left alone.
"""

import re
from collections.abc import Iterator
from typing import Any

from service.checks.cards import any_of, compiled
from service.language.sentences import sentences
from service.language.spans import Span
from service.language.years import year_of
from service.rule import Card, Finding
from service.subject import Subject

_CLAUSE = re.compile(r"[^，。；！？\n]+")
_WRITTEN = re.compile(r"二[〇○零Ｏ][一二三四五六七八九〇○零]{2}(?=年)")
_FIGURES = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_DATED = re.compile(r"20\d\d年|以来|期间")


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Stale years, campaigns and congresses; nothing when the paper's year is not known."""
    year = year_of(subject)
    if year is None:
        return
    history = any_of(card.data["history"])
    quiet = _quiet(subject)
    for sentence in sentences(_in_figures(subject.text)):
        if any(a <= sentence.start < b for a, b in quiet):
            continue
        if not history.search(sentence.text):
            yield from _dated(sentence, year, card)
        yield from _campaigns(sentence, year, card)
        yield from _congress(sentence, year, card)


def _in_figures(text: str) -> str:
    """The text with years in written numerals (二〇二二年) in figures, places kept."""
    return _WRITTEN.sub(lambda year: year.group().translate(_FIGURES), text)


def _quiet(subject: Subject) -> list[tuple[int, int]]:
    """The chapters on last year's rectification and on cases of other people."""
    found = []
    chapters = subject.paper.chapters
    for chapter in chapters:
        if chapter.role in ("last_year", "cases"):
            ends = [i.end for s in chapter.sections for i in s.items] + [chapter.end]
            found.append((chapter.start, max(ends)))
    return found


def _dated(sentence: Span, year: int, card: Card) -> Iterator[Finding]:
    """Plans, meetings and deadlines that carry an earlier year."""
    for entry in card.data["dated"]:
        for match in compiled(entry["pattern"]).finditer(sentence.text):
            named = int(match.group("year"))
            if named <= year - int(entry["age"]):
                yield _finding(sentence, match.span(), f"{named}年", year, 0.9)


def _campaigns(sentence: Span, year: int, card: Card) -> Iterator[Finding]:
    """Campaigns that had ended, spoken of as under way."""
    past = any_of(card.data["campaign_past"])
    current = any_of(card.data["campaign_current"])
    for clause in _CLAUSE.finditer(sentence.text):
        if past.search(clause.group()) or not current.search(clause.group()):
            continue
        for name, last in _ended(card.data["campaigns"], year):
            for match in compiled(name).finditer(clause.group()):
                start = clause.start() + match.start()
                span = (start, start + len(match.group()))
                yield _finding(sentence, span, f"{last}年结束的活动", year, 0.8)


def _ended(campaigns: list[dict[str, Any]], year: int) -> Iterator[tuple[str, int]]:
    for entry in campaigns:
        if int(entry["until"]) < year:
            yield str(entry["pattern"]), int(entry["until"])


def _congress(sentence: Span, year: int, card: Card) -> Iterator[Finding]:
    """A congress or plenum studied as the newest, though a later congress had met.

    A sentence that names the later one too, or a year, is a list or history.
    """
    held = {str(c["name"]): int(c["number"]) for c in card.data["congresses"]}
    due = max(
        (int(c["number"]) for c in card.data["congresses"] if int(c["year"]) < year), default=0
    )
    named = compiled(str(card.data["congress_mention"])).finditer(sentence.text)
    if _DATED.search(sentence.text) or any(held[m.group("name")] >= due for m in named):
        return
    for match in compiled(str(card.data["congress_studied"])).finditer(sentence.text):
        yield _finding(sentence, match.span("what"), "前一届的会议", year, 0.7)


def _finding(sentence: Span, span: tuple[int, int], named: str, year: int, score: float) -> Finding:
    return Finding(
        start=sentence.start + span[0],
        end=sentence.start + span[1],
        fields={"named": named, "year": str(year)},
        score=score,
    )
