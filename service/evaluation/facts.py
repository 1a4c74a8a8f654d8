"""How well unsupported facts are found: changes planted into sentences that a note supports.

A set is a JSONL file of pairs: ``note`` as it was said, ``text`` as a paper puts it, with every
checkable detail marked ``⟦kind:words⟧``. A mutation changes one of them and nothing else, so it
counts as found when a flagged specific touches the changed words.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from service.evaluation.marks import Mark, unmarked
from service.evaluation.statistics import Share
from service.language.specifics import specifics, unsupported
from service.language.specifics.numerals import in_chinese, number

_ARABIC = re.compile(r"\d+(?:\.\d+)?")
_CHINESE = re.compile(r"[一二两三四五六七八九十百千]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A note and a sentence that it supports."""

    note: str
    text: str
    details: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A sentence with one detail changed, now standing at ``start:end``."""

    kind: str
    note: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class FactReport:
    """``recall`` by kind of mutation; ``flagged_supported`` over all specifics of true sentences;
    ``missed`` and ``wrong`` hold what went wrong, for a person to read."""

    recall: dict[str, Share] = field(default_factory=dict)
    flagged_supported: Share = field(default_factory=lambda: Share(0, 0))
    missed: list[Mutation] = field(default_factory=list)
    wrong: list[Pair] = field(default_factory=list)


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a JSONL file."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [_pair(row["note"], row["text"]) for row in rows]


def _pair(note: str, marked: str) -> Pair:
    text, marks = unmarked(marked)
    return Pair(note, text, marks)


def mutations(pairs: Sequence[Pair], rounds: int = 2, seed: int = 20251015) -> Iterator[Mutation]:
    """``rounds`` different changes of every marked detail, where its kind allows as many."""
    chance = random.Random(seed)  # noqa: S311 (a repeatable test set, no secret)
    for pair in pairs:
        for detail in pair.details:
            words = pair.text[detail.start : detail.end]
            changed = {CHANGES[detail.name](words, chance) for _ in range(rounds * 3)}
            for new in sorted(c for c in changed - {words, ""} if not _said(c, pair.note))[:rounds]:
                text = pair.text[: detail.start] + new + pair.text[detail.end :]
                yield Mutation(detail.name, pair.note, text, detail.start, detail.start + len(new))


def _said(changed: str, note: str) -> bool:
    """Whether the note happens to say the new words or figure too, of something else."""
    figures = {float(m) for m in _ARABIC.findall(note)}
    chinese = _CHINESE.search(changed)
    new = [float(m) for m in _ARABIC.findall(changed)]
    new += [number(chinese.group()) or 0.0] if chinese and not new else []
    return changed in note or (bool(new) and all(figure in figures for figure in new))


def evaluate_facts(pairs: Sequence[Pair], rounds: int = 2) -> FactReport:
    """Recall on planted changes and false alarms on the sentences as they are."""
    report = FactReport()
    counts: dict[str, list[int]] = {}
    for mutation in mutations(pairs, rounds):
        found = _found(mutation)
        hits = counts.setdefault(mutation.kind, [0, 0])
        hits[0] += found
        hits[1] += 1
        if not found:
            report.missed.append(mutation)
    report.recall = {kind: Share(*hits) for kind, hits in sorted(counts.items())}
    flagged = total = 0
    for pair in pairs:
        wrong = unsupported(pair.text, [pair.note])
        flagged, total = flagged + len(wrong), total + len(specifics(pair.text))
        if wrong:
            report.wrong.append(pair)
    report.flagged_supported = Share(flagged, total)
    return report


def _found(mutation: Mutation) -> bool:
    flagged = unsupported(mutation.text, [mutation.note])
    return any(s.start < mutation.end and mutation.start < s.end for s in flagged)


def _change_number(words: str, chance: random.Random) -> str:
    """The last figure changed to one at least a third away, in the style it is written in."""
    arabic = _ARABIC.search(words)
    if arabic:
        return words[: arabic.start()] + _other(arabic.group(), chance) + words[arabic.end() :]
    chinese = _CHINESE.search(words)
    if "一半" in words:
        return words.replace("一半", chance.choice(["两成", "三成"]))
    if not chinese:
        return words.replace("半", chance.choice(["两", "三"]))
    figure = _other(str(int(number(chinese.group()) or 0)), chance)
    return words[: chinese.start()] + in_chinese(int(figure)) + words[chinese.end() :]


def _other(figure: str, chance: random.Random) -> str:
    value = float(figure)
    step = max(2.0, value * chance.uniform(0.34, 0.9))
    new = value + step if value <= step + 1 or chance.random() < 0.6 else value - step
    return f"{new:.1f}" if "." in figure else str(round(new))


def _change_date(words: str, chance: random.Random) -> str:
    """Another year, month, day, quarter or half year."""
    for one, other in (("上半年", "下半年"), ("下半年", "上半年")):
        if one in words:
            return words.replace(one, other)
    if "季度" in words:
        return re.sub("[一二三四]", lambda _: chance.choice("一二三四"), words, count=1)
    figures = list(_ARABIC.finditer(words))
    place = chance.choice(figures)
    unit = words[place.end() : place.end() + 1]
    limit = {"年": (2012, 2026), "月": (1, 12), "日": (1, 28)}[unit]
    new = str(chance.randint(*limit))
    return words[: place.start()] + new + words[place.end() :]


_WORDS = ("考核", "培训", "档案", "保密", "值班", "接待", "巡查", "验收", "督办", "公示")


def _change_title(words: str, chance: random.Random) -> str:
    """Two characters of the title replaced, or a word put in front."""
    new = chance.choice(_WORDS)
    if chance.random() < 0.4:
        return f"《{new}" + words[1:]
    at = chance.randrange(1, len(words) - 2)
    return words[:at] + new + words[at + 2 :]


def _change_meeting(words: str, chance: random.Random) -> str:
    """Another number where it has one, else another topic."""
    figure = _ARABIC.search(words.split("年")[-1]) or _CHINESE.search(words)
    if figure and "次" in words:
        return re.sub(
            r"第(?:\d+|[一二三四五六七八九十]+)次", f"第{chance.randint(16, 40)}次", words
        )
    topic = chance.choice(["信访维稳", "招商引资", "文明创建", "双拥共建", "档案保密", "节能降耗"])
    head = re.search(r"(?:推进|调度|联席|评审|评议|座谈|恳谈|教育大|现场|专题|例)会议?$", words)
    return topic + head.group() if head else topic + words[-2:]


def _change_department(words: str, chance: random.Random) -> str:
    """Another department of the same rank."""
    if re.match(r"第?[一二三四]", words):
        return re.sub("[一二三四]", lambda _: chance.choice("五六七八"), words, count=1)
    head = re.search(r"(?:中队|大队|支队|分局|检测室|办|科|处|室|站|所|部|队)$", words)
    stem = chance.choice(["宣传", "统计", "档案", "消防", "国资", "老干部", "外事"])
    return stem + (head.group() if head else "科")


def _change_person(words: str, chance: random.Random) -> str:
    """Another surname or another office."""
    surname, office = words[0], words[1:]
    if chance.random() < 0.5:
        return chance.choice("潘戴范陆邹") + office
    return surname + chance.choice(["站长", "股长", "总经理", "部长"])


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "number": _change_number,
    "percent": _change_number,
    "date": _change_date,
    "title": _change_title,
    "meeting": _change_meeting,
    "department": _change_department,
    "person": _change_person,
}
