"""order.early-study: a document or meeting studied before there was one to study.

The calendar is ``rules/events.tsv``: the first day on which the thing could be studied, and, for
names that an older thing bore too, the day from which the name means this one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from service.checks.cards import any_of, compiled, table
from service.language.sentences import sentences
from service.language.spans import Span
from service.language.specifics import specifics
from service.language.specifics.dates import When
from service.language.years import year_of
from service.rule import Card, Finding
from service.subject import Subject

_SAID_NEXT_YEAR = 2
"""Months of the next year in which a year's paper is still written: 1月 may be of either."""
_THIS_YEAR = re.compile("全年|今年|本年|一年来|这一年|年度内|上半年|年初")
"""Said before 1月 or 2月 in the sentence, it makes the month one of the paper's own year."""
_NEAR = 40
"""Characters that may stand between a date and what was studied on it."""


@dataclass(frozen=True, slots=True)
class Event:
    """A document or meeting: ``pattern`` finds it, ``since`` is its first day."""

    name: str
    pattern: str
    since: date
    meant_from: date | None


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Study dates earlier than the thing studied; without a date, papers of an earlier year."""
    studied = any_of(card.data["studied"])
    later = any_of(card.data["not_yet"])
    for sentence in sentences(subject.text):
        if not studied.search(sentence.text) or later.search(sentence.text):
            continue
        for event in _events():
            for match in compiled(event.pattern).finditer(sentence.text):
                yield from _judged(subject, sentence, match.span(), event, card)


@lru_cache(maxsize=1)
def _events() -> tuple[Event, ...]:
    return tuple(
        Event(
            row["name"],
            row["pattern"],
            date.fromisoformat(row["since"]),
            date.fromisoformat(row["meant_from"]) if row["meant_from"] != "-" else None,
        )
        for row in table("events")
    )


def _judged(
    subject: Subject, sentence: Span, span: tuple[int, int], event: Event, card: Card
) -> Iterator[Finding]:
    year = year_of(subject)
    dated = _date_before(sentence.text, span[0], year)
    if dated and any_of(card.data["other_day"]).search(sentence.text[: span[0]], dated[2]):
        return
    if dated is None:
        early = year is not None and _paper_is_older(subject, event, year)
        said = f"{year}年度"
    else:
        when, said, _ = dated
        early = _earlier(when, event)
    if early:
        since = f"{event.since.year}年{event.since.month}月"
        yield Finding(
            start=sentence.start + span[0],
            end=sentence.start + span[1],
            fields={"said": said, "event": event.name, "since": since},
            score=0.9 if dated else 0.6,
            level=None if dated else "warning",
        )


def _date_before(text: str, at: int, year: int | None) -> tuple[When, str, int] | None:
    """The date nearest before ``at``, its text and its end; None without one near and certain."""
    dates = [s for s in specifics(text[:at]) if s.kind == "date" and at - s.end <= _NEAR]
    if not dates:
        return None
    when = When.parse(dates[-1].value).settled((year,) if year else ())
    within = when.months and (min(when.months) > _SAID_NEXT_YEAR or bool(_THIS_YEAR.search(text)))
    if when.year is None and within and year:
        when = When(year, when.months, when.day)
    known = bool(when.year and when.year > 1000)
    return (when, dates[-1].text, dates[-1].end) if known else None


def _earlier(when: When, event: Event) -> bool:
    """Whether all of the stretch that ``when`` names lies before the event's first day."""
    if when.year is None:
        return False
    month = max(when.months, default=12)
    if event.meant_from and (when.year, month) < (event.meant_from.year, event.meant_from.month):
        return False
    if (when.year, month) != (event.since.year, event.since.month):
        return (when.year, month) < (event.since.year, event.since.month)
    return bool(when.day) and bool(when.months) and (when.day or 31) < event.since.day


def _paper_is_older(subject: Subject, event: Event, year: int) -> bool:
    """Whether a paper of ``year`` was surely written before the event.

    Papers are finished in the first quarter of the next year. A text that names a year as late as
    the event's is of another year than it was taken for.
    """
    if event.meant_from or event.since <= date(year + 1, 3, 31):
        return False
    return not any(str(y) in subject.text for y in range(event.since.year, event.since.year + 5))
