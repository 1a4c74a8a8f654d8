"""A mutation: a paper with one fault put in, and which rule has to say so where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutation:
    """``text`` is the whole changed paper. The flag of ``rule`` must touch one of ``spans``, or
    stand anywhere where there are none, and its message must hold ``names``. ``also`` are rules
    (or families, ``link.``) that rightly speak up because of the same change. ``length`` replaces
    the kind's prescribed (least, most) characters."""

    sort: str
    rule: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()
    names: str = ""
    also: tuple[str, ...] = ()
    length: tuple[int, int] | None = None

    def explains(self, rule: str) -> bool:
        """Whether a flag of ``rule`` is a right consequence of the change."""
        return any(rule == one or (one.endswith(".") and rule.startswith(one)) for one in self.also)
