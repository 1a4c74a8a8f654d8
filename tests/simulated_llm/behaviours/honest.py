"""Honest: says what the notes say, cites them, quotes them, and asks for what is missing."""

import re

from tests.simulated_llm.behaviours.answers import Sentence, answer, fact, question
from tests.simulated_llm.request import ChatRequest

_ENDS = re.compile("[，。；：！？]")


def honest(request: ChatRequest) -> str:
    """An answer that verification should let through whole."""
    return answer(request, _write, _headline, _revise)


def _write(name: str, note: str, _: int) -> list[Sentence]:
    words = note.rstrip("。！!；;")
    return [
        fact(f"有意见反映：“{words}”。", [name], note),
        question("这件事由哪个部门负责、从什么时候开始？"),
    ]


def _headline(words: str) -> str:
    if words.startswith("关于"):
        return words
    clause = _ENDS.split(words, maxsplit=1)[0]
    return f"关于{clause[:22]}的问题"


def _revise(note: str, _: str) -> str:
    return f"有意见反映：“{note.rstrip('。！!；;')}”。"
