"""Proposed questions: a flag's question made concrete from the paper's own words and the notes.

A flag's own question stays; the model's stands beside it when ``asking.objection`` finds nothing
against it.
"""

from pydantic import BaseModel

from service.checks.advising.advised import Advice, Request
from service.checks.advising.asking import LONGEST, Ground, objection, worded
from service.checks.advising.sheet import Sheet, one_line, stamped
from service.drafts import Refusal
from service.flags import Flag
from service.prompting import render

MOST = 24
"""Flags that are sent, best first: about what a person works through in one sitting."""
_LONGEST_TEXT = 160
_MAX_TOKENS = 200 + 70 * MOST
_SECTION = "追问"
_LONGEST_REFUSED = 80


class ProposedQuestion(BaseModel):
    """One question, for the flag of that id."""

    id: str
    question: str


class QuestionsAnswer(BaseModel):
    """The questions, at most one a flag; later ones are ignored."""

    questions: list[ProposedQuestion]


def request(sheet: Sheet) -> Request[QuestionsAnswer] | None:
    """The question about questions; None where no flag asks anything."""
    asking = [f for f in sheet.tellable("error", "warning", "suggestion") if f.ask][:MOST]
    if not asking:
        return None
    shown = [_fields(sheet, flag) for flag in asking]
    prompt = render("advise_questions", common=sheet.common, longest=LONGEST, flags=shown)
    flags = {flag.id: flag for flag in asking}
    stamp = stamped(prompt.stamp, sheet.model)

    def believe(answer: QuestionsAnswer) -> Advice:
        return _believed(sheet, flags, answer, stamp)

    return Request("追问", prompt, QuestionsAnswer, _MAX_TOKENS, believe)


def _fields(sheet: Sheet, flag: Flag) -> dict[str, object]:
    return {
        "id": flag.id,
        "message": one_line([sheet.masked(flag.message)], _LONGEST_TEXT),
        "ask": one_line([sheet.masked(flag.ask)], _LONGEST_TEXT),
        "text": one_line([sheet.sentence(flag)], _LONGEST_TEXT),
        "notes": [one_line([note], _LONGEST_TEXT) for note in sheet.notes(flag)],
    }


def _believed(sheet: Sheet, flags: dict[str, Flag], answer: QuestionsAnswer, stamp: str) -> Advice:
    asks: dict[str, str] = {}
    refused: dict[str, Refusal] = {}
    for proposed in answer.questions:
        flag = flags.get(proposed.id)
        if flag is None or proposed.id in asks or proposed.id in refused:
            continue
        question = worded(proposed.question)
        reason = objection(question, ground(sheet, flag))
        if reason:
            said = question[:_LONGEST_REFUSED]
            refused[flag.id] = Refusal(section=_SECTION, text=said, reason=f"{flag.id}：{reason}")
        else:
            asks[flag.id] = question
    return Advice(asks=asks, refused=tuple(refused.values()), stamp=stamp)


def ground(sheet: Sheet, flag: Flag) -> Ground:
    """What a question about ``flag`` may say: the paper there, its notes, and the flag itself."""
    own = [sheet.sentence(flag), sheet.item(flag), *sheet.notes(flag)]
    said = [sheet.masked(text) for text in (flag.message, flag.text, flag.ask)]
    return Ground(own=tuple(filter(None, own)), said=tuple(filter(None, said)), ask=flag.ask)
