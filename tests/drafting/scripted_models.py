"""Models that answer from a script: classes obeying the port, each with one way to behave."""

import re
from collections.abc import Callable
from typing import Any

from service.errors import ModelAnswerRejected, ModelUnavailable
from service.llm.port import Answer, Shape
from service.prompting import Prompt
from tests.scripted_model import ScriptedModel

_NOTE = re.compile(r'<note id="([^"]+)"[^>]*>(.*?)</note>')
_PROBLEM = re.compile(r'<problem id="([^"]+)" notes="([^"]*)">(.*?)</problem>')
Words = dict[str, Any]


class Scripted(ScriptedModel):
    """Answers each section with ``facts(note id, note text)``; counts what it was asked."""

    prompt_tokens, completion_tokens = 100, 10

    def __init__(self, facts: Callable[[str, str], Words], slots: int = 4) -> None:
        super().__init__(self.answer, slots)
        self._facts = facts

    def answer(self, prompt: Prompt, shape: str) -> Words:
        notes = dict(_NOTE.findall(prompt.system))
        if shape == "ProblemsAnswer":
            listed = re.search(r"只用这些意见：(.*?)。", prompt.user)
            assert listed
            ids = listed.group(1).split("、")
            return {"items": [self._item(i, notes[i]) for i in ids]}
        return {
            "items": [
                {
                    **self._item(cited.split()[0], notes[cited.split()[0]]),
                    "links": [problem],
                    "owner": "局长王大山",
                    "deadline": "2024年3月底",
                }
                for problem, cited, _ in _PROBLEM.findall(prompt.user)
            ]
        }

    def _item(self, ident: str, text: str) -> Words:
        given = self._facts(ident, text)
        return {
            "headline": given.get("headline", text[:12]),
            "sentences": given.get("sentences") or [given],
        }


def honest(ident: str, text: str) -> Words:
    return {"text": f"有同志反映，{text}。", "kind": "fact", "notes": [ident], "quote": text[:14]}


class Failing:
    """Never answers, or never in the right form."""

    name = "failing"
    slots = 4

    def __init__(self, error: type[ModelUnavailable] | type[ModelAnswerRejected]) -> None:
        self._error = error

    async def ask(self, *_: object, **__: object) -> Answer[Shape]:
        raise self._error("模型没有应答", calls=3, prompt_tokens=30, completion_tokens=1)
