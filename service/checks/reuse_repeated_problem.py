"""reuse.repeated-problem: last year's problem again, without a word on why it was not mended.

Problems are told by their headlines, which two years' papers rarely share by chance; a headline as
common as 学习不够深入 counts only when what follows is alike as well.
"""

from collections.abc import Iterator

from service.checks.cards import any_of
from service.checks.earlier import newest_earlier, paper_year
from service.checks.places import chapters_of, items_of
from service.flags import Evidence
from service.language.normal import grams, normal
from service.library import Material
from service.paper import Item, Paper
from service.rule import Card, Finding
from service.subject import Subject

_GRAM = 2


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a problem that the newest earlier paper of the unit holds too."""
    last = newest_earlier(subject)
    if last is None:
        return
    explained = any_of(card.data["explained"])
    before = [(item, _pairs(item.headline), _pairs(_told(item))) for item in _problems(last.paper)]
    for item in _problems(subject.paper):
        if explained.search(item.text):
            continue
        headline, body = _pairs(item.headline), _pairs(_told(item))
        scored = [
            (_alike(headline, body, old_head, old_body, card), old)
            for old, old_head, old_body in before
        ]
        best, old = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if old is not None and best > 0:
            yield _finding(item, old, best, last)


def _problems(paper: Paper) -> list[Item]:
    chapters = chapters_of(paper, "problems", "plan")
    return [i for c in chapters for i in items_of(c) if i.role == "problem" and i.headline]


def _told(item: Item) -> str:
    """What the item says behind its headline; all of it, when it is but a headline."""
    return item.text.partition(item.headline)[2] or item.text


def _pairs(text: str) -> frozenset[str]:
    return frozenset(grams(normal(text), _GRAM))


def _alike(
    headline: frozenset[str],
    body: frozenset[str],
    old_headline: frozenset[str],
    old_body: frozenset[str],
    card: Card,
) -> float:
    """Likeness of the bodies (0 to 1) where headline and body are both like enough, else 0."""
    heads = _share(headline, old_headline)
    bodies = _share(body, old_body)
    if heads >= float(card.data["headline"]) and bodies >= float(card.data["body"]):
        return bodies
    return bodies if bodies >= float(card.data["body_alone"]) else 0.0


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Common pairs over the pairs of the shorter: a problem that is told at greater length is the
    same problem."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def _finding(item: Item, old: Item, likeness: float, last: Material) -> Finding:
    at = max(0, item.text.find(item.headline))
    quote = last.text[old.start : old.end]
    year = paper_year(last)
    return Finding(
        start=item.start + at,
        end=item.start + at + len(item.headline),
        fields={"when": f"{year}年度" if year else "以前"},
        item=item.id,
        score=min(1.0, likeness),
        evidence=(Evidence(source=last.file, start=old.start, end=old.end, quote=quote),),
    )
