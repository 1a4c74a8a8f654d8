"""What a check looks at: one paper's text and structure, and everything it may be held against."""

from service.drafts import Draft
from service.kind import Kind
from service.library import Material
from service.notes import Note
from service.paper import Item, Paper
from service.value import Value


class Subject(Value):
    """One paper to check. Everything but ``file``, ``text`` and ``paper`` may be missing: a rule
    that needs what is not there finds nothing.

    ``past`` and ``peers`` are other papers to compare with; none of them is this paper itself.
    ``cited`` tells, for a draft of ours, the note ids that each item's sentences stand on.
    """

    file: str
    text: str
    paper: Paper
    kind: Kind | None = None
    unit: str = ""
    year: int | None = None
    notes: tuple[Note, ...] = ()
    past: tuple[Material, ...] = ()
    peers: tuple[Material, ...] = ()
    cited: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of_draft(cls, draft: Draft, kind: Kind, **more: object) -> "Subject":
        """The subject that a draft is: its typeset text, its notes and its citations."""
        cited = {
            item.id: tuple(dict.fromkeys(n for s in item.sentences for n in s.notes))
            for item in draft.paper.items()
        }
        return cls.model_validate(
            {
                "file": draft.paper.file,
                "text": draft.text,
                "paper": draft.paper,
                "kind": kind,
                "unit": draft.paper.unit,
                "year": draft.paper.year,
                "notes": draft.notes,
                "cited": cited,
                **more,
            }
        )

    def item_at(self, start: int) -> Item | None:
        """The item that holds the character at ``start``."""
        return next((i for i in self.paper.items() if i.start <= start < max(i.end, 1)), None)
