"""One paper, one page: the digest of one paper for its reviewer, without a model."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from service.flags import Flag
from service.language.normal import normal
from service.reviewing.digest import PARTS
from service.reviewing.digest.missing import absent
from service.reviewing.problems import owned_problems
from service.reviewing.quoting import texts_of
from service.reviewing.reading import Reading
from service.reviewing.tracing import untraceable
from service.reviews import DigestLine, DigestPart, PaperReview
from service.subject import Subject

PAGE_LIMITS: Mapping[DigestPart, tuple[int, int]] = {
    # One line an aspect; the most that a kind prescribes is six.
    "owns_up": (6, 320),
    # Enough to tell whether the paper is its own; a reviewer looks two of them up.
    "concrete": (3, 190),
    "generic": (3, 150),
    # Each of them has to be answered, so what does not fit is counted by whoever prints.
    "unanswered": (4, 160),
    "promises": (4, 320),
    "missing": (4, 180),
    "questions": (5, 400),
}
"""Lines and letters of each part on one A4 page with small type, in all some 1,300 letters at the
most; hardly any paper fills every part, so that about 900 to 1,000 are printed."""
_SAME_STATUS = 2


def page_of(subject: Subject, flags: Sequence[Flag]) -> PaperReview:
    """The page of one paper from its flags: every line is quoted or one of our own frames, and
    what could not be traced to its source is left out."""
    problems = owned_problems(subject, flags)
    reading = Reading(subject, flags, problems)
    lines = [line for part in PARTS.values() for line in part.lines(reading)]
    lost = {id(line) for line in untraceable(lines, texts_of(subject))}
    concrete = sum(problem.concrete for problem in problems)
    return PaperReview(
        file=subject.file,
        unit=subject.unit or subject.paper.unit,
        kind=subject.kind.id if subject.kind else None,
        kind_name=subject.kind.name if subject.kind else "",
        year=subject.year or subject.paper.year,
        digest=tuple(line for line in lines if id(line) not in lost),
        counts=_counts(subject, flags, len(problems), concrete),
        missing=absent(reading),
        concreteness=concrete / len(problems) if problems else 0.0,
        problems=problems,
    )


def _counts(
    subject: Subject, flags: Sequence[Flag], problems: int, concrete: int
) -> dict[str, int]:
    by_level = Counter[str](flag.level for flag in flags)
    by_rule = Counter(flag.rule for flag in flags)
    return {
        "total": len(flags),
        **dict(sorted(by_level.items())),
        **dict(sorted(by_rule.items())),
        "problems": problems,
        "concrete_problems": concrete,
        "causes": sum(1 for _ in subject.paper.items("cause")),
        "measures": sum(1 for _ in subject.paper.items("measure")),
        "characters": len(normal(subject.text)),
        "notes": len(subject.notes),
        "past": len(subject.past),
    }


def for_page(lines: Iterable[DigestLine]) -> tuple[DigestLine, ...]:
    """The lines that one printed page holds, in the order of the parts."""
    given = list(lines)
    return tuple(
        line for part in PARTS for line in _cut(part, [ln for ln in given if ln.part == part])
    )


def _cut(part: DigestPart, lines: Sequence[DigestLine]) -> list[DigestLine]:
    most, room = PAGE_LIMITS[part]
    kept: list[DigestLine] = []
    for line in _mixed(lines) if part == "promises" else lines:
        if len(kept) == most or (kept and room < len(line.text)):
            break
        kept.append(line)
        room -= len(line.text)
    return kept


def _mixed(lines: Sequence[DigestLine]) -> list[DigestLine]:
    """Promises of every status first: that four were not told of says less than what was done."""
    met: Counter[str | None] = Counter()
    ranked = []
    for place, line in enumerate(lines):
        ranked.append((met[line.status] // _SAME_STATUS, place, line))
        met[line.status] += 1
    return [line for _, _, line in sorted(ranked, key=lambda entry: entry[:2])]
