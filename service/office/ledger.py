"""Lines of the ledger (整改台账) from a paper: one a problem, with the measures that answer it."""

import re

from service.office.assignments import LedgerLine
from service.paper import Item, Paper
from service.value import Value

_DUTY = re.compile("责任人|时限|责任部门")
_TO_FILL = "（具体做法、完成标准待补）"


class MadeLine(Value):
    """A line and the problem of the paper that it was made from."""

    problem: str
    line: LedgerLine


def ledger_lines(paper: Paper) -> tuple[MadeLine, ...]:
    """One line a problem in reading order. An owner or a deadline that nobody named stays empty."""
    measures = list(paper.items("measure"))
    return tuple(
        MadeLine(
            problem=problem.id,
            line=_line(problem, [m for m in measures if problem.id in m.links]),
        )
        for problem in paper.items("problem")
    )


def action_of(measure: Item) -> str:
    """What is to be done, without the draft's questions; owner and deadline have their columns."""
    if not measure.sentences:
        return measure.text
    facts = "".join(s.text for s in measure.sentences if s.kind != "question")
    said = "。".join(part for part in (measure.headline.rstrip("。"), facts) if part)
    open_ = any(s.kind == "question" and not _DUTY.search(s.text) for s in measure.sentences)
    return f"{said.rstrip('。')}。{_TO_FILL}" if open_ else said


def _line(problem: Item, answers: list[Item]) -> LedgerLine:
    return LedgerLine(
        problem=problem.headline or problem.text,
        measure="\n".join(map(action_of, answers)),
        owner="、".join(dict.fromkeys(m.owner for m in answers if m.owner)),
        deadline="、".join(dict.fromkeys(m.deadline for m in answers if m.deadline)),
    )
