"""Sentences: stretches that end at 。！？ or a line end, closing quotes and brackets included."""

import re

from service.language.spans import Span

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’\"』」》）)]*|\n|$)")


def sentences(text: str) -> list[Span]:
    """The sentences of ``text`` without surrounding white space, in order; empty ones left out.

    ；does not end one: the parts of an enumeration share their subject and their evidence.
    """
    found = []
    for match in _SENTENCE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped[0])
            found.append(Span(start, start + len(stripped), stripped))
    return found
