"""Re-ranking: which suggestions a person should read first.

The influence is bounded. The model sees the thirty best suggestions and may name ten of them; these
come first, in its order, and every other suggestion keeps its place behind them. Nothing below the
thirtieth moves, nothing is dropped, and an id that was not shown is ignored.
"""

from pydantic import BaseModel

from service.checks.advising.advised import Advice, Request
from service.checks.advising.sheet import Sheet, one_line, stamped
from service.prompting import render

WINDOW = 30
"""Suggestions that the model may choose among, and that may move."""
MOST = 10
"""Suggestions that it may put first: as many as a person is shown."""
_LONGEST = 90
_MAX_TOKENS = 300


class OrderAnswer(BaseModel):
    """The ids of the suggestions most worth a person's time, best first."""

    worth: list[str]


def request(sheet: Sheet) -> Request[OrderAnswer] | None:
    """The question; None with fewer than two suggestions to order."""
    suggestions = sheet.tellable("suggestion")
    window = sorted(suggestions, key=lambda flag: -flag.score)[:WINDOW]
    if len(window) < 2:
        return None
    shown = [
        {
            "id": flag.id,
            "rule": flag.rule,
            "message": one_line([sheet.masked(flag.message)], _LONGEST),
            "text": one_line([sheet.sentence(flag)], _LONGEST),
        }
        for flag in window
    ]
    prompt = render("advise_rank", common=sheet.common, most=MOST, flags=shown)
    ids = {flag.id for flag in window}
    stamp = stamped(prompt.stamp, sheet.model)

    def believe(answer: OrderAnswer) -> Advice:
        named = [id_ for id_ in dict.fromkeys(answer.worth) if id_ in ids]
        return Advice(order=tuple(named[:MOST]), stamp=stamp)

    return Request("排序", prompt, OrderAnswer, _MAX_TOKENS, believe)
