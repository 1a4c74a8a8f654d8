"""Clauses: a piece of a notice without the marks and spaces round it."""

from service.language.spans import Span

TRIM = ' \t\u3000，,。；;：:、“”"（）()'


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without what only surrounds a clause; a closing quote stays with its opening one."""
    while start < end and text[start] in TRIM:
        start += 1
    # A closing quote stays when the phrase opened it: …做到“两个维护”.
    while (
        end > start
        and text[end - 1] in TRIM
        and not (text[end - 1] == "”" and "“" in text[start:end])
    ):
        end -= 1
    return Span(start, end, text[start:end])
