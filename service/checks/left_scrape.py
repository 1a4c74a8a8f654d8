"""left.scrape: what a copied web page or a converted file leaves behind."""

from collections.abc import Iterator

from service.checks.cards import any_of
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Every mark that only a website, a paid library or a converter writes."""
    for match in any_of(card.data["patterns"]).finditer(subject.text):
        if match.group().strip():
            yield Finding(start=match.start(), end=match.end(), score=0.9)
