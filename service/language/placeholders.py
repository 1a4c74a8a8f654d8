"""Personal details of some texts put aside and put back: 王建国 ↔ 〔人名1〕.

The same detail has the same placeholder wherever it stands, also where it would not be recognised
by itself. What stands for what is known to the one ``Placeholders`` only.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import count

from service.language.normal import visible
from service.language.personal import personal_spans

_LABELS = {
    "identity_number": "证件号",
    "phone": "电话",
    "bank_card": "卡号",
    "plate": "车牌",
    "name": "人名",
    "family": "住址",
}
_OTHER = "号码"
_PLACE = rf"({'|'.join((*dict.fromkeys(_LABELS.values()), _OTHER))})\s?(\d{{1,6}})"
# As models copy it: in other brackets, with a blank, a full-width number, or bare.
_BRACKETS = ("〔〕", "[]", "［］", "【】", "（）", "()", "〈〉", "<>", "＜＞", "{}")
_PLACED = re.compile(
    "|".join(rf"{re.escape(b[0])}\s?{_PLACE}\s?{re.escape(b[1])}" for b in _BRACKETS)
    + rf"|{_PLACE}(?!\d)"
)
# A mistyped identity number proves nothing by its checksum and is somebody's all the same.
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[- ]?\d){9,}(?:[- ]?[\dXx])(?![\dA-Za-z])")
_ROUNDS = 4


class Unmaskable(Exception):
    """Personal details remain however often they are put aside: the texts must not leave."""


class Placeholders:
    """What was put aside of some texts. ``texts`` are the same texts without it, invisible
    characters taken out; ``roster`` holds names to be known.

    Raises Unmaskable when a detail could not be put aside.
    """

    def __init__(self, texts: Sequence[str], roster: Sequence[str] = ()) -> None:
        self.texts = tuple(visible(text) for text in texts)
        self._roster = tuple(name for name in roster if len(name) > 1)
        self._spaced = _spaced(self._roster)
        self._details: dict[str, str] = {}
        self._taken = {_named(m) for text in self.texts for m in _PLACED.finditer(text)}
        given = self.texts
        for _ in range(_ROUNDS):
            found = [self._shape(text) for text in self.texts]
            if not any(found):
                return
            self._learn(found)
            self.texts = tuple(self._put_aside(text) for text in given)
        raise Unmaskable("个人信息没有全部隐去")

    def __len__(self) -> int:
        return len(self._details)

    def restored(self, text: str) -> str:
        """``text`` with every placeholder of ours, as models may have copied it, put back."""
        known = {placeholder: detail for detail, placeholder in self._details.items()}

        def back(match: re.Match[str]) -> str:
            detail = known.get(_placeholder(*_named(match)))
            return match[0] if detail is None else self.restored(detail)

        return _PLACED.sub(back, text)

    def _shape(self, text: str) -> list[tuple[str, str]]:
        """The details still in ``text``: label and words, in reading order."""
        spans = [
            (span.start, span.end, _LABELS[span.kind])
            for span in personal_spans(text, self._roster)
        ]
        spans += [(m.start(), m.end(), _LABELS["name"]) for m in self._spaced.finditer(text)]
        spans += [(m.start(), m.end(), _OTHER) for m in _LONG_NUMBER.finditer(text)]
        # Stable: where two begin at one place, the recognised one counts.
        spans.sort(key=lambda span: span[0])
        return [(label, text[start:end]) for start, end, label in _apart(spans)]

    def _learn(self, found: Iterable[Sequence[tuple[str, str]]]) -> None:
        for details in found:
            for label, words in details:
                # What was found around a placeholder is kept as it was given.
                detail = self.restored(words)
                if detail not in self._details:
                    self._details[detail] = self._next(label)

    def _next(self, label: str) -> str:
        number = next(n for n in count(1) if (label, n) not in self._taken)
        self._taken.add((label, number))
        return _placeholder(label, number)

    def _put_aside(self, text: str) -> str:
        longest_first = sorted(self._details, key=len, reverse=True)
        pattern = "|".join(re.escape(detail) for detail in longest_first)
        return re.sub(pattern, lambda match: self._details[match[0]], text)


def _spaced(roster: Sequence[str]) -> re.Pattern[str]:
    """Names as they are set in tables, a blank between the characters: 张　伟."""
    names = (r"[ \u3000]{1,2}".join(map(re.escape, name)) for name in roster)
    return re.compile("|".join(names) or r"(?!)")


def _named(match: re.Match[str]) -> tuple[str, int]:
    label, number = (group for group in match.groups() if group)
    return label, int(number)


def _placeholder(label: str, number: int) -> str:
    return f"〔{label}{number}〕"


def _apart(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Of sorted spans those that begin behind the one before."""
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
