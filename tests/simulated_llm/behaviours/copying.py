"""Copying: whole sentences of other units' past papers under true citations."""

from functools import cache

from service.language.sentences import sentences
from service.samples import PAPERS
from tests.simulated_llm.behaviours.answers import Sentence, answer, fact
from tests.simulated_llm.request import ChatRequest


def copying(request: ChatRequest) -> str:
    """An answer made of sentences that others wrote."""
    return answer(request, _write, lambda words: f"{words[:10]}存在差距")


def _write(name: str, note: str, place: int) -> list[Sentence]:
    stolen = stolen_sentences()
    return [fact(stolen[place * 7 % len(stolen)], [name], note)]


@cache
def stolen_sentences() -> tuple[str, ...]:
    """Sentences of the sample papers, in order."""
    texts = (path.read_bytes() for path in sorted(PAPERS.rglob("*.txt")))
    found = (s.text for raw in texts for s in sentences(raw.decode("utf-8", errors="ignore")))
    return tuple(text for text in found if 30 <= len(text) <= 120)
