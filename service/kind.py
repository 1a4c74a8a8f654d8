"""A kind (文种/年度口径): one sort of paper of one year. Data from a YAML file, never code."""

from typing import Literal

from service.paper import ChapterRole
from service.value import Value

Scope = Literal["team", "branch", "individual", "plan"]


class AspectSpec(Value):
    """One 对照方面: ``title`` is the notice's full official wording, ``short`` what people call it,
    ``key`` the stable id that prompts/themes.yaml maps themes to."""

    key: str
    title: str
    short: str


class ChapterSpec(Value):
    """One chapter the kind asks for. ``title`` is the heading a draft prints (without 一、)."""

    role: ChapterRole
    title: str = ""
    required: bool = True


class Kind(Value):
    """One 文种. ``aspects`` are in the prescribed order. ``length`` is (least, most) characters
    only where the notice prescribes it. ``source`` says where the wording was taken from."""

    id: str
    name: str
    scope: Scope
    year: int
    meeting: str
    paper_name: str
    theme: str = ""
    aspects: tuple[AspectSpec, ...]
    chapters: tuple[ChapterSpec, ...]
    length: tuple[int, int] | None = None
    requirements: tuple[str, ...] = ()
    source: str

    def aspect(self, title: str) -> AspectSpec | None:
        """The aspect with exactly this full title, or None."""
        return next((a for a in self.aspects if a.title == title), None)
