"""Ledgers: plans laid out as tables, one problem with its measures to a row.

An empty cell beside a written one continues the cell above: a merged problem has several measures,
a merged 责任人 answers for all of them. Every written cell is an item of its own, so that no
character is lost; what is no problem, cause or measure is other text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from service.language.normal import grams, normal
from service.paper import ItemRole
from service.parsing.aspects import aspect_like, aspect_of
from service.parsing.columns import Column, columns_of, with_names_below
from service.parsing.groups import Draft, Group, Known, emit, other
from service.parsing.headlines import heading_text
from service.parsing.lines import Line
from service.parsing.markers import SECTION
from service.parsing.points import divide, line_marker, logical

Cell = tuple[Line, ...]
_ITEMS: dict[Column, ItemRole] = {"problem": "problem", "cause": "cause", "measure": "measure"}
_NO_ROW = re.compile(r"(?:合计|小计|总计|备注|说明|注)(?:[：:].*)?")
_RULE = re.compile(r"[-:\s|]+")
# A cell repeats what was said when this share of its pairs of characters stands in one item; a
# table that does so in half of its rows is an annex to the text above it.
_REPEATED, _ANNEX = 0.6, 0.5


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table with a header that names problems or measures."""

    before: tuple[Line, ...]
    columns: tuple[Column, ...]
    rows: tuple[Line, ...]

    def cells(self, row: Line) -> list[tuple[Column, Cell]]:
        """A row's cells with what their columns hold."""
        spare: list[Column] = [""] * (len(row.cells) - len(self.columns))
        return list(zip((*self.columns, *spare), row.cells, strict=False))


def tables_in(lines: Sequence[Line]) -> list[tuple[list[Line], Ledger | None]]:
    """The lines in stretches: each ledger by itself, and what stands between them."""
    found: list[tuple[list[Line], Ledger | None]] = []
    for in_table, run in groupby(lines, key=lambda line: bool(line.cells)):
        stretch = list(run)
        ledger = (_form(stretch) or _ledger(stretch)) if in_table else None
        if found and ledger is None and found[-1][1] is None:
            found[-1][0].extend(stretch)
        else:
            found.append((stretch, ledger))
    return found


def _ledger(rows: Sequence[Line]) -> Ledger | None:
    for place, row in enumerate(rows[:4]):
        columns = columns_of([_text(cell) for cell in row.cells])
        if columns and place + 1 < len(rows):
            both = with_names_below(columns, [_text(cell) for cell in rows[place + 1].cells])
            head = place + (2 if both else 1)
            return Ledger(tuple(rows[:head]), both or columns, tuple(rows[head:]))
    return None


def _form(rows: Sequence[Line]) -> Ledger | None:
    """A table that names things in its first column and says them in its second, one problem below
    the other, as a ledger of one row each."""
    if any(len(row.cells) != 2 for row in rows):
        return None
    names = [_text(row.cells[0]) for row in rows]
    step = names.index(names[0], 1) if names[0] in names[1:] else len(names)
    columns = columns_of(names[:step])
    if columns is None or names != (names[:step] * len(names))[: len(names)] or len(names) % step:
        return None
    each = tuple(side for column in columns for side in ("", column))
    joined = (rows[at : at + step] for at in range(0, len(rows), step))
    return Ledger((), each, tuple(_side_by_side(group) for group in joined))


def _side_by_side(rows: Sequence[Line]) -> Line:
    return Line(
        "".join(row.text for row in rows),
        tuple(at for row in rows for at in row.starts),
        tuple(at for row in rows for at in row.ends),
        apart=True,
        cells=tuple(cell for row in rows for cell in row.cells),
    )


def add_ledger(groups: list[Group], ledger: Ledger, known: Known) -> None:
    """Add a ledger's items; without a column or rows of aspects they stand under the heading
    above."""
    if not groups or not groups[-1].head or "aspect" in ledger.columns:
        groups.append(Group())
    groups[-1].items += [other((row,)) for row in ledger.before]
    repeated = {column for column in _ITEMS if _is_annex(ledger, column, known)}
    if set(ledger.columns) & set(_ITEMS) <= repeated:
        groups[-1].items += [other((row,)) for row in ledger.rows]
        return
    reading = _Reading(ledger, frozenset(repeated), known)
    for row in ledger.rows:
        reading.add(row, groups)


