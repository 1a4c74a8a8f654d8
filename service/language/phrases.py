"""The one door to searching a text for many fixed phrases at once (Aho and Corasick, 1975)."""

from collections.abc import Iterable
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from service.language.spans import Span


class PhraseIndex:
    """Finds every phrase of a list in one pass over a text.

    Offsets are code points of the text as given, half open. Empty phrases and repetitions are
    left out of the list.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = tuple(dict.fromkeys(phrase for phrase in phrases if phrase))

    @cached_property
    def _longest(self) -> AhoCorasick:
        return AhoCorasick(self.phrases, matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def _all(self) -> AhoCorasick:
        return AhoCorasick(self.phrases)

    def longest(self, text: str) -> list[Span]:
        """The phrases in ``text``, leftmost first, the longest where several begin, none
        overlapping."""
        found = self._longest.find_matches_as_indexes(text)
        return [Span(start, end, text[start:end]) for _, start, end in found]

    def overlapping(self, text: str) -> list[Span]:
        """Every occurrence of every phrase, those inside others too, by where they end."""
        found = self._all.find_matches_as_indexes(text, overlapping=True)
        return [Span(start, end, text[start:end]) for _, start, end in found]
