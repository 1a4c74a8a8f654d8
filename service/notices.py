"""Notices: what a pasted 通知 says a paper must hold, as a kind for a person to confirm.

Only what the notice writes is taken. Everything found has its evidence; everything that could not
be found, or could be read in two ways, is in ``unsure``.
"""

import re
from collections.abc import Callable, Iterator

import yaml

from service.errors import BadInput
from service.kind import AspectSpec, ChapterSpec, Kind, Scope
from service.language.spans import Span
from service.value import Value

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
_MEETING = re.compile(
    r"(?:[“\"]?[\u4e00-\u9fff、“”]{0,30}?(?:主题教育|学习教育|专题))?(?:专题)?(?:民主|组织)生活会"
)
_YEAR = re.compile(r"(20\d\d)\s*年度?[^。\n]{0,24}?(?:民主|组织)生活会")
_ANY_YEAR = re.compile(r"(20\d\d)\s*年度")
_THEME = re.compile(r"主题(?:确定)?(?:是|为|：|:)\s*[“\"]?([^”\"。\n]{8,200})")
_LENGTH_RANGE = re.compile(r"(\d{3,5})\s*(?:字)?\s*(?:[-—–~～至到]+)\s*(\d{3,5})\s*字")
_LENGTH_ABOUT = re.compile(r"(\d{3,5})\s*字(左右|以内|以下|以上)?")
_LENGTH_MOST = re.compile(r"(?:不超过|不得超过|控制在|少于等于)\s*(\d{3,5})\s*字")
_DEADLINE = re.compile(
    r"[^。；;\n]*(?:\d{1,2}\s*月\s*\d{1,2}\s*日[^。；;\n]{0,20}前|\d+个?(?:工作)?日内|截止)[^。；;\n]*"
)
_CHAPTERS = (
    (
        "last_year",
        "上年度{meeting}整改落实情况",
        r"(?:上年度|上一年度|20\d\d年度)[^。；\n]{0,24}整改[^。；\n]{0,8}(?:落实|完成)?情况",
    ),
    ("problems", "存在的主要问题", r""),
    ("cases", "典型案例剖析", r"典型案例[^。；\n]{0,10}剖析|案例剖析|以案促改"),
    ("causes", "产生问题的原因分析", r"原因|根源|剖析"),
    ("measures", "下一步努力方向和整改措施", r"措施|努力方向|整改方向"),
)
_SPLIT = re.compile(rf"[；;\n]|(?:[，,]|(?<=。))?\s*{_NUMBERED}")
_TRIM = ' \t\u3000，,。；;：:、“”"（）()'


class NoticeEvidence(Value):
    """Where in the notice a field was read: code points, half open, and the words."""

    field: str
    start: int
    end: int
    quote: str


class ProposedKind(Value):
    """A kind as a notice describes it. ``unsure`` lists, for a person, what to confirm;
    ``deadlines`` are the clauses that set a date."""

    kind: Kind
    evidence: tuple[NoticeEvidence, ...]
    unsure: tuple[str, ...]
    deadlines: tuple[str, ...] = ()

    def to_yaml(self) -> str:
        """The kind as a file for the data directory; what is unsure stands above it as comments."""
        data = self.kind.model_dump(mode="json", exclude_defaults=True)
        head = "".join(f"# 请确认：{line}\n" for line in self.unsure)
        return head + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


def from_notice(text: str) -> ProposedKind:
    """The kind that a notice asks for. Raises BadInput when it names no 对照方面."""
    aspects, unsure = _aspects(text)
    if not aspects:
        raise BadInput(
            "没有在通知中找到对照方面（如“五个带头”“从以下六个方面”）。"
            "请确认贴入的是会议通知全文，或参照 duizhao kinds show team-2025 手工编写"
        )
    reading = _Reading(text, unsure)
    scope = reading.scope()
    year = reading.year()
    meeting = reading.meeting(scope)
    kind = Kind(
        id=f"{scope}-{year}-own",
        name=f"{year}年度{meeting}{_PAPERS[scope]}（按本单位通知）",
        scope=scope,
        year=year,
        meeting=meeting,
        paper_name=_PAPERS[scope],
        theme=reading.theme(),
        aspects=tuple(_spec(n, span.text) for n, span in enumerate(aspects, 1)),
        chapters=reading.chapters(scope, meeting),
        length=reading.length(),
        source="本单位会议通知",
    )
    reading.note("aspects", *aspects)
    return ProposedKind(
        kind=kind,
        evidence=tuple(reading.evidence),
        unsure=tuple(dict.fromkeys(reading.unsure)),
        deadlines=tuple(s.text for s in reading.deadlines()),
    )


_PAPERS: dict[Scope, str] = {
    "team": "对照检查材料",
    "branch": "对照检查材料",
    "individual": "个人对照检查材料",
    "plan": "整改方案",
}


def _spec(number: int, title: str) -> AspectSpec:
    return AspectSpec(key=f"aspect-{number}", title=title, short=short_name(title))


def short_name(title: str) -> str:
    """Name an aspect as people would: by its first clause, 12 characters at most.

    带头 and 对照 are left out.
    """
    bare = re.sub(r"^(?:带头|对照)", "", title)
    return re.split("[、，,]", bare, maxsplit=1)[0][:12] or title[:12]


def _aspects(text: str) -> tuple[list[Span], list[str]]:
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
        spans.append(_trimmed(text, match.start(), match.start() + stop))
    return _distinct(s for s in spans if len(s.text) >= 6)


