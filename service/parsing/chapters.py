"""Chapters: which lines open one, with which role, and what stands under each."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from service.kind import Kind
from service.kinds import aspect_named
from service.paper import ChapterRole
from service.parsing.aspects import aspect_like, may_head, run_in_end
from service.parsing.headlines import heading_text
from service.parsing.labels import Label, label_of
from service.parsing.ledgers import tables_in
from service.parsing.lines import Line
from service.parsing.markers import CHAPTER, NUMBER, PART, inline_points, marker_of
from service.parsing.points import line_marker, logical
from service.parsing.roles import bare_role, role_of, states_problem

_STRONG: frozenset[ChapterRole] = frozenset(
    {"problems", "causes", "measures", "plan", "last_year", "cases"}
)
_HEADING_MARKS = "。：:；;！？"
_CAPTION = re.compile(
    r"(?:附[表件]\s*\d{0,2}\s*[：:.]?.{2,40}|[^。；：，]{0,40}(?:清单|台账|[^。；：，]表|任务书)(?:[（(].{1,12}[）)])?)"
)
_CLOSERS = '”’"）)】'


@dataclass(slots=True)
class Part:
    """A chapter being built: its heading (None for a preface or an implied one) and its lines.

    ``rank`` is its marker's, -1 where it has none, so that any marker stands below it.
    ``from_table`` says that a table opened it, not a heading.
    """

    role: ChapterRole
    head: Line | None = None
    title: str = ""
    rank: int = -1
    level: int | None = None
    body: list[Line] = field(default_factory=list)
    from_table: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """How one paper numbers its chapters: their rank, the roles that numbered headings name, and
    the bare titles that come more than once and so are labels."""

    rank: int
    numbered: frozenset[ChapterRole]
    repeated: frozenset[str]


def head_end(line: Line) -> int:
    """Where the heading of a line ends and the text that runs on begins."""
    marker = marker_of(line.text)
    begin = marker.end if marker else 0
    if end := run_in_end(line.text[begin:]):
        return begin + end
    ends = [at for at, _ in inline_points(line.text) if at > begin]
    ends += [i + 1 for i, c in enumerate(line.text) if i >= begin and c in _HEADING_MARKS]
    end = min(ends, default=len(line.text))
    while end < len(line.text) and line.text[end] in _CLOSERS:
        end += 1
    return end


def divide_head(line: Line) -> tuple[Line, list[Line]]:
    """A heading line as its heading and the lines of what runs on after it."""
    end = head_end(line)
    head, rest = line.cut(0, end), line.cut(end)
    return head or line, logical([rest]) if rest else []


def chapters(lines: Sequence[Line], kind: Kind | None) -> list[Part]:
    """The chapters of a paper's lines; what stands before the first is a preface."""
    habits = _habits(lines, kind)
    parts = [Part("preface")]
    for stretch, ledger in tables_in(lines):
        if ledger:
            _add_table(parts, stretch)
            continue
        for line in stretch:
            opened = _opened(line, parts[-1], habits, kind)
            if opened is None:
                parts[-1].body.append(line)
            else:
                parts.append(opened)
    for part in parts:
        _settle_plan(part, kind)
    return [part for part in parts if part.head or part.body]


def _add_table(parts: list[Part], rows: list[Line]) -> None:
    """A ledger belongs to its chapter if that lists anything; else it is a plan under its caption.

    What was done last year and what happened elsewhere stays what it is.
    """
    current = parts[-1]
    caption = (
        current.body[-1] if current.body and _CAPTION.fullmatch(current.body[-1].text) else None
    )
    annex = caption is not None and caption.text.startswith("附")
    if current.role in ("last_year", "cases"):
        annex = False
    if annex or (current.role in ("preface", "requirements", "other") and not current.from_table):
        head = replace(current.body.pop(), apart=False) if caption else None
        parts.append(Part("plan", head, heading_text(head) if head else "", from_table=True))
    parts[-1].body += rows


