"""Points: a run of lines divided where 1., （一） or 一是 begins a new one."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.parsing.lines import Line
from service.parsing.markers import (
    NUMBER,
    ORDINAL,
    POINT,
    Marker,
    inline_points,
    marker_of,
    run_together,
)


@dataclass(frozen=True, slots=True)
class Division:
    """``lead`` stands before the first point; each point is its lines, the marker's first."""

    lead: tuple[Line, ...]
    points: tuple[tuple[Line, ...], ...]


def line_marker(line: Line) -> Marker | None:
    """The marker of a line that may open something."""
    return None if line.apart else marker_of(line.text)


def logical(lines: Sequence[Line]) -> list[Line]:
    """The lines, with paragraphs divided in which numbered points run together."""
    return [p for line in lines for p in ([line] if line.apart else _divided(line))]


def _divided(line: Line) -> list[Line]:
    return line.parts(run_together(line.text))


def divide(lines: Sequence[Line], below: int, words: str = "是") -> Division:
    """The points of a run whose heading has rank ``below``.

    The first marker that opens a line says which sort of marker counts; deeper ones belong to the
    points. Without any, 一是 inside the paragraphs counts (``words`` 是要: 一要 too), and
    then leading bold phrases.
    """
    rank = _deciding_rank(lines, below)
    if rank is None or rank == POINT:
        division = _gather(_cut_points(lines, words))
        return division if division.points else _gather([(x, _is_bold(x)) for x in lines])
    return _gather([(x, (m := line_marker(x)) is not None and m.rank == rank) for x in lines])


def _deciding_rank(lines: Sequence[Line], below: int) -> int | None:
    markers = [m for line in lines if (m := line_marker(line)) and m.rank > below]
    ordinals = [m.number for m in markers if m.rank == ORDINAL]
    for marker in markers:
        # 第一，alone is rhetoric; with a second it counts.
        if marker.rank != ORDINAL or len(ordinals) > 1:
            return marker.rank
    return None


def _cut_points(lines: Sequence[Line], words: str) -> list[tuple[Line, bool]]:
    """Each piece and whether it opens a point. 一是 inside a point that has its own line is that
    point's inner enumeration, to the end of the paragraph."""
    pieces: list[tuple[Line, bool]] = []
    expected, own_lines = 1, False
    for line in lines:
        cuts: list[int] = []
        for at, number in [] if line.apart else inline_points(line.text, words):
            if at == 0:
                own_lines = True
            elif number == 1 and (own_lines or 0 in cuts):
                break
            elif number not in (1, expected):
                continue
            cuts.append(at)
            expected = number + 1
        pieces += [(piece, _opens(line, piece, cuts)) for piece in line.parts(cuts)]
    return pieces


def _opens(line: Line, piece: Line, cuts: Sequence[int]) -> bool:
    offsets = {line.starts[cut] for cut in cuts}
    return piece.start in offsets


def _is_bold(line: Line) -> bool:
    """A bold sentence that opens a paragraph, or a bold line."""
    if line.apart or line.bold < NUMBER:
        return False
    rest = line.text[line.bold :]
    return not rest or line.text[line.bold - 1] in "。：:！；" or rest[0] in "。：:！；"


def _gather(pieces: Sequence[tuple[Line, bool]]) -> Division:
    lead: list[Line] = []
    points: list[list[Line]] = []
    for line, opens in pieces:
        if opens:
            points.append([line])
        elif points:
            points[-1].append(line)
        else:
            lead.append(line)
    return Division(tuple(lead), tuple(tuple(point) for point in points))
