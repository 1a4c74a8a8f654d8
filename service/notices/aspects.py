"""Aspects of a notice: the 对照方面 it lists, in the forms in which notices list them."""

import re
from collections.abc import Callable, Iterator

from service.language.spans import Span
from service.notices.clauses import TRIM, trimmed

_HAN = "一二三四五六七八九十"
_NUMBERED = rf"(?:[{_HAN}]+是|[（(][{_HAN}\d]+[)）]|[{_HAN}]+、|\d{{1,2}}[.．、](?!\d)|[①-⑨])"
_COUNT = re.compile(rf"[“\"]?([{_HAN}两\d])个(?:带头|方面|对照|重点方面|聚焦)[”\"]?")
_LEADING = re.compile(r"带头[^；;。：:\n“”\"]*(?:“[^”\n]*”[^；;。：:\n“”\"]*)*")
_DUIZHAO = re.compile(rf"(?:{_NUMBERED}|[“\"])\s*(对照[^；;。：:\n”\"]{{4,60}})")
_TRIGGER = re.compile(
    rf"(?:(?:以下|下列|如下)[{_HAN}两\d]?个?(?:重点)?(?:方面|内容|问题)?|[{_HAN}两\d]个(?:重点)?方面(?:的?(?:内容|问题))?)[^。：:\n]{{0,12}}[：:]"
)
_ENUMERATION = re.compile(
    r"(?:从|围绕|聚焦|对照|在|按照|重点查摆|查摆)\s*[“\"]?([^，,。；;：:、\n“”\"]{2,14}(?:、[^，,。；;：:、\n“”\"]{2,16}?){2,8}?)[”\"]?"
    rf"(?:等)?(?:(?:这)?[{_HAN}两\d]个?(?:重点)?)?(?:方面|纪律方面|(?=[，,。；;\n]))"
)
_SPLIT = re.compile(rf"[；;\n]|(?:[，,]|(?<=。))?\s*{_NUMBERED}")


def aspects_in(text: str) -> tuple[list[Span], list[str]]:
    """The aspects by the first way of reading that gives the number the notice states, else by the
    first that gives at least two; and what to confirm."""
    readings: tuple[Callable[[str], list[Span]], ...] = (
        _leading_phrases,
        _duizhao_phrases,
        _listed,
        _enumerated,
    )
    stated = [_value(m.group(1)) for m in _COUNT.finditer(text)]
    read = [spans for reading in readings if len(spans := reading(text)) >= 2]
    found = next((spans for spans in read if len(spans) in stated), read[0] if read else [])
    unsure = []
    if found and stated and len(found) not in stated:
        unsure.append(f"通知说有{stated[0]}个方面，读出{len(found)}个，请核对 aspects")
    return found, unsure


def _value(numeral: str) -> int:
    return 2 if numeral == "两" else (_HAN.find(numeral) + 1 or int(numeral))


def _leading_phrases(text: str) -> list[Span]:
    """带头… phrases, wherever they stand; one that repeats is taken once."""
    spans = []
    for match in _LEADING.finditer(text):
        cut = re.search(rf"(?:[，,]|方面|等方面)?(?:{_NUMBERED}带头|$)|方面", match.group())
        stop = cut.start() if cut else len(match.group())
        spans.append(trimmed(text, match.start(), match.start() + stop))
    return _distinct(s for s in spans if len(s.text) >= 6)


def _duizhao_phrases(text: str) -> list[Span]:
    found = [trimmed(text, *m.span(1)) for m in _DUIZHAO.finditer(text)]
    return _distinct(s for s in found if "对照检查" not in s.text)


def _listed(text: str) -> list[Span]:
    """What follows 以下…方面： up to the end of the list, divided at numbers, ； and line ends."""
    for trigger in _TRIGGER.finditer(text):
        spans = _distinct(_pieces(text, trigger.end()))
        if len(spans) >= 2:
            return spans
    return []


def _pieces(text: str, start: int) -> Iterator[Span]:
    at = start
    end = _list_end(text, start)
    for cut in [*_SPLIT.finditer(text, start, end), None]:
        stop = cut.start() if cut else end
        piece = trimmed(text, at, stop)
        clause = re.split("[。：:]", piece.text, maxsplit=1)[0]
        clause = re.sub(r"(?:等?方面|方面(?:存在)?的?问题)$", "", clause).rstrip(TRIM)
        if 2 <= len(clause) <= 80:
            yield Span(piece.start, piece.start + len(clause), clause)
        at = cut.end() if cut else end


def _list_end(text: str, start: int) -> int:
    """The end of a list: its last numbered line, or the first full stop of its own line."""
    lines = text[start:].split("\n")
    if not lines[0].strip():
        length = len(lines[0]) + 1
        for line in lines[1:]:
            if line.strip() and not re.match(rf"\s*{_NUMBERED}", line):
                break
            length += len(line) + 1
        return min(len(text), start + length)
    stop = re.search(r"。|\n", text[start:])
    return start + stop.start() if stop else len(text)


def _enumerated(text: str) -> list[Span]:
    for match in _ENUMERATION.finditer(text):
        at, spans = match.start(1), []
        for part in match.group(1).split("、"):
            spans.append(trimmed(text, at, at + len(part)))
            at += len(part) + 1
        if len(spans) >= 3:
            return spans
    return []


def _distinct(spans: Iterator[Span]) -> list[Span]:
    found: dict[str, Span] = {}
    for span in spans:
        if span.text and not any(span.text in known or known in span.text for known in found):
            found[span.text] = span
    return list(found.values())