def _duizhao_phrases(text: str) -> list[Span]:
    found = [_trimmed(text, *m.span(1)) for m in _DUIZHAO.finditer(text)]
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
        piece = _trimmed(text, at, stop)
        clause = re.split("[。：:]", piece.text, maxsplit=1)[0]
        clause = re.sub(r"(?:等?方面|方面(?:存在)?的?问题)$", "", clause).rstrip(_TRIM)
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
            spans.append(_trimmed(text, at, at + len(part)))
            at += len(part) + 1
        if len(spans) >= 3:
            return spans
    return []


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _TRIM:
        start += 1
    # A closing quote stays when the phrase opened it: …做到“两个维护”.
    while (
        end > start
        and text[end - 1] in _TRIM
        and not (text[end - 1] == "”" and "“" in text[start:end])
    ):
        end -= 1
    return Span(start, end, text[start:end])


def _distinct(spans: Iterator[Span]) -> list[Span]:
    found: dict[str, Span] = {}
    for span in spans:
        if span.text and not any(span.text in known or known in span.text for known in found):
            found[span.text] = span
    return list(found.values())


class _Reading:
    """One notice being read: gathers evidence and doubts."""

    def __init__(self, text: str, unsure: list[str]) -> None:
        self.text = text
        self.unsure = unsure
        self.evidence: list[NoticeEvidence] = []

    def note(self, field: str, *spans: Span) -> None:
        for s in spans:
            self.evidence.append(
                NoticeEvidence(field=field, start=s.start, end=s.end, quote=s.text)
            )

    def _seen(self, field: str, match: re.Match[str] | None, group: int = 0) -> str:
        if match is None:
            return ""
        self.note(field, Span(*match.span(group), match.group(group)))
        return match.group(group)

    def scope(self) -> Scope:
        head = self.text[:200]
        if "整改方案" in head:
            return "plan"
        individual = re.search(r"个人(?:对照检查|检视剖析|发言提纲|自查)", self.text)
        team = re.search(
            r"班子(?:的)?(?:对照检查|检视剖析)|(?:党组|党委|支委会?|支部)(?:班子)?对照检查",
            self.text,
        )
        if individual and not team:
            self._seen("scope", individual)
            return "individual"
        if individual:
            self.unsure.append("通知同时要求班子和个人材料，这里按班子材料拟定，个人材料请另存一份")
        branch = re.search(r"组织生活会", self.text)
        if branch and "民主生活会" not in self.text[: branch.start()]:
            self._seen("scope", branch)
            return "branch"
        if not team:
            self.unsure.append("通知没有写明是班子还是个人材料，这里按班子材料拟定（scope）")
        return "team"

    def year(self) -> int:
        match = _YEAR.search(self.text) or _ANY_YEAR.search(self.text)
        if match:
            return int(self._seen("year", match, 1))
        loose = re.search(r"(20\d\d)\s*年", self.text)
        if loose is None:
            raise BadInput("通知中没有年份，无法判断是哪一年度的会议，请补上年度后再试")
        self.unsure.append("通知没有写明“年度”，年份按文中日期推定（year）")
        return int(self._seen("year", loose, 1))

    def meeting(self, scope: Scope) -> str:
        name = re.sub(
            r"^.*(?:年度?|召开|开好|关于|做好)",
            "",
            self._seen("meeting", _MEETING.search(self.text)),
        )
        if name:
            return name.strip('“”"')
        self.unsure.append("通知没有写明会议名称（meeting）")
        return "组织生活会" if scope == "branch" else "民主生活会"

    def theme(self) -> str:
        found = self._seen("theme", _THEME.search(self.text), 1).strip(_TRIM)
        if not found:
            self.unsure.append("通知没有写明会议主题（theme），如有请补上")
        return found

    def chapters(self, scope: Scope, meeting: str) -> tuple[ChapterSpec, ...]:
        preface = ChapterSpec(role="preface")
        if scope == "plan":
            return (preface, ChapterSpec(role="plan", title="整改任务和措施"))
        found = [preface]
        for role, title, pattern in _CHAPTERS:
            match = re.search(pattern, self.text) if pattern else None
            if match:
                self._seen("chapters", match)
            elif role in ("causes", "measures"):
                self.unsure.append(f"通知没有提到“{title}”一章，这里按惯例列入（chapters）")
            elif role != "problems":
                continue
            found.append(
                ChapterSpec.model_validate({"role": role, "title": title.format(meeting=meeting)})
            )
        return tuple(found)

    def length(self) -> tuple[int, int] | None:
        if match := _LENGTH_RANGE.search(self.text):
            self._seen("length", match)
            low, high = int(match.group(1)), int(match.group(2))
            return (min(low, high), max(low, high))
        if match := _LENGTH_MOST.search(self.text):
            self._seen("length", match)
            return (1, int(match.group(1)))
        if match := _LENGTH_ABOUT.search(self.text):
            self._seen("length", match)
            return self._about(int(match.group(1)), match.group(2) or "")
        return None

    def _about(self, count: int, word: str) -> tuple[int, int]:
        if word in ("以内", "以下"):
            return (1, count)
        self.unsure.append(f"字数“{count}字{word}”没有写明上下限，这里放宽一成，请核对 length")
        return (count, count * 2) if word == "以上" else (count * 9 // 10, count * 11 // 10)

    def deadlines(self) -> list[Span]:
        spans = [_trimmed(self.text, *m.span()) for m in _DEADLINE.finditer(self.text)]
        self.note("deadlines", *spans)
        return spans
