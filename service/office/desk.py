"""The draft on the desk: a paper that a person edits item by item, with every earlier state."""

from datetime import datetime
from typing import Literal, get_args

from service.drafts import Draft
from service.flags import Flag
from service.paper import Item, Paper
from service.value import Value

Cause = Literal["draft", "edit", "regenerate", "restore", "insert", "add", "move", "remove"]
TITLE = "title"
"""The name of the paper's title among its headings."""
FlagState = Literal["open", "accepted", "dismissed"]


class KeptItem(Value):
    """One item at a version. A save names the version it was made from; another one is refused."""

    draft: str
    item: Item
    chapter: int
    section: int
    position: int
    edited_by: str
    edited_at: datetime
    version: int


class ItemVersion(Value):
    """An item as it was; after ``remove`` it stood in the paper no longer."""

    item: Item
    version: int
    cause: Cause
    author: str
    at: datetime


class Removed(Value):
    """A removed item, and the causes and measures whose link to it fell away."""

    item: Item
    version: int
    unlinked: tuple[str, ...] = ()


class Replaced(Value):
    """What became of an item that a job drafted anew. Without ``taken`` a person had edited it in
    between: their words stand, and ``version`` of the history holds the job's."""

    item: KeptItem
    taken: bool
    version: int


class KeptHeading(Value):
    """A heading of the paper at a version, without its number. ``heading`` names it: ``title``, or
    by the places of its chapter and section, counted from 0, ``chapter-0``, ``section-0-1``."""

    draft: str
    heading: str
    text: str
    edited_by: str
    edited_at: datetime
    version: int


class HeadingVersion(Value):
    """A heading as it was."""

    text: str
    version: int
    cause: Cause
    author: str
    at: datetime


class DraftVersion(Value):
    """A whole paper as it was when a job or a person finished something."""

    number: int
    paper: Paper
    cause: Cause
    author: str
    at: datetime


class KeptFlag(Value):
    """A flag of the draft's last check and what a person said of it. ``key`` names it for good:
    the same finding in the same sentence has the same key in the next check."""

    key: str
    flag: Flag
    state: FlagState = "open"


class KeptDraft(Value):
    """An assignment's draft as it stands: ``draft`` is assembled from frame and items and typeset;
    ``versions`` are the items' versions by item id, ``headings`` those of title and headings by
    name. ``version`` counts changes of any part; ``checked`` is the version that the flags were
    found in, 0 before the first check."""

    id: str
    assignment: str
    unit: str
    draft: Draft
    versions: dict[str, int]
    headings: dict[str, int] = {}
    flags: tuple[KeptFlag, ...] = ()
    job: str | None = None
    created_at: datetime
    updated_at: datetime
    version: int
    checked: int = 0


def chapter_heading(chapter: int) -> str:
    """The name of a chapter's heading."""
    return f"chapter-{chapter}"


def section_heading(chapter: int, section: int) -> str:
    """The name of a section's heading."""
    return f"section-{chapter}-{section}"


def cause_of(word: str) -> Cause:
    """The cause that is kept as ``word``."""
    return next(cause for cause in get_args(Cause) if cause == word)


def body_of(item: Item) -> str:
    """What an item says after its headline, as a person edits it."""
    return "".join(s.text for s in item.sentences) or item.text


def words_of(item: Item) -> str:
    """Everything an item says, a part a line: what two people compare when both changed it."""
    named = (("责任人：", item.owner), ("完成时限：", item.deadline))
    duties = (name + value for name, value in named if value)
    return "\n".join(part for part in (item.headline, body_of(item), *duties) if part)
