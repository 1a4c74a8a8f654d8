"""reuse.own-past: passages taken over from the unit's own earlier papers."""

from collections.abc import Iterator

from service.checks.cards import any_of
from service.checks.copies import copies
from service.language.earlier import paper_year
from service.library import Material
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """Copied passages with both places; prescribed and official wording does not count, nor what
    a unit's paper repeats by right."""
    named = {material.file: _named(material) for material in subject.past}
    connecting = any_of(card.data["connecting"])
    for finding in copies(subject, subject.past, card, own=True):
        if connecting.fullmatch(subject.text[finding.start : finding.end]):
            continue
        fields = {**finding.fields, "paper": named[finding.evidence[0].source]}
        yield finding.model_copy(update={"fields": fields})


def _named(material: Material) -> str:
    """The paper as its own unit would call it: its year, its title without the unit's name."""
    year = paper_year(material)
    title = material.paper.title.removeprefix("中共").removeprefix(material.origin)
    return f"本单位{f'{year}年度' if year else '以前'}的" + (f"《{title}》" if title else "材料")
