"""The scope of an act: who acts, and which units' things they may reach. Every query takes one."""

from typing import Literal

from service.value import Value

Role = Literal["drafter", "head", "reviewer", "administrator"]
Permission = Literal["read", "write", "draft", "submit", "review", "administer"]

PERMISSIONS: tuple[Permission, ...] = ("read", "write", "draft", "submit", "review", "administer")


class Scope(Value):
    """What one acting person may reach, by unit id.

    ``writes`` are the units whose notes, drafts and library the person works on (drafter, head),
    ``heads`` those of them whose papers the person may send up. ``reviews`` are the units below
    whose *submissions* the person sees, and nothing else of them. ``administers`` are the units
    whose people, keys and settings the person looks after, without seeing any of their content;
    ``house`` adds what belongs to no unit. ``above`` are the superiors of ``writes``, whose kinds
    hold there too. ``permissions`` narrow all of this: an API key has what it was given.
    """

    person: str
    name: str = ""
    writes: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    reviews: frozenset[str] = frozenset()
    administers: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    house: bool = False
    permissions: frozenset[Permission] = frozenset(PERMISSIONS)

    def may(self, permission: Permission) -> bool:
        """Whether the person or the key was given ``permission`` at all."""
        return permission in self.permissions

    @property
    def known(self) -> frozenset[str]:
        """Every unit that this scope may know of."""
        return self.writes | self.reviews | self.administers


def of_unit(unit: str, person: str, name: str = "") -> Scope:
    """The scope of work done for one unit on a person's behalf: a job's, or the command line's."""
    one = frozenset({unit})
    return Scope(person=person, name=name, writes=one, heads=one)
