"""Honest: says what the notes say, cites them, quotes them, and asks for what is missing."""

from tests.simulated_llm.behaviours.answers import Sentence, answer, fact, question
from tests.simulated_llm.request import ChatRequest


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
    return f"关于{words[:14].rstrip('，。、；')}的问题"


def _revise(note: str, _: str) -> str:
    return f"有意见反映：“{note.rstrip('。！!；;')}”。"
