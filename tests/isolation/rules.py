"""Who may do what, in plain words and without a look at the service: the roles in the tree."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tests.isolation.canaries import Sort

Expected = Literal["in", "401", "403", "404"]
Tree = Mapping[str, str | None]
Roles = Iterable[tuple[str, str]]
"""Pairs of a unit's letter ("" for the whole house) and a role."""


@dataclass(frozen=True)
class Reach:
    """The units, by letter, that a person has to do with, and in what way."""

    writes: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    reviews: frozenset[str] = frozenset()
    administers: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    """Units above those that the person administers: their kinds hold there, too."""

    @property
    def known(self) -> frozenset[str]:
        """Units that the person may know of."""
        return self.writes | self.reviews | self.administers

    def reads(self, sort: Sort) -> frozenset[str]:
        """The units whose words of that sort the person may read."""
        by_sort: dict[Sort, frozenset[str]] = {
            "desk": self.writes,
            "sent": self.writes | self.reviews,
            "rule": self.writes | self.administers,
            "kind": self.writes | self.administers | self.above | self.over,
            # Who kept a kind last is told where it holds.
            "folk": self.writes | self.administers | self.above,
            "head": self.known | self.above,
            "name": self.known | self.above,
        }
        return by_sort[sort]


def reach_of(roles: Roles, tree: Tree) -> Reach:
    """What the roles give in the tree as it stands."""
    held = list(roles)
    heads = {unit for unit, role in held if role == "head"}
    writes = heads | {unit for unit, role in held if role == "drafter"}
    looks_after = {unit for unit, role in held if role == "administrator"}
    administers = {u for u in tree if "" in looks_after or looks_after & {u, *line(tree, u)}}
    reviews = {u for u in tree for top, role in held if role == "reviewer" and top in line(tree, u)}
    return Reach(
        writes=frozenset(writes),
        heads=frozenset(heads),
        reviews=frozenset(reviews),
        administers=frozenset(administers),
        above=frozenset(upper for unit in writes for upper in line(tree, unit)),
        over=frozenset(upper for unit in administers for upper in line(tree, unit)),
    )


def line(tree: Tree, unit: str) -> list[str]:
    """The units above one, the nearest first."""
    found, at = list[str](), tree[unit]
    while at is not None:
        found.append(at)
        at = tree[at]
    return found


Rule = Callable[[Reach, str], Expected]
"""What becomes of a request for a thing of a unit, by what the asker reaches."""


def anyone(_: Reach, __: str) -> Expected:
    """Everybody who is signed in; what they see depends on them."""
    return "in"


def work(reach: Reach, unit: str) -> Expected:
    """A unit's own: for who works there."""
    return "in" if unit in reach.writes else "404"


def sending(reach: Reach, unit: str) -> Expected:
    """Sending the paper up: for the head."""
    return "403" if unit in reach.writes - reach.heads else work(reach, unit)


def taking_back(reach: Reach, unit: str) -> Expected:
    """Withdrawing what others see, too."""
    if unit in reach.heads:
        return "in"
    return "403" if unit in reach.writes | reach.reviews else "404"


def sent(reach: Reach, unit: str) -> Expected:
    """What was sent up: for the unit and those who review it."""
    return "in" if unit in reach.writes | reach.reviews else "404"


def reviewing(reach: Reach, unit: str) -> Expected:
    """A word on what was sent up: for those who review it."""
    if unit in reach.reviews:
        return "in"
    return "403" if unit in reach.writes else "404"


def knowing(reach: Reach, unit: str) -> Expected:
    """That there is a unit."""
    return "in" if unit in reach.known | reach.above else "404"


def looking_after(reach: Reach, unit: str) -> Expected:
    """Changing a unit: for its administrators."""
    if unit in reach.administers:
        return "in"
    return "403" if unit in reach.known | reach.above else "404"


def administering(reach: Reach, _: str) -> Expected:
    """For administrators of anything."""
    return "in" if reach.administers else "403"


def within_care(reach: Reach, unit: str) -> Expected:
    """People: for administrators, and of others' units there is nobody."""
    if not reach.administers:
        return "403"
    return "in" if unit in reach.administers else "404"


def giving_roles(reach: Reach, unit: str) -> Expected:
    """Roles in a unit are given by its administrators."""
    return "in" if unit in reach.administers else "403"


def seeing_people(reach: Reach, unit: str) -> Expected:
    """A person of a unit: for its administrators."""
    return "in" if unit in reach.administers else "404"


def known_only(reach: Reach, unit: str) -> Expected:
    """A key for a unit that one has to do with."""
    return "in" if unit in reach.known else "404"


def kinds_in_use(reach: Reach, unit: str) -> Expected:
    """Which kinds hold in a unit."""
    return "in" if unit in reach.writes | reach.administers else "404"


def adding_kinds(reach: Reach, unit: str) -> Expected:
    """A unit's own kinds: kept by those who work there or look after it."""
    if unit in reach.writes | reach.administers:
        return "in"
    return "403" if unit in reach.known | reach.above else "404"


def figures(reach: Reach, unit: str) -> Expected:
    """A unit's use of the model and its rules: for who works there or looks after it."""
    if unit in reach.writes | reach.administers:
        return "in"
    return "403" if unit in reach.known | reach.above else "404"


def changing_rules(reach: Reach, unit: str) -> Expected:
    """A unit's rules: changed by its administrators."""
    if unit in reach.administers:
        return "in"
    return "403" if unit in reach.known | reach.above else "404"


def changing_kinds(reach: Reach, unit: str) -> Expected:
    """As ``adding_kinds``, of a kind that those below see and reviewers do not."""
    if unit in reach.writes | reach.administers:
        return "in"
    return "403" if unit in reach.above else "404"


def whole_house(reach: Reach, _: str) -> Expected:
    """For the administrators of everything (who look after all letters)."""
    return "in" if len(reach.administers) >= 5 else "403"


def nowhere(_: Reach, __: str) -> Expected:
    """What this house has not set up."""
    return "404"
