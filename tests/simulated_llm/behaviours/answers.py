"""The JSON that a behaviour fills: the same skeleton for all, so that only the sentences differ."""

import json
import re
from collections.abc import Callable
from typing import Any

from tests.simulated_llm.request import ChatRequest

Sentence = dict[str, Any]
Write = Callable[[str, str, int], list[Sentence]]
"""From a note's id, its text and its place in the answer to the sentences about it."""

_TOGETHER = 4
"""Notes that one drafted problem is made of: about what a writer would put together."""
_IDS = re.compile(r"只用这些意见：([^。]+)。")
_PROBLEM = re.compile(r'<problem id="([^"]+)" notes="([^"]*)">(.*?)</problem>')
_SENTENCE = re.compile(
    r'<sentence item="([^"]+)" index="(\d+)" notes="([^"]*)">(.*?)</sentence>', re.DOTALL
)


def fact(text: str, notes: list[str], quote: str) -> Sentence:
    """A sentence that claims to stand on notes."""
    return {"text": text, "kind": "fact", "notes": notes, "quote": quote}


def question(text: str) -> Sentence:
    """A question to a person."""
    return {"text": f"【待补：{text}】", "kind": "question", "notes": [], "quote": ""}


def answer(
    request: ChatRequest,
    write: Write,
    headline: Callable[[str], str],
    revise: Callable[[str, str], str] = lambda _note, _sentence: "",
) -> str:
    """An answer in the shape asked for: ``write`` gives the sentences, ``headline`` the titles.

    ``revise`` turns a note and a flagged sentence into a new one; "" leaves it alone.
    """
    notes = request.notes_in(request.prompt)
    made: dict[str, Any]
    if request.shape == "ProblemsAnswer":
        made = {"items": _problems(request, notes, write, headline)}
    elif request.shape in ("CausesAnswer", "MeasuresAnswer"):
        made = {"items": _linked(request, notes, write, headline)}
    elif request.shape == "RevisionsAnswer":
        made = {"revisions": _revisions(request, notes, revise)}
    else:
        # Sorting: no opinion, so that every note stays where the rules put it.
        made = {"notes": []}
    return json.dumps(made, ensure_ascii=False)


def _problems(
    request: ChatRequest, notes: dict[str, str], write: Write, headline: Callable[[str], str]
) -> list[dict[str, Any]]:
    found = _IDS.search(request.task)
    ids = [n for n in (found.group(1).split("、") if found else notes) if n in notes]
    items = []
    for at in range(0, len(ids), _TOGETHER):
        merged = ids[at : at + _TOGETHER]
        sentences = [s for i, name in enumerate(merged, at) for s in write(name, notes[name], i)]
        items.append({"headline": headline(notes[merged[0]]), "sentences": sentences})
    return items


def _linked(
    request: ChatRequest, notes: dict[str, str], write: Write, headline: Callable[[str], str]
) -> list[dict[str, Any]]:
    items = []
    for place, (name, cited, title) in enumerate(_PROBLEM.findall(request.task)):
        first = next((n for n in cited.split() if n in notes), None)
        sentences = write(first, notes[first], place) if first else [question("具体做什么？")]
        item: dict[str, Any] = {"headline": headline(title), "links": [name]}
        if request.shape == "MeasuresAnswer":
            item |= {"owner": "", "deadline": ""}
        items.append(item | {"sentences": sentences})
    return items


def _revisions(
    request: ChatRequest, notes: dict[str, str], revise: Callable[[str, str], str]
) -> list[dict[str, Any]]:
    made = []
    for item, index, cited, text in _SENTENCE.findall(request.task):
        ids = [n for n in cited.split() if n in notes]
        better = revise(notes[ids[0]], text) if ids else ""
        if better:
            row = {"item": item, "index": int(index), "text": better, "notes": ids}
            made.append(row | {"quote": notes[ids[0]]})
    return made
