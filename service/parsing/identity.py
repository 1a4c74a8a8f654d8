"""Identity: a paper's title lines, its year and the unit that wrote it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from service.parsing.lines import Line
from service.parsing.markers import CHAPTER, marker_of
from service.parsing.roles import bare_role

_DOCUMENT = re.compile(
    r"(?:材料|方案|提纲|报告|汇报|清单|台账|发言|检查|剖析|检视|措施|情况|说明|计划)(?:[（(].{1,12}[）)])?$"
)
_TITLE = re.compile(r"[^。；;！!？?]{2,70}")
_BODY = re.compile(r"[：:，,]$|^(?:根据|按照|为|[\d]{4}年，)")
_ORGAN = (
    r"(?:党组|党委|党总支|党工委|(?:机关)?第[一二三四五六七八九十]+党?支部(?:委员会)?|机关(?:第[一二三四五六七八九十]+)?(?:党)?支部"
    r"|党支部委员会|支部委员会|(?:联合|直属)?党支部|委员会|领导班子|班子)"
)
_BODY_KIND = (
    "局|院|校|公司|集团|镇|乡|街道|委|中心|站|所|队|处|科|部|厅|办|署|大学|学会|协会|联合会"
    "|区|县|市|馆|库|厂|场|村|社区|法院|检察院"
)
_UNIT = re.compile(rf"(?:中共)?[\u4e00-\u9fff·（）()]{{2,28}}?(?:{_BODY_KIND})(?:机关)?{_ORGAN}")
_MASK = re.compile(r"[XxＸ×*＊]{2,}|某|○{2,}")
_NOT_A_NAME = re.compile(
    r"^(?:[（(）)]|关于|根据|按照|在|由|向|对|以|经|和|及|与|是|年度|年|度|的|中国共产党)+"
)
_GENERIC = re.compile(r"系统|专题|上级|各级|县委|市委|省委|区委|党中央")
_YEAR_FORM = r"(20\d\d|二[〇○零]二[〇○零一二三四五六七八九])\s*年度?"
_YEAR = re.compile(_YEAR_FORM)
# 2024年1月18日 dates a meeting; it does not say which year the meeting is about.
_MEETING_YEAR = re.compile(
    _YEAR_FORM
    + r"(?!\s*\d{1,2}\s*月)(?![^。；\n]{0,30}?生活会[^。，；\n]{0,12}整改)(?=[^。；\n]{0,30}?"
    r"(?:民主生活会|组织生活会|主题教育|对照检查|整改方案))"
)
_DATED = re.compile(rf"[（(]?{_YEAR_FORM}\s*(\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*月.{{0,6}}")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class Identity:
    """The title, the lines at the very beginning that are its leaf, the unit and the year.

    A title below scraps keeps its words, but its line stays in the preface, where it stands.
    """

    title: str
    title_lines: tuple[Line, ...]
    unit: str
    year: int | None


def identify(lines: Sequence[Line]) -> Identity:
    """What a paper's first and last lines say of it; "" and None where they say nothing sure."""
    first = next((n for n, line in enumerate(lines[:4]) if not line.apart), 0)
    taken = _title_lines(lines[first:])
    title = "".join(line.text for line in taken)
    return Identity(title, taken if first == 0 else (), _unit(title, lines), _year(title, lines))


def _title_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The first line that names a document, with the lines before it that name the unit."""
    taken: list[Line] = []
    for line in lines[:4]:
        if not _may_be_title(line):
            return ()
        taken.append(line)
        if _DOCUMENT.search(line.text):
            return tuple(taken)
        if line.level is not None and len(taken) == 1 and len(line.text) > 12:
            return tuple(taken)
    return ()


def _may_be_title(line: Line) -> bool:
    text = line.text
    if line.apart or marker_of(text) or bare_role(text):
        return False
    return bool(_TITLE.fullmatch(text)) and not _BODY.search(text)


def _year(title: str, lines: Sequence[Line]) -> int | None:
    """The year the meeting is about: of the title, of the preface, else by the paper's date."""
    preface = list(takewhile(lambda line: not _opens_chapter(line), lines))
    opening = "".join(line.text for line in preface)[:600]
    match = _YEAR.search(title) or _MEETING_YEAR.search(opening)
    if match:
        return int(match.group(1).translate(_HAN_DIGITS))
    dates = [_DATED.fullmatch(line.text) for line in (*lines[:5], *lines[-3:])]
    dated = next((match for match in dates if match), None)
    if dated is None:
        return None
    # These meetings close a year: one in January or February is about the year before.
    year = int(dated.group(1).translate(_HAN_DIGITS))
    return year - (dated.group(2) in ("1", "2", "一", "二"))


def _opens_chapter(line: Line) -> bool:
    marker = marker_of(line.text)
    return marker is not None and marker.rank <= CHAPTER


def _unit(title: str, lines: Sequence[Line]) -> str:
    signature = [line.text for line in lines[-3:] if line.apart and len(line.text) <= 30]
    heads = [line.text for line in lines[:4] if len(line.text) <= 40]
    for text in (title, *heads, *signature):
        if _MASK.search(text):
            continue
        if unit := _unit_in(text):
            return unit
    opening = next((x.text for x in lines if len(x.text) > 40), "")[:200]
    match = re.search(rf"(?:^|[，。；])({_UNIT.pattern})(?=(?:领导)?班子)", opening)
    return _unit_in(match.group(1)) if match and not _MASK.search(match.group(1)) else ""


def _unit_in(text: str) -> str:
    plain = re.sub(r"20\d\d年度?|[\s\u3000]", "", text)
    match = _UNIT.search(plain)
    if not match:
        return ""
    unit = _NOT_A_NAME.sub("", match.group())
    unit = re.sub(r"(?:领导)?班子$|^中共(?=.*党[组委]$)", "", unit)
    return "" if _GENERIC.search(unit) or len(unit) < 4 else unit