def _habits(lines: Sequence[Line], kind: Kind | None) -> Habits:
    roles: dict[int, set[ChapterRole]] = {}
    for line in lines:
        marker = line_marker(line)
        if marker and marker.rank <= NUMBER:
            named = roles.setdefault(marker.rank, set())
            role = _role(line, kind)
            if role in _STRONG:
                named.add(role)
    bare = Counter(heading_text(line) for line in lines if bare_role(heading_text(line)))
    repeated = frozenset(text for text, count in bare.items() if count > 1)
    rank = next((r for r in (PART, CHAPTER) if r in roles), None)
    if rank is None:
        rank = next((r for r in sorted(roles) if roles[r]), CHAPTER)
    return Habits(rank, frozenset(roles.get(rank, ())), repeated)


def _title(line: Line) -> str:
    head = line.cut(0, head_end(line))
    return heading_text(head) if head else ""


def _role(line: Line, kind: Kind | None) -> ChapterRole | None:
    title = _title(line)
    return None if _names_aspect(title, kind) else role_of(title)


def _names_aspect(title: str, kind: Kind | None) -> bool:
    if aspect_like(title):
        return True
    return role_of(title) is None and aspect_named(title, kind) is not None


def _opened(line: Line, current: Part, habits: Habits, kind: Kind | None) -> Part | None:
    """The chapter that ``line`` opens, None when it belongs to the current one."""
    marker = line_marker(line)
    if line.apart:
        return None
    if marker and marker.rank > habits.rank:
        # （一）理论学习方面 with no chapter above it: the problems begin here.
        return _implied(line, current, habits, kind) if not habits.numbered else None
    if marker is None:
        return _unnumbered(line, current, habits, kind)
    title = _title(line)
    if marker.rank == CHAPTER and _names_aspect(title, kind):
        return _implied(line, current, habits, kind)
    role = role_of(title)
    if role not in _STRONG and current.head and current.rank < 0 and not habits.numbered:
        return None  # 一、 under an unnumbered chapter is one of its points
    return _part(line, role or "other", marker.rank)


def _implied(line: Line, current: Part, habits: Habits, kind: Kind | None) -> Part | None:
    title = _title(line)
    if current.role != "preface" and not (current.role == "other" and habits.rank == CHAPTER):
        return None
    if current.role == "preface" and current.head:
        return None
    return Part("problems", body=[line]) if _names_aspect(title, kind) else None


def _unnumbered(line: Line, current: Part, habits: Habits, kind: Kind | None) -> Part | None:
    text = heading_text(line)
    role = bare_role(text)
    if role and not _is_label(line, role, current, habits):
        return _part(line, role, -1)
    if line.level is None or _names_aspect(text, kind):
        if may_head(line.text, text) or run_in_end(line.text):
            return _implied(line, current, habits, kind)
        return None
    named = role_of(text)
    above = current.level is None or line.level <= current.level
    if above and (named in _STRONG or (current.head and current.level == line.level)):
        return _part(line, named or "other", -1)
    return None


def _is_label(line: Line, role: ChapterRole, current: Part, habits: Habits) -> bool:
    """Whether a bare title only says what follows inside the current chapter."""
    text = heading_text(line)
    if role in habits.numbered or text in habits.repeated:
        return True
    return bool(habits.numbered) and (line.text.endswith(("：", ":")) or text in current.title)


def _part(line: Line, role: ChapterRole, rank: int) -> Part:
    head, rest = divide_head(line)
    return Part(role, head, heading_text(head), rank, line.level, rest)


def _settle_plan(part: Part, kind: Kind | None) -> None:
    """Problems and measures side by side, told apart by labels, make a chapter a plan."""
    if part.role not in ("measures", "problems", "other", "plan"):
        return
    named: set[str] = {label.role for line in part.body if (label := _label(line))}
    for _, ledger in tables_in(part.body):
        if ledger and {"problem", "measure"} <= set(ledger.columns):
            named |= {"problem", "measure"}
    if any(_states_problem(line) for line in part.body):
        named.add("problem")
    both = {"problem", "measure"} <= named
    planned = kind is not None and kind.scope == "plan" and part.role == "measures"
    if both or (planned and "measure" in named):
        part.role = "plan"


def _label(line: Line) -> Label | None:
    return None if line.apart else label_of(line.text)


def _states_problem(line: Line) -> bool:
    """（一）关于学习不系统的问题: in a plan, a heading that is a problem."""
    return bool(line_marker(line) and states_problem(_title(line)))
