"""What became of a promise: this year's likest sentence; what it says of it, ``verdict`` tells."""

import re
from collections.abc import Iterator

from service.language.matching import Matcher
from service.language.normal import normal
from service.language.sentences import sentences
from service.language.spans import Span
from service.paper import ChapterRole, Paper
from service.reviewing.same_matter import nameless, rarity, shares
from service.reviewing.verdict import judged, lead_of
from service.reviews import PromiseStatus
from service.subject import Subject
from service.value import Value

_PART = re.compile(r"[^；;\n]+[；;]?")
OPENING = 80
"""Characters of a problem by which it is looked for: headline and the beginning of its case."""
SHORTEST = 8
_LIKE = 0.30
"""Likeness from which a sentence is on the same matter, where they share words as well."""
_ALONE = 0.46
"""Likeness from which no shared run of words is asked for."""
_LEAST_LIKE = 0.25
"""Likeness below which even a sentence of the account is on something else."""
_NEAREST = 8
_FAVOUR = 0.1
"""Likeness that a sentence of the account of last year's promises has in advance."""
BRIEF = 24
"""Letters below which a sentence only names its matter, and the next one tells of it."""
DUTY_LINE = re.compile(
    r"^[\s（(【]*(?:(?:以上|上述|这些|各项)(?:整改)?(?:措施|任务|事项)|"
    r"责任(?:人|领导|部门|科室|股室|处室|单位)|牵头(?:人|领导|部门|单位)?[：:]|完成?时限|时限)"
)
"""How a line begins that names who answers for all of them, and promises no matter of its own."""
_COUNTED = re.compile(
    r"(?:上年度?|去年|上一年度?|20\d\d年)[^。\n]{0,60}?(?:\d+|[一二三四五六七八九十]+)[个项条]"
    r"[^。\n]{0,60}?(?:完成|销号|整改到位|解决|办结|落实)"
)
_ACCOUNT = re.compile(
    r"上年|去年|上一年|20\d\d年度?[^。]{0,20}(?:民主|组织)生活会|整改落实|(?:没有|未|尚未)(?:办结|完成)的"
)


class Promise(Value):
    """One promise. ``start``/``end`` point into the text of ``file``, last year's paper; ``until``
    is where the item ends that a problem's headline opens. ``told`` is this year's passage, None
    when nothing tells of it. ``weight`` ranks: how much of it one could check. ``about`` are other
    words for its matter. ``counted`` is this year's sentence that answers for all by a number."""

    file: str
    start: int
    end: int
    until: int = 0
    problem: bool = False
    weight: float = 0.0
    about: tuple[str, ...] = ()
    status: PromiseStatus = "untold"
    told: tuple[int, int] | None = None
    told_in: ChapterRole = "other"
    counted: tuple[int, int] | None = None

    def words(self, text: str) -> str:
        """What it says of its matter in ``text``, the paper of ``file``: a problem its headline and
        the beginning of its case, and nothing of the next problem."""
        if self.problem:
            return text[self.start : max(self.end, min(self.until, self.start + OPENING))]
        return text[self.start : self.end]


class Year:
    """This year's paper, ready to be asked what became of a promise."""

    def __init__(self, subject: Subject) -> None:
        self._text = subject.text
        placed = [(_role_at(subject.paper, s.start), s) for s in _told(subject.text)]
        pieces = [
            (role, part, account, lead_of(whole.text) if account else "")
            for role, whole in placed
            for account in (_account(role, whole),)
            for part in (_parted(whole) if account else (whole,))
            # How this year's meeting was prepared is no account of last year's.
            if account or role != "preface"
        ]
        self._roles = [role for role, _, _, _ in pieces]
        self._spans = [part for _, part, _, _ in pieces]
        self._accounts = [account for _, _, account, _ in pieces]
        self._leads = [lead for _, _, _, lead in pieces]
        self._said = [nameless(span.text) for span in self._spans]
        self._matcher = Matcher(self._said, rarity())
        self._counted = next(
            ((s.start, s.end) for s in self._spans if _COUNTED.search(s.text)), None
        )

    def follow(self, promise: Promise, text: str) -> Promise:
        """The promise with its status."""
        said = text[promise.start : promise.end]
        asked = (nameless(words) for words in (promise.words(text), *promise.about))
        found = next((at for words in asked if (at := self._place(words)) is not None), None)
        if found is None:
            return promise.model_copy(update={"counted": self._counted})
        span, role = self._spans[found], self._roles[found]
        told: ChapterRole = "last_year" if self._accounts[found] else role
        status = judged(span, told, said, self._leads[found])
        update = {"status": status, "told": (span.start, span.end), "told_in": role}
        return promise.model_copy(update=update)

    def _place(self, wanted: str) -> int | None:
        """The sentence on the same matter; one of the account of last year goes before others."""
        scored = [
            (score + _FAVOUR * self._accounts[at], at)
            for at, score in self._matcher.best(wanted, _NEAREST)
            if score >= _LEAST_LIKE
        ]
        near = [
            (score, -at)
            for score, at in scored
            if score >= _ALONE or (score >= _LIKE and shares(wanted, self._said[at]))
        ]
        return -max(near)[1] if near else None


def _account(role: ChapterRole, span: Span) -> bool:
    """Whether a sentence gives account of last year's promises."""
    told = role in ("preface", "other") and _ACCOUNT.search(span.text)
    return role == "last_year" or bool(told)


def _parted(span: Span) -> Iterator[Span]:
    """The parts of an account: ；stands between what is done and what is not."""
    for match in _PART.finditer(span.text):
        start = span.start + match.start()
        yield Span(start, start + len(match.group()), match.group())


def _told(text: str) -> Iterator[Span]:
    """The sentences that may tell of a matter; a brief one with the next one of its line."""
    spans = sentences(text)
    for at, span in enumerate(spans):
        if len(normal(span.text)) < SHORTEST or DUTY_LINE.match(span.text):
            continue
        after = spans[at + 1] if at + 1 < len(spans) else span
        follows = "\n" not in text[span.end : after.start] and not DUTY_LINE.match(after.text)
        if len(normal(span.text)) < BRIEF and follows:
            yield Span(span.start, after.end, text[span.start : after.end])
        else:
            yield span


def _role_at(paper: Paper, place: int) -> ChapterRole:
    """The role of the chapter that holds a place; the head of the paper is its preface."""
    role: ChapterRole = "preface"
    for chapter in paper.chapters:
        starts = [chapter.start] if chapter.title else []
        starts += [s.start for s in chapter.sections if s.title]
        starts += [i.start for s in chapter.sections for i in s.items]
        if starts and min(starts) <= place:
            role = chapter.role
    return role
