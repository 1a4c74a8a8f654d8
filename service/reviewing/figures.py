"""A figure told against the figure promised: whether it was reached, fallen short of, or neither.

Only figures of one unit are compared. 不少于 and 达到 ask for as much or more, 以内 and 压到 for as
little or less; 每季度1次 asks for four a year. A figure that only says again what was promised
decides nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.language.specifics import Specific, specifics
from service.language.specifics.quantity import Quantity

_MOST_BEFORE = re.compile(
    r"(?:不超过|不多于|不高于|最多|(?<!不)少于|低于|[压降减缩][^，。；、\d]{0,2}[到至为]|控制在|(?:合并|精简)[为到成])"
    r"[^，。；、]{0,2}$"
)
_MOST_AFTER = re.compile(r"^(?:之内|以内|内|以下)")
_EVERY = re.compile(r"(?:每|按|逐)(?P<time>两个月|个?月|季度|季|半年|学期|年度?)[^，。；]{0,16}$")
_A_YEAR = {"两个月": 6, "月": 12, "个月": 12, "季度": 4, "季": 4, "半年": 2, "学期": 2}
_TIMES = frozenset({"次", "期", "轮", "回"})
_WANTED = re.compile(r"(?:目标|计划|承诺|原定|定的是|要求|应)[^，。；]{0,8}$")
_MET = re.compile(r"(?:实际|仅|只|才)[^，。；]{0,8}$")


@dataclass(frozen=True, slots=True)
class _Figure:
    amount: Quantity
    most: bool
    wanted: bool
    met: bool


def reached(promised: str, told: str) -> bool | None:
    """Whether what is told reaches what was promised; None where no two figures compare."""
    asked, said = list(_figures(promised, a_year=True)), list(_figures(told))
    given = [f.amount for f in said if not f.wanted]
    restated = [f.amount for f in asked]
    new = [amount for amount in given if amount not in restated]
    verdicts = [
        any(_holds(figure, amount) for amount in alike)
        for figure in asked
        if figure.amount not in given
        and (alike := [amount for amount in new if amount.unit == figure.amount.unit])
    ]
    if fell_short(said):
        return False
    return all(verdicts) if verdicts else None


def falls_short(told: str) -> bool:
    """Whether a statement itself names what was wanted and that less was met (应6人，实际5人)."""
    return fell_short(list(_figures(told)))


def fell_short(said: Sequence[_Figure]) -> bool:
    """Whether of two figures of one unit the one met is short of the one wanted before it."""
    return any(
        met.amount.unit == wanted.amount.unit and not _holds(wanted, met.amount)
        for place, wanted in enumerate(said)
        if wanted.wanted
        for met in said[place + 1 : place + 2]
        if met.met
    )


def _holds(asked: _Figure, amount: Quantity) -> bool:
    if asked.most:
        return amount.low <= asked.amount.high
    return amount.high >= asked.amount.low


def _figures(text: str, *, a_year: bool = False) -> Iterator[_Figure]:
    for found in specifics(text):
        if found.kind in ("number", "percent"):
            yield _figure(text, found, a_year=a_year)


def _figure(text: str, found: Specific, *, a_year: bool) -> _Figure:
    amount = Quantity.parse(found.value)
    before, after = text[: found.start], text[found.end :]
    every = _EVERY.search(before)
    if a_year and every and amount.unit in _TIMES:
        times = _A_YEAR.get(every["time"], 1)
        amount = Quantity(amount.low * times, amount.high * times, amount.unit)
    inside = found.text.endswith(("以内", "之内", "以下"))
    if inside:
        # 10种以内 is read as a range: what counts is its upper end.
        amount = Quantity(amount.high, amount.high, amount.unit)
    return _Figure(
        amount=amount,
        most=inside or bool(_MOST_BEFORE.search(before) or _MOST_AFTER.search(after)),
        wanted=bool(_WANTED.search(before)),
        met=bool(_MET.search(before)),
    )
