"""Concrete cues: what in a sentence a person could go and check.

A cue is a count with its unit, a date, a document of the unit's own, a named office, or a thing or
practice of daily work (食堂、打卡、公章 …). Official formulae are masked first, and the name of a
trade (水利、警犬、检测) is no cue: it says where the sentence was written, not what happened.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from service.language.formulae import formula_spans

CueKind = Literal["number", "date", "deadline", "document", "office", "named", "thing", "mask"]

_HAN = "[\u4e00-\u9fff]"
_DIGITS = r"(?:\d+(?:[.,]\d+)*[百千万亿]{0,2}|[○〇零一二三四五六七八九十百千两]{1,7})"
_UNIT = (
    "(?:人次|人|名|项|件|条|份|天|个?小时|分钟|个月|户|家|亩|公里|米|台|套|篇|场|期|起|宗|处|座|吨|"
    "平方米|平方公里|万元|亿元|元|％|%|个百分点|倍|本|张|页|辆|间|班次|例|公斤|头|只|株|床|笔|批|"
    "次|学时|课时|户次|批次|年(?!度|代|来)|岁|轮|门|节|道|种|类|届|部|艘|箱|枚|颗|块|封|通|趟|遍|票|桌|支队伍|栋|层|级|个)"
)
# What is counted by rule or habit of speech, not by anybody who was there.
_HABIT = (
    "(?!方面|层面|维度|环节|必须|坚持|统一|到位|大局|角度|阶段|领域|样|关键|根本|重点|主要|基本|"
    "原则|要求|任务|措施|机制|制度|规定|纪律|监督|内容|工作|建设|问题|作用|责任|清单|必|不|时代|"
    "百年|关系|结合|带头|对照|确立|维护|意识|自信|主体|责任制|领导小组|人一事|同志|党员)"
)
# Only behind figures: 十分重要 and 八字方针 count nothing.
_SCORE = "(?:分(?![之析管类解工别级布局公散层歧配享支量内外期批段条组])|字|秒|克|平方)"
_NUMBER = re.compile(
    rf"(?<![第之每\d.])\d+(?:\.\d+)?万?{_SCORE}|(?<!\d)\d+\.\d+[万亿]?{_UNIT}|"
    rf"(?<![第之每\d.])(?P<value>{_DIGITS})(?:余|多|来)?(?P<unit>{_UNIT}){_HABIT}|(?<!\d)\d+(?:\.\d+)?[%％]|"
    rf"百分之{_DIGITS}|一半|过半|[二三四五六七八九十]分之[一二三四五六七八九]|[一二三四五六七八九]成(?=[多的是以在都]|左右)"
)
_ALWAYS_SAID = re.compile(r"^(?:一|[一二三四五六七八九十]是)$")
_DATE = re.compile(
    r"20\d\d年\d{1,2}月|(?<!\d)\d{1,2}月(?:\d{1,2}日|份|底|初|末|[上中下]旬|以来|前|起|至|中)?|"
    r"[一二三四五六七八九十]{1,2}月(?:份|底|初|末|[上中下]旬|[一二三]?十?[一二三四五六七八九十]日)|"
    r"20\d\d年度(?!民主|组织生活|专题|对照|主题)|20\d\d年[^，。；\n]{0,10}(?:计划|方案|办法|要点|通知|会议纪要)|(?:上|下)半年|(?:第?[一二三四]|[1-4])季度|去年|前年|上周|昨天|春节|国庆|汛期|暑假|寒假|开学"
)
_DEADLINE = re.compile(
    r"年底前|年内(?:完成|建成|办结|解决|印发|到位)|季度末|每(?:季度?|月|周|半年|两[个周月年]|半个?月|旬|学期)"
)
_DOCUMENT = re.compile(r"《([^》\n]{2,60})》")
_NATIONAL = re.compile(
    "中国共产党|共产党员|习近平|新时代|新形势|党章|准则|毛泽东|邓小平|共和国|宪法|法典|党史|党内|"
    "中共中央|中央|若干|^论|选编|摘编|读本|学习纲要|二十大|十九大|二十届|十九届|重要讲话|重要论述|"
    "选读|选集|文选|条例|决议|决定|简史|问答|专题摘编|论述"
)
_OFFICE = re.compile(
    rf"(?P<name>{_HAN}{{2,6}}?)(?:科|股|室|处|大队|中队|支队|车间|班组|教研室|病区|收费站|派出所|服务站|(?<!局)部(?!署|就|门|分|队|位|下|级|委|里|直|党)|"
    rf"供水站|管理所|管理站|项目部|分公司|子公司|分院|二级学院|街道|镇|乡)(?!长|室|所|于|理|置|分|罚|在|"
    r"级|境|村|实|学|研|目|技|室|内|外)"
)
_NOT_NAMED = re.compile(
    "各|相关|有关|部分|个别|业务|职能|分管|基层|机关|所属|下属|内设|一些|有的|某|领导|所在|本|其他|"
    "到|在|和|与|对|把|向|个|好|深|处|地方|用|实|长|同|不|的|是|为|了|这|那|出|教|之|多|大|随|何|"
    "推|抓|全|于|按|没|有|时|我|辖|联|公安|组织|宣传|干|支|总|党员|干部|整改|工作|小组|办公|从|定|高|下|好|薄弱|突出|内|细|短"
)
_NAMED = re.compile(
    rf"[“\"][^”\"\n]{{2,16}}[”\"](?:系统|平台|项目|工程|专班|热线|窗口|小程序|工作室|"
    rf"广场|活动室|月报|清单|台账|服务队|案件|案)|与{_HAN}{{2,4}}等(?:先进|典型|同志)"
)
# What somebody said, in his own words, can be asked of him.
_SAID = re.compile(
    r"(?:说过?|讲|反映|问道?|写着|写道|答复|回复|直言|抱怨|批示)(?:的?是)?[，：:]?[“\"][^”\"\n]{5,}[”\"]"
)
_MASK = re.compile(r"(?:(?:\\?\*)+|[XxＸ×]+|某+)(?:次|人次|人|名|项|件|条|份|天|个|元|万元|%)")
_DEFECT = re.compile(
    r"(?:事后|过后|突击|集中|临时)(?:补(?!短|齐|强)|抄|造|编)|大段(?:照?抄|雷同|复制)|"
    r"(?:记录|台账|档案|签到|笔记|账目|资料|底数|数据)[^，。；\n]{0,8}"
    r"(?:潦草|空白|不全|雷同|后补|补记|缺失|缺页|丢失|对不上|不一致|没有记|涂改|代签|代写|滞后)"
)
# Slogans that hold a number or the letters of a thing without meaning one.
_SLOGANS = re.compile(
    r"[“\"][一二三四五六七八九十两]+(?:个|大|项|不|严|必)[^”\"\n]{0,8}[”\"]|习近平(?:总书记)?|"
    r"两张皮|两面人|招投标|缴费人|上传下达|纪律处分|党纪处分|政务处分|中国道路|社会主义道路|康庄大道|八小时(?:以|之)?外|"
    r"一[^，。；\n]{1,2}一[^，。；\n]{1,2}|学习成果"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One concrete cue: ``text`` stands at ``start`` to ``end`` of what was looked at."""

    kind: CueKind
    start: int
    end: int
    text: str