def _is_annex(ledger: Ledger, column: Column, known: Known) -> bool:
    written = [grams(normal(_text(c)), 2) for c in _column(ledger, column)]
    wanted = [set(pairs) for pairs in written if pairs]
    said = [any(len(w & s) >= _REPEATED * len(w) for s in known.said) for w in wanted]
    return bool(said) and sum(said) >= _ANNEX * len(said)


def _column(ledger: Ledger, column: Column) -> Iterator[Cell]:
    return (c for row in ledger.rows for name, c in ledger.cells(row) if name == column and c)


class _Reading:
    """Goes down the rows of a ledger and keeps what merged cells carry on."""

    def __init__(self, ledger: Ledger, repeated: frozenset[Column], known: Known) -> None:
        self._ledger = ledger
        self._repeated = repeated
        self._known = known
        self._shared = Draft("other", "", ())

    def add(self, row: Line, groups: list[Group]) -> None:
        cells = self._ledger.cells(row)
        written = [(column, cell) for column, cell in cells if cell]
        if self._is_no_row(row, written):
            groups[-1].items.append(other((row,)))
        elif len(written) == 1 and (head := _heading(*written[0])):
            title = heading_text(head)
            groups.append(Group(head, title, aspect_of(title, self._known.kind)))
        else:
            self._start_aspect(written, groups)
            self._share(row, written)
            for column, cell in written:
                groups[-1].items += self._drafts(column, cell)

    def _is_no_row(self, row: Line, written: Sequence[tuple[Column, Cell]]) -> bool:
        texts = [_text(cell) for _, cell in written]
        if not texts or _NO_ROW.fullmatch(texts[0]) or all(_RULE.fullmatch(t) for t in texts):
            return True
        return columns_of([_text(cell) for cell in row.cells]) == self._ledger.columns

    def _start_aspect(self, written: Sequence[tuple[Column, Cell]], groups: list[Group]) -> None:
        named = next((cell for column, cell in written if column == "aspect"), None)
        if named is None:
            return
        aspect = aspect_of(heading_text(replace(named[0], text=_text(named))), self._known.kind)
        if groups[-1].aspect != aspect or groups[-1].head:
            groups.append(Group(aspect=aspect))

    def _share(self, row: Line, written: Sequence[tuple[Column, Cell]]) -> None:
        """What the items of a row have in common: its number, its problem, its duties."""
        problem = next((cell for column, cell in written if column == "problem"), None)
        continues = problem is None and "problem" in self._ledger.columns
        owner, deadline = (_duty(written, "owner"), _duty(written, "deadline"))
        if continues:
            owner, deadline = owner or self._shared.owner, deadline or self._shared.deadline
            self._shared = replace(self._shared, owner=owner, deadline=deadline)
            return
        answers = ""
        if problem and "problem" in self._repeated:
            answers = emit("problem", problem)[0].headline
        self._shared = Draft("other", "", (), owner, deadline, row.start, answers)

    def _drafts(self, column: Column, cell: Cell) -> list[Draft]:
        role = _ITEMS.get(column)
        if role is None or column in self._repeated or not _text(cell).strip("/—-－无"):
            return [other(cell)]
        s = self._shared
        duties = (s.owner, s.deadline) if column == "measure" else ("", "")
        return [
            replace(d, owner=duties[0], deadline=duties[1], row=s.row, answers=s.answers)
            for points in _points(column, cell)
            for d in emit(role, points)
        ]


def _points(column: Column, cell: Cell) -> Sequence[Sequence[Line]]:
    """What a cell lists, point by point; a cell that begins with plain words is one item."""
    division = divide(logical(cell), -1, "是要" if column == "measure" else "是")
    listed = len(division.points) > 1 and not division.lead
    return division.points if listed else [cell]


def _heading(column: Column, cell: Cell) -> Line | None:
    """The aspect that a row of a single cell names."""
    if len(cell) != 1:
        return None
    marker = line_marker(cell[0])
    numbered = marker is not None and marker.rank <= SECTION and column not in _ITEMS
    return cell[0] if numbered or aspect_like(heading_text(cell[0])) else None


def _duty(written: Sequence[tuple[Column, Cell]], column: Column) -> str:
    found = [line.text for name, cell in written if name == column for line in cell]
    return "；".join(dict.fromkeys(text for text in found if text.strip("/—-－")))


def _text(cell: Cell) -> str:
    return "".join(line.text for line in cell)
