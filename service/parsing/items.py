"""Items: what stands inside a chapter, as sections of problems, causes, measures and other text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from service.kind import Kind
from service.kinds import aspect_named, core
from service.paper import ChapterRole, ItemRole
from service.parsing.aspects import aspect_like, aspect_of, may_head, run_in_end
from service.parsing.chapters import Part, divide_head
from service.parsing.headlines import heading_text, headline_of
from service.parsing.labels import is_duty, label_of
from service.parsing.lines import Line
from service.parsing.markers import CIRCLE, NUMBER, SECTION
from service.parsing.points import divide, line_marker
from service.parsing.roles import asks_no_action, bare_role, states_problem

_DEFAULT: dict[ChapterRole, ItemRole] = {
    "problems": "problem",
    "causes": "cause",
    "measures": "measure",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An item being built: its lines in reading order, all of them one stretch of the source."""

    role: ItemRole
    headline: str
    lines: tuple[Line, ...]


@dataclass(slots=True)
class Group:
    """A section being built."""

    head: Line | None = None
    title: str = ""
    aspect: str = ""
    items: list[Draft] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What counts as an aspect heading: the kind's aspects, and those of the problems so far."""

    kind: Kind | None
    cores: frozenset[str] = frozenset()

    def names(self, title: str) -> bool:
        """Whether a heading among causes or measures repeats an aspect and says nothing more.

        从党性修养方面剖析 and 强化政治忠诚 mention one: they are the item itself.
        """
        if _is_exactly(title, self):
            return True
        return aspect_like(title) and aspect_named(title, self.kind) is not None


def groups_of(part: Part, known: Known) -> list[Group]:
    """The sections of a chapter; items without a section heading stand in an untitled one."""
    if part.role not in ("problems", "causes", "measures", "plan"):
        return [Group(items=[other((line,)) for line in part.body])] if part.body else []
    groups: list[Group] = []
    for head, lines in _blocks(part, known):
        if head is None:
            _append(groups, _loose(lines, part))
        elif _is_section(head, lines, part, known):
            groups.append(_section(head, lines, part, known))
        else:
            _append(groups, _single(head, lines, part))
    return groups


def other(lines: Sequence[Line]) -> Draft:
    """Text that is no problem, cause or measure."""
    return Draft("other", "", tuple(lines))


def _append(groups: list[Group], items: Sequence[Draft]) -> None:
    if not items:
        return
    if not groups or groups[-1].head is not None:
        groups.append(Group())
    groups[-1].items.extend(items)


def _blocks(part: Part, known: Known) -> Iterator[tuple[Line | None, list[Line]]]:
    """The chapter's body divided at its highest headings; None heads what stands before them."""
    top = _top_rank(part, known)
    head: Line | None = None
    lines: list[Line] = []
    for line in part.body:
        if _is_head(line, top, part, known):
            if head or lines:
                yield head, lines
            head, lines = line, []
        else:
            lines.append(line)
    if head or lines:
        yield head, lines


def _top_rank(part: Part, known: Known) -> int | None:
    """The rank of the highest numbered headings of a chapter, None when it has none.

    Numbers under unnumbered aspect headings are points of theirs; so is what stands below 一是.
    """
    ranks = [m.rank for x in part.body if (m := line_marker(x)) and m.rank > part.rank]
    numbered = [rank for rank in ranks if rank <= CIRCLE]
    if not numbered:
        return None
    top = min(numbered)
    if top >= NUMBER and (
        ranks[0] > CIRCLE or any(_is_plain_head(x, part, known) for x in part.body)
    ):
        return None
    return top


def _is_head(line: Line, top: int | None, part: Part, known: Known) -> bool:
    marker = line_marker(line)
    if marker:
        return marker.rank == top and not _is_inner_label(line, part)
    return _is_plain_head(line, part, known)


def _is_inner_label(line: Line, part: Part) -> bool:
    return part.role == "plan" and label_of(line.text) is not None


def _is_plain_head(line: Line, part: Part, known: Known) -> bool:
    """An aspect heading without a number: its own line, by style, or run into the paragraph."""
    if line.apart or line_marker(line) or label_of(line.text):
        return False
    text = heading_text(line)
    whole = may_head(line.text, text)
    if part.role in ("problems", "plan"):
        own_line = whole and (aspect_like(text) or _is_exactly(text, known))
        return own_line or run_in_end(line.text) > 0 or (line.level is not None and whole)
    return (whole and _is_exactly(text, known)) or (
        run_in_end(line.text) > 0 and known.names(heading_text(divide_head(line)[0]))
    )


def _is_exactly(text: str, known: Known) -> bool:
    """Stricter than a numbered heading's match: a sentence may mention an aspect."""
    if core(text) in known.cores:
        return True
    spec = aspect_named(text, known.kind)
    return spec is not None and core(text) in (core(spec.title), core(spec.short))


def _is_section(head: Line, lines: Sequence[Line], part: Part, known: Known) -> bool:
    """Whether a heading opens a section, or is itself a problem, cause or measure."""
    heading, rest = divide_head(head)
    title = heading_text(heading)
    marker = line_marker(head)
    if marker is None or bare_role(title):
        return True
    if part.role == "plan":
        return not states_problem(title) or aspect_like(title)
    if part.role == "problems":
        points = divide([*rest, *lines], marker.rank).points
        named = aspect_like(title) or aspect_named(title, known.kind) is not None
        return named or (marker.rank <= SECTION and bool(points) and not _is_point(points))
    return known.names(title) and not asks_no_action(title)


