"""One paper as its reviewer reads it: the paper, its flags, its problems, what may be quoted."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from service.flags import Flag
from service.language.normal import normal
from service.paper import Chapter, Item
from service.reviewing.became import Promise
from service.reviewing.promised import followed
from service.reviewing.quoting import Quotable
from service.reviews import OwnedProblem, Source
from service.subject import Subject


@dataclass(frozen=True)
class Reading:
    """What the parts of a page are made from."""

    subject: Subject
    flags: Sequence[Flag]
    problems: Sequence[OwnedProblem]

    @cached_property
    def own(self) -> Quotable:
        """What of the reviewed paper may be quoted."""
        return Quotable.of_subject(self.subject, self.flags)

    @cached_property
    def past(self) -> dict[str, Quotable]:
        """What of the unit's earlier papers may be quoted, by file."""
        return {m.file: Quotable.of_material(m) for m in self.subject.past}

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Last year's promises and what became of them."""
        return followed(self.subject)

    @cached_property
    def items(self) -> dict[str, Item]:
        """The paper's items by id."""
        return {item.id: item for item in self.subject.paper.items()}

    def of(self, *rules: str) -> list[Flag]:
        """The flags of those rules, most serious first; ``generic.*`` means the whole family."""
        return [
            flag
            for flag in self.flags
            if any(
                flag.rule == rule or (rule[-1] == "*" and flag.rule.startswith(rule[:-1]))
                for rule in rules
            )
        ]

    def at(self, place: int) -> OwnedProblem | None:
        """The problem that holds the character at ``place``."""
        return next((p for p in self.problems if p.start <= place < p.end), None)

    def chapter_at(self, place: int) -> Chapter | None:
        """The headed chapter that holds the character at ``place``."""
        begun = (c for c in self.subject.paper.chapters if c.title and c.start <= place)
        return max(begun, key=lambda chapter: chapter.start, default=None)

    def headline(self, problem: OwnedProblem) -> Source | None:
        """A problem's headline word for word."""
        at = self.subject.text.find(problem.headline, problem.start, problem.end)
        if at < 0 or not normal(problem.headline):
            return self.own.source(problem.start, problem.end)
        return self.own.source(at, at + len(problem.headline))

    def short(self, aspect: str) -> str:
        """What people call an aspect of the kind; empty where the kind does not know it."""
        spec = self.subject.kind.aspect(aspect) if self.subject.kind and aspect else None
        return spec.short if spec else ""
