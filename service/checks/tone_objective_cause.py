"""tone.objective-cause: a cause that stops at circumstances (任务重, 人手少, 上级 …).

Circumstances may be named. What gets a paper sent back is a cause that names nothing else, or that
calls them the chief cause; a turn to one's own thought, duty or habit in the same cause is enough
to leave it alone. 我们 and the like are such a turn only where the clause names no circumstance.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.checks.cards import any_of
from service.checks.clauses import clauses, points, stated
from service.checks.places import chapters_of, items_of
from service.language.spans import Span
from service.rule import Card, Finding
from service.subject import Subject


@dataclass(frozen=True, slots=True)
class _Words:
    objective: re.Pattern[str]
    subjective: re.Pattern[str]
    own: re.Pattern[str]
    chief: re.Pattern[str]

    def turns(self, part: Span) -> bool:
        """Whether a stretch turns to those who write."""
        if self.subjective.search(part.text):
            return True
        return any(
            self.own.search(clause.text) and not self.objective.search(clause.text)
            for clause in clauses(part)
        )

    def blames(self, point: Span) -> Iterator[Span]:
        """The statements of one cause that name a circumstance and nothing of one's own."""
        turned = self.turns(point)
        for part in stated(point):
            if not self.objective.search(part.text):
                continue
            if not turned or (self.chief.search(part.text) and not self.turns(part)):
                yield part


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a cause, on the first statement that names a circumstance."""
    words = _Words(*(any_of(card.data[n]) for n in ("objective", "subjective", "own", "chief")))
    for chapter in chapters_of(subject.paper, "causes"):
        for item in items_of(chapter):
            for point in points(item):
                first = next(words.blames(point), None)
                if first is not None:
                    named = len(words.objective.findall(point.text))
                    yield Finding(
                        start=first.start,
                        end=first.end,
                        item=item.id,
                        score=min(0.9, 0.5 + 0.1 * named),
                    )