def _is_point(points: Sequence[Sequence[Line]]) -> bool:
    """A single point cannot divide a section."""
    return len(points) < 2 and line_marker(points[0][0]) is None


def _section(head: Line, lines: Sequence[Line], part: Part, known: Known) -> Group:
    heading, rest = divide_head(head)
    title = heading_text(heading)
    marker = line_marker(head)
    rank = marker.rank if marker else part.rank
    switched = bare_role(title)
    role = _DEFAULT.get(switched) if switched else _default(part)
    aspect = "" if switched else _aspect(title, part, known)
    items = _runs([*rest, *lines], role or "other", rank, part)
    return Group(heading, title, aspect, items)


def _aspect(title: str, part: Part, known: Known) -> str:
    if part.role == "plan" and asks_no_action(title):
        return ""
    return aspect_of(title, known.kind)


def _default(part: Part) -> ItemRole:
    return _DEFAULT.get(part.role, "other")


def _single(head: Line, lines: Sequence[Line], part: Part) -> list[Draft]:
    """A numbered heading that is one item with all that follows it."""
    if part.role == "plan":
        marker = line_marker(head)
        found = _emit("problem", [head])
        return found + _runs(lines, "measure", marker.rank if marker else -1, part)
    if asks_no_action(heading_text(divide_head(head)[0])):
        return [other((line,)) for line in (head, *lines)]
    return _emit(_default(part), [head, *lines])


def _loose(lines: Sequence[Line], part: Part) -> list[Draft]:
    """What stands in a chapter before its first heading, or the whole of one without headings."""
    introduces = len(lines) < len(part.body)
    if introduces and part.role in ("causes", "measures", "plan"):
        return [other((line,)) for line in lines]
    return _runs(lines, _default(part), part.rank, part)


def _runs(lines: Sequence[Line], role: ItemRole, rank: int, part: Part) -> list[Draft]:
    """The items of some lines, divided where a label says that something else begins."""
    found: list[Draft] = []
    run: list[Line] = []
    below, label_line = rank, None
    for line in lines:
        announced = _announced(line, part)
        if announced is None:
            run.append(line)
            continue
        found += _run(run, role, below, label_line)
        role, mark_rank, end = announced
        below = rank if mark_rank is None or end == 0 else mark_rank
        label_line = line.cut(0, end) if end else None
        rest = line.cut(end)
        run = [rest] if rest else []
    return found + _run(run, role, below, label_line)


def _announced(line: Line, part: Part) -> tuple[ItemRole, int | None, int] | None:
    """The role, marker rank and length of a label; a plan's 1.关于…问题 announces itself."""
    if line.apart:
        return None
    if label := label_of(line.text):
        return label.role, label.rank, label.end
    if part.role == "plan" and line_marker(line) and states_problem(headline_of(line)):
        return "problem", None, 0
    return None


def _run(lines: Sequence[Line], role: ItemRole, below: int, label_line: Line | None) -> list[Draft]:
    """One run of lines. Its label belongs to its first item."""
    drafts = _run_items(lines, role, below, labelled=label_line is not None)
    if label_line is None:
        return drafts
    if not drafts:
        return [other((label_line,))]
    first = drafts[0]
    return [Draft(first.role, first.headline, (label_line, *first.lines)), *drafts[1:]]


def _run_items(lines: Sequence[Line], role: ItemRole, below: int, *, labelled: bool) -> list[Draft]:
    if role == "other":
        return [other((line,)) for line in lines]
    division = divide(lines, below, "是要" if role == "measure" else "是")
    if not division.points:
        # Causes and measures may stand in plain paragraphs; problems only after their label.
        plain = labelled or role != "problem"
        return _paragraphs(lines, role) if plain else [other((line,)) for line in lines]
    found = [other((line,)) for line in division.lead]
    for point in division.points:
        found += _emit(role, point)
    return found


def _paragraphs(lines: Sequence[Line], role: ItemRole) -> list[Draft]:
    """Each paragraph an item, but for introductions and the questions of a draft; duties belong to
    what stands above them."""
    found: list[Draft] = []
    for place, line in enumerate(lines):
        if (
            line.apart
            or line.text.startswith("【待补")
            or _introduces(line, more=place + 1 < len(lines))
        ):
            found.append(other((line,)))
        elif found and is_duty(line.text) and found[-1].role == role:
            found[-1] = Draft(role, found[-1].headline, (*found[-1].lines, line))
        else:
            found += _emit(role, [line])
    return found


def _introduces(line: Line, *, more: bool) -> bool:
    return more and (line.text.endswith(("：", ":")) or "如下" in line.text[-12:])


def _emit(role: ItemRole, lines: Sequence[Line]) -> list[Draft]:
    """One item; from the first line that belongs to none onward, other text."""
    stop = next((n for n, line in enumerate(lines) if line.apart), len(lines))
    if stop == 0:
        return [other((line,)) for line in lines]
    headline = headline_of(lines[0])
    marker = line_marker(lines[0])
    if stop > 1 and marker and marker.end == len(lines[0].text):
        headline = headline_of(lines[1])  # the number stands alone on its line
    found = [Draft(role, headline, tuple(lines[:stop]))]
    return found + [other((line,)) for line in lines[stop:]]
