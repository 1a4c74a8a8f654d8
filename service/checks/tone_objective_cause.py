"""tone.objective-cause: a cause that stops at circumstances (任务重, 人手少, 上级 …).

Circumstances may be named. What gets a paper sent back is a cause that names nothing else, so one
word of one's own thought, duty or habit in the same cause is enough to leave it alone.
"""

from collections.abc import Iterator

from service.checks.cards import any_of
from service.checks.clauses import statements
from service.checks.places import chapters_of, items_of
from service.rule import Card, Finding
from service.subject import Subject


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a cause, on the first statement that names a circumstance."""
    objective = any_of(card.data["objective"])
    subjective = any_of(card.data["subjective"])
    for chapter in chapters_of(subject.paper, "causes"):
        for item in items_of(chapter):
            if subjective.search(item.text):
                continue
            for part in statements(item):
                if objective.search(part.text):
                    score = min(0.9, 0.5 + 0.1 * len(objective.findall(item.text)))
                    yield Finding(start=part.start, end=part.end, item=item.id, score=score)
                    break