def cues(text: str, formulae: Sequence[str] = ()) -> tuple[Cue, ...]:
    """Every concrete cue of ``text`` outside official formulae, in order; ``formulae`` are a unit's
    own beside the packaged ones."""
    masked = _masked(text, formulae)
    # What a title holds is not what happened: 《…九项准则》 counts nothing.
    untitled = _DOCUMENT.sub(lambda title: "\u3000" * len(title.group()), masked)
    found = [
        *_plain("date", _DATE, masked),
        *_plain("deadline", _DEADLINE, masked),
        *_plain("named", _NAMED, masked),
        *_plain("mask", _MASK, masked),
        *_plain("thing", _DEFECT, masked),
        *_numbers(untitled),
        *_documents(text),
        *_offices(untitled),
        *_things(untitled),
    ]
    return tuple(sorted(found, key=lambda cue: (cue.start, cue.end)))


def quotes_somebody(text: str) -> bool:
    """Whether ``text`` gives somebody's very words. It is no cue: empty sentences quote sayings
    (“说起来重要、忙起来不要”) as well."""
    return bool(_SAID.search(text))


def _masked(text: str, formulae: Sequence[str]) -> str:
    """``text`` with official formulae blanked out, offsets kept."""
    characters = list(text)
    for span in formula_spans(text, formulae):
        characters[span.start : span.end] = "\u3000" * (span.end - span.start)
    return _SLOGANS.sub(lambda match: "\u3000" * len(match.group()), "".join(characters))


def _plain(kind: CueKind, pattern: re.Pattern[str], text: str) -> Iterator[Cue]:
    for match in pattern.finditer(text):
        yield Cue(kind, match.start(), match.end(), match.group())


def _numbers(text: str) -> Iterator[Cue]:
    for match in _NUMBER.finditer(text):
        value = match.group("value")
        if value is None or not (_ALWAYS_SAID.match(value) or _is_year(value, match.group("unit"))):
            yield Cue("number", match.start(), match.end(), match.group())


def _is_year(value: str, unit: str) -> bool:
    return unit == "年" and len(value) == len("2021")


def _documents(text: str) -> Iterator[Cue]:
    for match in _DOCUMENT.finditer(text):
        if not _NATIONAL.search(match.group(1)):
            yield Cue("document", match.start(), match.end(), match.group())


def _offices(text: str) -> Iterator[Cue]:
    for match in _OFFICE.finditer(text):
        if not _NOT_NAMED.search(match.group("name")):
            yield Cue("office", match.start(), match.end(), match.group())


def _things(text: str) -> Iterator[Cue]:
    for _, start, end in _automaton().find_matches_as_indexes(text):
        yield Cue("thing", start, end, text[start:end])


@lru_cache(maxsize=1)
def concrete_words() -> tuple[str, ...]:
    """The things and practices of daily work, from ``data/concrete_words.tsv``."""
    raw = files("service.language.data").joinpath("concrete_words.tsv").read_text("utf-8")
    rows = [line.split("\t")[0] for line in raw.splitlines()[1:] if line]
    return tuple(dict.fromkeys(word for row in rows for word in row.split()))


@lru_cache(maxsize=1)
def _automaton() -> AhoCorasick:
    return AhoCorasick(concrete_words(), matchkind=MatchKind.LeftmostLongest)
