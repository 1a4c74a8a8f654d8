"""PARSE: a file's text as a paper, no character lost or doubled.

``lines`` cleans, ``wrapping`` joins printed lines, ``furniture`` and ``closing`` set apart what
stands round the text. ``chapters`` and ``items`` decide by numbers, titles and labels what each
line is, ``ledgers`` by columns what each cell is. ``identity`` names the paper, ``links`` joins
causes and measures to the problems they answer.
Nothing is rewritten: every leaf is a span of the source.
"""

from collections import Counter
from collections.abc import Sequence

from service.blocks import SourceText
from service.kind import Kind
from service.kinds import core
from service.language.normal import grams, normal
from service.paper import Chapter, Item, ItemRole, Paper, Section
from service.parsing.chapters import Part, chapters
from service.parsing.closing import set_closing_apart
from service.parsing.duties import deadline_of, owner_of
from service.parsing.furniture import set_furniture_apart
from service.parsing.groups import Draft, Group, Known
from service.parsing.identity import identify
from service.parsing.items import groups_of
from service.parsing.lines import Line, read_lines
from service.parsing.links import Tie, linked
from service.parsing.points import logical
from service.parsing.wrapping import unwrapped

__all__ = ["parse"]

_PREFIX: dict[ItemRole, str] = {"problem": "P", "cause": "C", "measure": "M", "other": "X"}


def parse(source: SourceText, kind: Kind | None = None) -> Paper:
    """The outline of a paper. ``kind`` gives the aspects that headings are matched against.

    Offsets are code points into ``source.text``. Any text parses: what is not recognised is an
    item of role ``other``.
    """
    lines = set_closing_apart(set_furniture_apart(unwrapped(source.text, read_lines(source))))
    known = identify(lines)
    body = logical(lines[len(known.title_lines) :])
    built = _Build(source.text, kind)
    found = tuple(built.chapter(part) for part in chapters(body, kind))
    start, end = _span(known.title_lines)
    return Paper(
        file=source.file,
        kind=kind.id if kind else None,
        title=known.title,
        unit=known.unit,
        year=known.year,
        chapters=linked(found, built.ties),
        start=start,
        end=end,
    )


def _span(lines: tuple[Line, ...]) -> tuple[int, int]:
    return (lines[0].start, lines[-1].end) if lines else (0, 0)


class _Build:
    """Turns drafts into values: counts ids in reading order and remembers the aspects met."""

    def __init__(self, text: str, kind: Kind | None) -> None:
        self._text = text
        self._known = Known(kind)
        self._counts: Counter[ItemRole] = Counter()
        self.ties: dict[str, Tie] = {}

    def chapter(self, part: Part) -> Chapter:
        groups = groups_of(part, self._known)
        self._remember(part, groups)
        start, end = _span((part.head,) if part.head else ())
        role = part.role
        if part.from_table and all(d.role == "other" for group in groups for d in group.items):
            role = "other"  # an annex that says nothing new
        sections = tuple(self._section(group) for group in groups)
        return Chapter(role=role, title=part.title, start=start, end=end, sections=sections)

    def _remember(self, part: Part, groups: Sequence[Group]) -> None:
        known = self._known
        cores = {core(group.title) for group in groups if group.title} - {""}
        drafts = (draft for group in groups for draft in group.items if draft.role != "other")
        said = tuple(frozenset(grams(normal(self._words(draft)), 2)) for draft in drafts)
        if part.role != "problems":
            cores = set()
        self._known = Known(known.kind, known.cores | cores, known.said + said)

    def _words(self, draft: Draft) -> str:
        start, end = _span(draft.lines)
        return self._text[start:end]

    def _section(self, group: Group) -> Section:
        start, end = _span((group.head,) if group.head else ())
        items = tuple(self._item(draft) for draft in group.items)
        return Section(aspect=group.aspect, title=group.title, start=start, end=end, items=items)

    def _item(self, draft: Draft) -> Item:
        self._counts[draft.role] += 1
        start, end = _span(draft.lines)
        text = self._text[start:end]
        measure = draft.role == "measure"
        item_id = f"{_PREFIX[draft.role]}{self._counts[draft.role]:02d}"
        if draft.row is not None:
            self.ties[item_id] = Tie(draft.row, draft.answers)
        return Item(
            id=item_id,
            role=draft.role,
            headline=draft.headline,
            text=text,
            start=start,
            end=end,
            owner=draft.owner or (owner_of(text) if measure else ""),
            deadline=draft.deadline or (deadline_of(text) if measure else ""),
        )
