"""Tracing: whether every line of a page says only what its sources hold.

A source must stand, letter by letter, at its place in a text that may be quoted. What a line says
beyond its quotations is our own fixed frame, or must be carried by them: no number, date, title,
meeting, person, department or unit that they do not hold, no accusing or praising word, no clause
on another matter, no verdict that they deny. A question may ask freely and claim nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from service.language.about import Grounds, content, foreign, weighty
from service.language.normal import normal
from service.language.safety import unsafe
from service.language.specifics import unsupported
from service.reviewing.denials import denied
from service.reviewing.frames import COUNT, FRAMES, STATUS_FRAMES
from service.reviews import DigestLine, PromiseStatus, Source

_CLAUSE = re.compile(r"[^，,；;。！!？?：:、\n]+[？?]?")
_ASKING = re.compile(
    r"[何谁几吗呢？?]|哪|多少|多久|什么|怎|如何|是否|是不是|有没有|有无|能否|能不能|可否|还是|为啥"
)
_WORD = 2
_INNER = str.maketrans("“”", "‘’")
_WHICH = re.compile(r"哪一(?=[个位步天件次项条年处笔家])")
_NAMED_BLANK = 8
"""Letters up to which a clause of a question only names what is asked for (责任人)."""
_UNTOLD = re.compile(r"(?:没有?|未|从未|只字(?:不|未))(?:曾|再)?(?:说|提|交代|回应|涉及|见)")
_DONE = re.compile(r"完成|办结|兑现|落实|做到|到位|解决|已经|已(?![往])|均|销号|建成")
_OPEN = re.compile(r"仍|尚|还没|没有|未|推进|持续|继续|又|再次")
_AGAINST: Mapping[PromiseStatus, re.Pattern[str]] = {
    "done": re.compile(f"{_UNTOLD.pattern}|{_OPEN.pattern}"),
    "open": re.compile(f"{_UNTOLD.pattern}|{_DONE.pattern}"),
    "untold": re.compile(rf"{_DONE.pattern}|(?:今年|已)(?:说|提|交代)"),
}
"""What a line may not say in its own words, by what code found of the promise."""


def untraceable(lines: Iterable[DigestLine], texts: Mapping[str, str]) -> tuple[DigestLine, ...]:
    """The lines that must not be shown. ``texts`` are by paper file, note id and kind id (see
    ``quoting.texts_of``)."""
    return tuple(line for line in lines if why_not(line, texts))


def why_not(line: DigestLine, texts: Mapping[str, str]) -> str:
    """Why a line cannot be traced, in Chinese; empty when it can."""
    if not line.sources or not normal(line.text):
        return "没有出处"
    lost = next((s for s in line.sources if not _stands(s, texts)), None)
    if lost is not None:
        return f"出处不成立：{lost.source}"
    return _said_beyond(line)


def _stands(source: Source, texts: Mapping[str, str]) -> bool:
    text = texts.get(source.source)
    quoted = bool(normal(source.quote))
    return text is not None and quoted and text[source.start : source.end] == source.quote


def _said_beyond(line: DigestLine) -> str:
    """Why what the line says besides whole quotations and frames is not carried by them."""
    quotes = [form for s in line.sources for form in (nested(s.quote), flat(s.quote))]
    places = len({(s.source, s.start, s.end) for s in line.sources})
    counts = [COUNT.format(count=number) for number in range(2, places + 1)]
    frames = [*FRAMES[line.part], *(STATUS_FRAMES[line.status] if line.status else ()), *counts]
    left = _without(line.text, quotes, frames)
    if not normal(left):
        return ""
    if line.part == "questions":
        return unsafe(left) or beyond_question(left, quotes)
    grounds = [*quotes, *frames]
    return unsafe(left) or _untrue(line, left, quotes) or beyond(line.text, grounds)


def _untrue(line: DigestLine, left: str, quotes: Sequence[str]) -> str:
    """What a line says in its own words against what code found of its matter: another status, or
    a result that this year's paper does not name."""
    wrong = _AGAINST[line.status] if line.status else _UNTOLD
    found = wrong.search(left)
    if found is None and line.status == "done":
        named = _DONE.finditer(left)
        found = next((m for m in named if not any(m.group() in q for q in quotes)), None)
    return f"与核对的结果不符：{found.group()}" if found else ""


def beyond(text: str, grounds: Sequence[str]) -> str:
    """What of a statement its grounds do not carry, in Chinese; empty when they carry it."""
    odd = unsupported(text, grounds)
    if odd:
        return f"出处里没有：{'、'.join(s.text for s in odd)}"
    word = weighty(text, grounds) or denied(text, grounds)
    if word:
        return f"出处没有这样说：{word}"
    known = Grounds(grounds)
    part = foreign(text, known) or _new_word(text, known)
    return f"出处里找不到：{part}" if part else ""


def _new_word(text: str, known: Grounds) -> str:
    """A word of ``text`` none of whose letters its grounds hold: whoever joins lines needs none."""
    for stretch in content(text):
        run = ""
        for letter, mark in zip(stretch, known.marks(stretch), strict=True):
            run = "" if mark else run + letter
            if len(run) == _WORD:
                return run
    return ""


def beyond_question(text: str, grounds: Sequence[str]) -> str:
    """What a question claims that its grounds do not carry; what it asks for claims nothing."""
    odd = unsupported(_WHICH.sub("哪", text), grounds)
    if odd:
        return f"问题里带出了：{'、'.join(s.text for s in odd)}"
    word = weighty(text, grounds)
    if word:
        return f"问题里带出了：{word}"
    known = Grounds(grounds)
    for sentence in re.findall(r"[^。！？?\n]+[。！？?]?", text):
        if normal(sentence) and not _ASKING.search(sentence) and foreign(sentence, known):
            return f"问题里带出了：{sentence.strip()}"
        claims = (c for c in _CLAUSE.findall(sentence) if not _asks(c))
        told = next((part for c in claims if (part := foreign(c, known))), "")
        if told:
            return f"问题里带出了：{told}"
    return ""


def flat(text: str) -> str:
    """``text`` on one line, as lines of a page show it."""
    return " ".join(text.split())


def nested(text: str) -> str:
    """``text`` on one line as it stands inside quotation marks: its own ones are the inner ones."""
    return flat(text).translate(_INNER)


def _asks(clause: str) -> bool:
    return bool(_ASKING.search(clause)) or len(normal(clause)) <= _NAMED_BLANK


def _without(text: str, quotes: Iterable[str], frames: Iterable[str]) -> str:
    """What is left of a line without its quotations, longest first, and our frames."""
    left = flat(text)
    for words in sorted({*quotes}, key=lambda q: (-len(q), q)):
        left = left.replace(words, " ") if words else left
    for frame in sorted({*frames}, key=lambda f: (-len(f), f)):
        left = left.replace(frame, " ")
    return left
