"""One line or cell into its opinions, each a stretch of the line exactly as written."""

import re

from service.language.normal import normal
from service.language.spans import Span
from service.sorting.empty import is_praise
from service.themes.cues import Reading, cue_index

_DIGITS = {mark: n for n, mark in enumerate("一二三四五六七八九十", start=1)}
_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)}
_MARKER = re.compile(
    r"(?:^|(?<=[\s，,。；;：:！!？?]))"
    r"(?:[（(](?P<p>\d{1,2}|[一二三四五六七八九十])[）)]|(?P<d>\d{1,2})[、.．)）](?!\d)|"
    r"(?P<c>[①-⑳])|第?(?P<h>[一二三四五六七八九十])(?:、|是|来[，,]))\s*"
)
_CONNECTOR = re.compile(
    r"(?<=[，,。；;！!？?\s])(?:另外|还有就是|还有一点|还有一个|还有(?![的个些人几\d一二两三])|再就是|"
    r"再有就是|再一个|再一点|再者|其次|此外|顺便(?:说|提)一?[句下]|最后一点)[，,、：:]?\s*"
)
_BREAK = re.compile(r"[。；;！!？?\n]+\s*")
_GOES_ON = re.compile(
    r"(所以|因此|因而|结果|导致|造成|比如|例如|譬如|像|这样|这|那|但|可是|不过|而且|并且|也|都|就|到现在|"
    r"至今|特别是|尤其|甚至|搞得|弄得|害得|同时|其中|说是|谁|何时|什么时候)"
)
_LEAD_IN = re.compile(
    r"^[\s，,：:]*(?:我)?(?:就|只|再|想|这里)*(?:补充?|说|讲|提|加)(?:一?[条点个件句下]|一件事|一句|几句)?"
    r"(?:意见|建议)?\s*[：:，,]\s*"
)
_SAID = re.compile(
    "(别人|大家|前面|前头|他们|几位|其他人|都|我)[^，,。；;]{0,8}(说了|讲了|提了|说过|讲过|提过|谈了|"
    "不重复|不说了|不提了|不讲了|不多说|不再说)|不重复|不多说"
)
_TURN = re.compile(r"[，,。；;]\s*(?:但是?|不过|就是|只是|然而|可是|可)(?!以|能|口|靠|谓)[，,]?\s*")
_LIST_NUMBER = re.compile(r"\s*(?:\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[）)]|[①-⑳])\s*")
_STOP = re.compile("[，,。；;：:]")
_EDGE = " \t\r\n　，,；;、"

_CLEAR = 3.0
_SHORT = 4


def split(text: str) -> tuple[Span, ...]:
    """The opinions in ``text``, in order; at least one. Each is ``text[start:end]``, verbatim.

    Numbering (1. 2., ①②, 一是二是) and connectors (另外, 再就是) part opinions; ；and 。 only where
    both sides are clearly about different things, so that a cause, an example or a suggestion
    stays with its complaint. Praise before 但 and "the others said that already" are left out.
    """
    parts = [part for piece in _numbered(text) for part in _by_topic(text, piece)]
    kept = [_effective(part) for part in parts]
    found = tuple(span for span in kept if normal(span.text))
    return found or (_trim(text, 0, len(text)),)


def numbered_parts(text: str) -> tuple[Span, ...]:
    """The opinions that the writer numbered; the whole text when nothing is numbered."""
    return tuple(span for span in _numbered(text) if normal(span.text))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end, text[start:end])


def _numbered(text: str) -> list[Span]:
    marks: list[re.Match[str]] = []
    for match in _MARKER.finditer(text):
        if _value(match) == len(marks) + 1:
            marks.append(match)
    if len(marks) < 2:
        return [_unnumbered(text)]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    pieces = [_trim(text, mark.end(), end) for mark, end in zip(marks, ends, strict=True)]
    head = _trim(text, 0, marks[0].start())
    return [head, *pieces] if _clear_theme(head.text) else pieces


def _unnumbered(text: str) -> Span:
    """A single opinion without the number it has in its list."""
    number = _LIST_NUMBER.match(text)
    bare = _trim(text, number.end() if number else 0, len(text))
    return bare if normal(bare.text) else _trim(text, 0, len(text))


def _value(match: re.Match[str]) -> int:
    raw = match["p"] or match["d"] or match["c"] or match["h"]
    return _CIRCLED.get(raw) or _DIGITS.get(raw) or int(raw)


def _by_topic(text: str, piece: Span) -> list[Span]:
    cuts = [piece.start]
    for match in _CONNECTOR.finditer(text, piece.start, piece.end):
        if len(normal(text[cuts[-1] : match.start()])) >= _SHORT:
            cuts += [match.start(), match.end()]
    bounds = list(zip(cuts[::2], [*cuts[1::2], piece.end], strict=True))
    return [part for start, end in bounds for part in _by_marks(text, start, end)]


def _by_marks(text: str, start: int, end: int) -> list[Span]:
    parts: list[Span] = []
    begin = start
    for match in _BREAK.finditer(text, start, end):
        if match.end() < end and _parts_here(text[begin : match.start()], text[match.end() : end]):
            parts.append(_trim(text, begin, match.end()))
            begin = match.end()
    return [*parts, _trim(text, begin, end)]


def _parts_here(before: str, after: str) -> bool:
    following = _BREAK.split(after)[0]
    if _GOES_ON.match(following) or min(len(normal(before)), len(normal(following))) < _SHORT:
        return False
    left, right = cue_index().read(before), cue_index().read(following)
    return _differ(left, right)


def _differ(left: Reading, right: Reading) -> bool:
    if not (left.best and right.best and min(left.best.score, right.best.score) >= _CLEAR):
        return False
    names = {score.theme.name for score in left.close()}
    return not names & {score.theme.name for score in right.close()}


def _clear_theme(text: str) -> bool:
    best = cue_index().read(text).best
    return best is not None and best.score >= _CLEAR


def _effective(part: Span) -> Span:
    return _without_praise(_without_repeats(part))


def _without_repeats(part: Span) -> Span:
    """Without leading clauses that only say what others have said already."""
    begin = 0
    while (stop := _STOP.search(part.text, begin)) is not None:
        if not _SAID.search(part.text[begin : stop.start()]):
            break
        begin = stop.end()
    if begin == 0:
        return part
    lead = _LEAD_IN.match(part.text[begin:])
    return _rest(part, begin + (lead.end() if lead else 0))


def _without_praise(part: Span) -> Span:
    """Without praise before 但, where what follows says by itself what it is about."""
    turn = _TURN.search(part.text)
    if turn is None or not is_praise(part.text[: turn.start()]):
        return part
    praised = {s.theme.name for s in cue_index().read(part.text[: turn.start()]).themes}
    rest = cue_index().read(part.text[turn.end() :])
    if rest.best is None or rest.best.score < _CLEAR or rest.best.theme.name in praised:
        return part
    return _rest(part, turn.end())


def _rest(part: Span, begin: int) -> Span:
    rest = _trim(part.text, begin, len(part.text))
    if len(normal(rest.text)) < _SHORT:
        return part
    return Span(part.start + rest.start, part.start + rest.end, rest.text)
