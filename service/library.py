"""Library values: a past paper or reference (往年材料) and the passages retrieved from it."""

from typing import Literal

from service.paper import ItemRole, Paper
from service.value import Value

Use = Literal["own-past", "peer", "guidance"]


class Material(Value):
    """One stored document. ``owner`` is the unit whose library holds it, ``origin`` the unit whose
    paper it is; ``sha256`` is of the file's bytes and identifies it inside one owner's library."""

    sha256: str
    owner: str
    use: Use
    file: str
    text: str
    paper: Paper

    @property
    def origin(self) -> str:
        """The unit that wrote it: named in the paper, else the owner for its own past papers."""
        return self.paper.unit or (self.owner if self.use == "own-past" else "")


class Passage(Value):
    """One retrieved item. ``start``/``end`` point into the material's text; ``score`` is the
    ranking's own and only comparable inside one answer."""

    id: str
    text: str
    headline: str = ""
    aspect: str = ""
    role: ItemRole = "other"
    use: Use
    unit: str = ""
    kind: str = ""
    year: int | None = None
    file: str = ""
    material: str = ""
    start: int = 0
    end: int = 0
    score: float = 0.0


def same_unit(one: str, other: str) -> bool:
    """Whether two names are one unit's: papers write it with and without 中共 and the like, so the
    shorter stands in the longer. An unknown name is nobody's."""
    return bool(one and other) and (one in other or other in one)
