"""Reading a notice: who, when, which meeting, chapters and length, with evidence and doubts."""

import re

from service.errors import BadInput
from service.kind import ChapterSpec, Scope
from service.language.spans import Span
from service.notices.clauses import TRIM, trimmed
from service.value import Value

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


class NoticeEvidence(Value):
    """Where in the notice a field was read: code points, half open, and the words."""

    field: str
    start: int
    end: int
    quote: str


class Reading:
    """One notice being read: gathers evidence and doubts."""

    def __init__(self, text: str, unsure: list[str]) -> None:
        self.text = text
        self.unsure = unsure
        self.evidence: list[NoticeEvidence] = []

    def note(self, field: str, *spans: Span) -> None:
        """Keep the words that a field was read from."""
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
        """Whose paper it asks for; 班子 where it does not say."""
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
        """The year the meeting is about. Raises BadInput when the notice names none."""
        match = _YEAR.search(self.text) or _ANY_YEAR.search(self.text)
        if match:
            return int(self._seen("year", match, 1))
        loose = re.search(r"(20\d\d)\s*年", self.text)
        if loose is None:
            raise BadInput("通知中没有年份，无法判断是哪一年度的会议，请补上年度后再试")
        self.unsure.append("通知没有写明“年度”，年份按文中日期推定（year）")
        return int(self._seen("year", loose, 1))

    def meeting(self, scope: Scope) -> str:
        """What the notice calls the meeting."""
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
        """The theme (主题), "" when there is none."""
        found = self._seen("theme", _THEME.search(self.text), 1).strip(TRIM)
        if not found:
            self.unsure.append("通知没有写明会议主题（theme），如有请补上")
        return found

    def chapters(self, scope: Scope, meeting: str) -> tuple[ChapterSpec, ...]:
        """The chapters it asks for, with those that every such paper has."""
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
        """Least and most characters, None when the notice sets none."""
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
        """The clauses that set a date."""
        spans = [trimmed(self.text, *m.span()) for m in _DEADLINE.finditer(self.text)]
        self.note("deadlines", *spans)
        return spans
