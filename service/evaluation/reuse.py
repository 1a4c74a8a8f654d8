"""How well copied passages are found: sentences of one paper planted into another unit's.

Four sorts of copy: verbatim, with another unit's name put in, with synonyms, and with the clauses
in another order. False alarms are counted over (sentence, source document) pairs of papers that
nothing was planted into.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from service.evaluation.statistics import Share
from service.language.overlap import Overlap, OverlapIndex
from service.language.prints import masked
from service.language.sentences import sentences

# Pairs that change the wording and keep the sense, as people edit a paper they copy.
SYNONYMS = (
    ("不够深入", "不够深"), ("不够", "不足"), ("存在", "有"), ("落实", "执行"), ("加强", "强化"),
    ("推进", "推动"), ("问题", "情况"), ("工作人员", "人员"), ("及时", "第一时间"), ("没有", "未"),
    ("导致", "造成"), ("长期", "一直"), ("部分", "有的"), ("个别", "少数"), ("检查", "督查"),
    ("群众", "百姓"), ("反映", "提出"), ("至今", "到现在"), ("仅", "只"), ("制度", "规定"),
    ("主动", "积极"), ("研究", "讨论"), ("掌握", "了解"), ("培训", "教育"), ("方式", "方法"),
    ("措施", "办法"), ("明确", "确定"), ("要求", "规定"), ("学习", "研学"), ("开展", "组织"),
    ("完成", "做完"), ("意识", "观念"), ("重视", "看重"), ("职工", "员工"), ("领导", "负责人"),
    ("少", "不多"), ("管理", "管控"), ("监督", "督促"), ("但", "不过"), ("认为", "觉得"),
)  # fmt: skip
SORTS = ("verbatim", "unit_swapped", "synonyms", "reordered")
_LEAST_LETTERS = 24


@dataclass(frozen=True, slots=True)
class Document:
    """One paper of the set: its unit and its text."""

    name: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A copy of a sentence of ``source`` at ``text[start:end]`` of another unit's paper."""

    sort: str
    source: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class ReuseReport:
    """``recall`` and ``iou`` (mean over the found) by sort; ``false`` over the untouched pairs."""

    recall: dict[str, Share] = field(default_factory=dict)
    iou: dict[str, float] = field(default_factory=dict)
    false: Share = field(default_factory=lambda: Share(0, 0))
    missed: list[Planted] = field(default_factory=list)
    alarms: list[tuple[str, Overlap]] = field(default_factory=list)


def plant(
    documents: Sequence[Document], per_sort: int, prescribed: Sequence[str] = (), seed: int = 7
) -> Iterator[Planted]:
    """``per_sort`` copies of each sort, between papers of different units."""
    chance = random.Random(seed)  # noqa: S311 (a repeatable test set, no secret)
    for sort in SORTS:
        made = 0
        for _ in range(per_sort * 40):
            source, host = chance.choice(documents), chance.choice(documents)
            if source.unit == host.unit or made == per_sort:
                continue
            planted = _planted(sort, source, host, prescribed, chance)
            if planted:
                made += 1
                yield planted


def evaluate_reuse(
    documents: Sequence[Document], per_sort: int, gram: int, prescribed: Sequence[str] = ()
) -> ReuseReport:
    """Recall and overlap of planted copies, and false alarms between different units' papers.

    ``prescribed`` is the wording of the kinds (themes, aspects, chapters), which never counts.
    """
    index = OverlapIndex(gram)
    for document in documents:
        index.add(document.name, document.text)
    report = ReuseReport()
    counts: dict[str, list[float]] = {sort: [0, 0, 0.0] for sort in SORTS}
    for planted in plant(documents, per_sort, prescribed):
        spans = [o for o in index.overlaps(planted.text, prescribed) if o.source == planted.source]
        iou = _iou(planted, spans)
        counts[planted.sort][1] += 1
        if iou:
            counts[planted.sort][0] += 1
            counts[planted.sort][2] += iou
        else:
            report.missed.append(planted)
    for sort, (hits, total, ious) in counts.items():
        report.recall[sort] = Share(int(hits), int(total))
        report.iou[sort] = ious / hits if hits else 0.0
    report.false = _false_alarms(documents, index, report, prescribed)
    return report


def _iou(planted: Planted, spans: Sequence[Overlap]) -> float:
    """Characters in both over characters in either, for the spans that touch the planted one."""
    touching = [s for s in spans if s.start < planted.end and planted.start < s.end]
    found = {i for s in touching for i in range(s.start, s.end)}
    gold = set(range(planted.start, planted.end))
    return len(found & gold) / len(found | gold) if found else 0.0


def _false_alarms(
    documents: Sequence[Document],
    index: OverlapIndex,
    report: ReuseReport,
    prescribed: Sequence[str],
) -> Share:
    alarms = total = 0
    for document in documents:
        others = {d.name for d in documents if d.unit != document.unit}
        found = [o for o in index.overlaps(document.text, prescribed) if o.source in others]
        report.alarms += [(document.name, o) for o in found]
        for span in sentences(document.text):
            total += len(others)
            alarms += len({o.source for o in found if o.start < span.end and span.start < o.end})
    return Share(alarms, total)


def _planted(
    sort: str,
    source: Document,
    host: Document,
    prescribed: Sequence[str],
    chance: random.Random,
) -> Planted | None:
    """A copy of some long enough sentence of ``source`` at some sentence's end in ``host``."""
    sentence = chance.choice(sentences(source.text)).text.rstrip("。")
    if int(masked(sentence, prescribed).open.sum()) < _LEAST_LETTERS or "\n" in sentence:
        return None
    copy = _EDITS[sort](sentence, host.unit, chance)
    seams = [s.end for s in sentences(host.text) if s.text.endswith("。")]
    if not copy or not seams:
        return None
    at = chance.choice(seams)
    text = host.text[:at] + copy + "。" + host.text[at:]
    return Planted(sort, source.name, text, at, at + len(copy))


def _verbatim(sentence: str, unit: str, chance: random.Random) -> str:  # noqa: ARG001
    return sentence


def _unit_swapped(sentence: str, unit: str, chance: random.Random) -> str:
    """The host's name in front of a clause, or in place of 我们, 单位, 班子, 党委 or 党组."""
    named = re.search(r"我们|本单位|班子|党委|党组|支部|单位", sentence)
    if named:
        return sentence[: named.start()] + unit + sentence[named.end() :]
    seams = [m.end() for m in re.finditer("[，、]", sentence)]
    at = chance.choice(seams) if seams else len(sentence) // 2
    return sentence[:at] + unit + sentence[at:]


def _with_synonyms(sentence: str, unit: str, chance: random.Random) -> str:  # noqa: ARG001
    """Up to four words replaced, at least two."""
    fitting = [pair for pair in SYNONYMS if pair[0] in sentence]
    if len(fitting) < 2:
        return ""
    for one, other in chance.sample(fitting, min(4, len(fitting))):
        sentence = sentence.replace(one, other, 1)
    return sentence


def _reordered(sentence: str, unit: str, chance: random.Random) -> str:  # noqa: ARG001
    clauses = re.split("[，；]", sentence)
    if len(clauses) < 3:
        return ""
    order = clauses[:]
    while order == clauses:
        chance.shuffle(order)
    return "，".join(order)


_EDITS: dict[str, Callable[[str, str, random.Random], str]] = {
    "verbatim": _verbatim,
    "unit_swapped": _unit_swapped,
    "synonyms": _with_synonyms,
    "reordered": _reordered,
}
