"""Reviews (审阅): what a reviewer sees in one paper and in many. Every line names its sources."""

from typing import Literal

from pydantic import Field

from service.drafts import Usage
from service.flags import Evidence
from service.value import Value

DigestPart = Literal[
    "owns_up",
    "concrete",
    "generic",
    "unanswered",
    "promises",
    "missing",
    "questions",
]
PromiseStatus = Literal["done", "open", "untold"]
PairSort = Literal["peer", "own_past"]


class Source(Evidence):
    """Where a line or a figure comes from. ``source`` is a paper's file name, a note's id or a
    kind's id; ``quote`` stands there at ``start``/``end``, word for word. ``unit`` is whose it is,
    for papers."""

    unit: str = ""


class DigestLine(Value):
    """One line of a paper's page. ``text`` says nothing that its ``sources`` do not hold; there is
    at least one. ``status`` is for promises: told as done, told as open, or not told of."""

    part: DigestPart
    text: str
    aspect: str = ""
    status: PromiseStatus | None = None
    sources: tuple[Source, ...]


class OwnedProblem(Value):
    """One problem that a paper owns up to. ``start``/``end`` are the item's. ``concrete``: it tells
    a case that one could check. ``generic``: its headline or most of its sentences would fit any
    unit. ``aspect`` is the kind's, empty where none is told; ``theme`` as in prompts/themes.yaml.
    """

    item: str
    headline: str
    aspect: str = ""
    theme: str = ""
    start: int
    end: int
    concrete: bool = False
    generic: bool = False


class PaperReview(Value):
    """One paper, one page. ``counts``: flags (total, by level and rule) and ``problems``,
    ``concrete_problems``, ``causes``, ``measures``, ``characters``, and what the paper was held
    against: ``notes`` of its unit and ``past`` papers. ``missing`` names what the kind
    asks for and the paper lacks. ``concreteness`` is the share of its problems that are concrete.
    """

    file: str
    unit: str = ""
    kind: str | None = None
    kind_name: str = ""
    year: int | None = None
    digest: tuple[DigestLine, ...] = ()
    counts: dict[str, int] = {}
    missing: tuple[str, ...] = ()
    concreteness: float = 0.0
    problems: tuple[OwnedProblem, ...] = ()
    usage: Usage = Usage()


class CommonProblem(Value):
    """A problem that several units own up to, with examples of each. ``name`` says it in plain
    words: two problems of one theme must be told apart."""

    theme: str
    name: str = ""
    aspect: str = ""
    units: tuple[str, ...]
    examples: tuple[Source, ...]


class AspectCell(Value):
    """What one paper says under one aspect: how many problems, how many of them concrete."""

    file: str
    unit: str
    problems: int = 0
    concrete: int = 0
    sources: tuple[Source, ...] = ()


class AspectRow(Value):
    """One aspect over all papers of its kind. ``skirted``: most papers say nothing concrete."""

    kind: str
    kind_name: str = ""
    aspect: str
    short: str = ""
    cells: tuple[AspectCell, ...]
    skirted: bool = False


class Outlier(Value):
    """A paper that differs from the others in one measure, and by how much."""

    file: str
    unit: str
    measure: str
    value: float
    usual: float
    text: str
    sources: tuple[Source, ...] = ()


class Repeated(Value):
    """A problem that stood in the unit's last paper too. ``explained``: the paper says why."""

    file: str
    unit: str
    headline: str
    explained: bool = False
    this: Source
    last: Source


class PairSpan(Value):
    """One passage in two papers; ``text`` is that of ``a``, ``other`` that of ``b``."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    text: str
    other: str


class LikePair(Value):
    """Two papers that share passages. ``share`` is the copied part of ``a``'s own letters, those
    that are prescribed or that many units write left out; ``discounted`` counts the letters left
    out. In an ``own_past`` pair ``b`` is the earlier year."""

    a: str
    b: str
    a_unit: str = ""
    b_unit: str = ""
    sort: PairSort = "peer"
    share: float
    matched: int = 0
    discounted: int = 0
    spans: tuple[PairSpan, ...] = ()


class Chart(Value):
    """A figure drawn as inline SVG, without script or style, that prints in black and white."""

    name: str
    title: str
    svg: str


class FailedFile(Value):
    """A file that could not be reviewed, and why; the others went on."""

    file: str
    cause: str


class Review(Value):
    """What ``review`` gives. ``compared`` names the files that were only held against."""

    schema_: Literal["review/1"] = Field(default="review/1", alias="schema")
    papers: tuple[PaperReview, ...] = ()
    common: tuple[CommonProblem, ...] = ()
    aspects: tuple[AspectRow, ...] = ()
    outliers: tuple[Outlier, ...] = ()
    repeated: tuple[Repeated, ...] = ()
    pairs: tuple[LikePair, ...] = ()
    charts: tuple[Chart, ...] = ()
    failed: tuple[FailedFile, ...] = ()
    compared: tuple[str, ...] = ()
