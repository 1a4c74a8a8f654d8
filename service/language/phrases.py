"""The one door to searching a text for many fixed phrases at once (Aho and Corasick, 1975)."""

from collections.abc import Iterable
from functools import cached_property

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from service.language.spans import Span

_DENSE = 2000
"""Phrases up to which a full transition table stays in the cache and scans fastest; beyond it the
library's own choice, a packed automaton, does (measured by ``tests.bench terms``)."""


class PhraseIndex:
    """Finds every phrase of a list in one pass over a text.

    Offsets are code points of the text as given, half open. Empty phrases and repetitions are
    left out of the list.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = tuple(dict.fromkeys(phrase for phrase in phrases if phrase))

    @cached_property
    def _longest(self) -> AhoCorasick:
        return self._automaton(MatchKind.LeftmostLongest)

    @cached_property
    def _all(self) -> AhoCorasick:
        return self._automaton(MatchKind.Standard)

    def _automaton(self, kind: MatchKind) -> AhoCorasick:
        dense = Implementation.DFA if len(self.phrases) <= _DENSE else None
        return AhoCorasick(self.phrases, matchkind=kind, implementation=dense)

    def longest(self, text: str) -> list[Span]:
        """The phrases in ``text``, leftmost first, the longest where several begin, none
        overlapping."""
        found = self._longest.find_matches_as_indexes(text)
        return [Span(start, end, text[start:end]) for _, start, end in found]

    def overlapping(self, text: str) -> list[Span]:
        """Every occurrence of every phrase, those inside others too, by where they end."""
        found = self._all.find_matches_as_indexes(text, overlapping=True)
        return [Span(start, end, text[start:end]) for _, start, end in found]
