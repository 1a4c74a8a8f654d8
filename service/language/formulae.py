"""Official wording (提法): fixed phrases that are never a count, never generic, never copied.

The dated list is ``data/formulae.tsv``. Source: the documents and notices named there.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

from service.language.spans import Span

# Writers put 两个确立 in any quotation marks or none, and the parts of a phrase in any order of
# marks; these characters are therefore invisible to the search.
_IGNORED = frozenset("“”\"'‘’「」『』、，, \u3000\t")


class Phrases:
    """A search for many fixed phrases at once, leftmost and longest, blind to quotation marks."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = [kept for kept in (bare(p)[0] for p in phrases) if kept]
        self._automaton = AhoCorasick(
            self._phrases, matchkind=MatchKind.LeftmostLongest, store_patterns=False
        )

    def spans(self, text: str) -> list[Span]:
        """Where the phrases stand, in order, as stretches of ``text`` itself."""
        plain, places = bare(text)
        found = []
        for _, start, end in self._automaton.find_matches_as_indexes(plain):
            first, last = places[start], places[end - 1] + 1
            if "\n" not in text[first:last]:
                found.append(Span(first, last, text[first:last]))
        return found


def bare(text: str) -> tuple[str, list[int]]:
    """``text`` without the marks that writers vary, and where each character of it stands."""
    places = [i for i, character in enumerate(text) if character not in _IGNORED]
    return "".join([text[i] for i in places]), places


@lru_cache(maxsize=1)
def formulae() -> tuple[str, ...]:
    """The phrases of the list, as officially written."""
    lines = files("service.language.data").joinpath("formulae.tsv").read_text("utf-8").splitlines()
    return tuple(line.split("\t")[0] for line in lines[1:] if line)


@lru_cache(maxsize=64)
def _search(more: tuple[str, ...]) -> Phrases:
    return Phrases((*formulae(), *more))


def formula_spans(text: str, more: Sequence[str] = ()) -> list[Span]:
    """The official phrases in ``text``, leftmost and longest, quotation marks tolerated.

    ``more`` adds prescribed wording that is no fixed list: a kind's theme and aspect titles.
    """
    return _search(tuple(more)).spans(text)
