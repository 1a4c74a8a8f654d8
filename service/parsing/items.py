"""Items: what stands inside a chapter, as sections of problems, causes, measures and other text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.kinds import aspect_named
from service.paper import ChapterRole, ItemRole
from service.parsing.aspects import aspect_like, aspect_of, may_head, run_in_end
from service.parsing.chapters import Part, divide_head
from service.parsing.groups import Draft, Group, Known, append, emit, other
from service.parsing.headlines import heading_text, headline_of
from service.parsing.labels import is_duty, label_of
from service.parsing.ledgers import add_ledger, tables_in
from service.parsing.lines import Line
from service.parsing.markers import CIRCLE, NUMBER, SECTION, SUBNUMBER
from service.parsing.points import divide, line_marker
from service.parsing.roles import asks_no_action, bare_role, states_problem
from service.parsing.statements import with_statements

_DEFAULT: dict[ChapterRole, ItemRole] = {
    "problems": "problem",
    "causes": "cause",
    "measures": "measure",
}


def groups_of(part: Part, known: Known) -> list[Group]:
    """The sections of a chapter; items without a section heading stand in an untitled one."""
    if part.role not in ("problems", "causes", "measures", "plan"):
        return [Group(items=[other((line,)) for line in part.body])] if part.body else []
    groups: list[Group] = []
    stretches = tables_in(part.body)
    for lines, ledger in stretches:
        if ledger:
            add_ledger(groups, ledger, known)
        else:
            _add_text(groups, replace(part, body=lines), known, introduces=len(stretches) > 1)
    return with_statements(groups) if part.role == "problems" else groups


def _add_text(groups: list[Group], part: Part, known: Known, *, introduces: bool) -> None:
    """The sections of a chapter's text; beside a table, what has no heading only introduces it."""
    for head, lines in _blocks(part, known):
        if head is None:
            plain = introduces and not any(line_marker(line) for line in lines)
            append(groups, [other((x,)) for x in lines] if plain else _loose(lines, part))
        elif _is_section(head, lines, part, known):
            groups.append(_section(head, lines, part, known))
        else:
            append(groups, _single(head, lines, part))


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
        own_line = whole and (aspect_like(text) or known.is_exactly(text))
        return own_line or run_in_end(line.text) > 0 or (line.level is not None and whole)
    return (whole and known.is_exactly(text)) or (
        run_in_end(line.text) > 0 and known.repeats(heading_text(divide_head(line)[0]))
    )


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
        named = aspect_like(title) or aspect_named(title, known.kind) is not None
        return named or (
            marker.rank <= SECTION and _divides(divide([*rest, *lines], marker.rank).points)
        )
    return known.repeats(title) and not asks_no_action(title)


def _divides(points: Sequence[Sequence[Line]]) -> bool:
    """Whether points below a heading are problems: （1） and ① tell details of the one above, and
    a single unnumbered point cannot divide a section."""
    if not points:
        return False
    marker = line_marker(points[0][0])
    return len(points) > 1 if marker is None else marker.rank not in (SUBNUMBER, CIRCLE)


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
        found = emit("problem", [head])
        return found + _runs(lines, "measure", marker.rank if marker else -1, part)
    if asks_no_action(heading_text(divide_head(head)[0])):
        return [other((line,)) for line in (head, *lines)]
    return emit(_default(part), [head, *lines])


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
        found += emit(role, point)
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
            found += emit(role, [line])
    return found


def _introduces(line: Line, *, more: bool) -> bool:
    return more and (line.text.endswith(("：", ":")) or "如下" in line.text[-12:])
