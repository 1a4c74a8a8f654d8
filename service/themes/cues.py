"""Which cue words a note holds, and what that says about its theme, issue and facet."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from service.language.phrases import PhraseIndex
from service.themes import Cue, Issue, Taxonomy, Theme, load_themes

# A spoken cue that ends up beside a stronger theme is noise below this share of the best score.
_RUNNER_UP = 0.5
# What is said of a theme (坏了, 没下文) hardly tells which theme it is said of.
_ISSUE_ALONE = 0.4
# Parts of one cue further apart than this are hardly said of each other (会计 … 一天).
_REACH = 14
# Splitting, filing and grouping read the same stretches again.
_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """How strongly a note speaks for a theme, by which words; ``issue`` is what it says of it."""

    theme: Theme
    score: float
    words: tuple[str, ...]
    issue: Issue | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of one note say. ``themes`` are best first; ``facets`` come from signals:
    key -> (weight, words); ``objects`` are the things named."""

    themes: tuple[ThemeScore, ...]
    facets: dict[str, tuple[float, tuple[str, ...]]]
    objects: frozenset[str]

    @property
    def best(self) -> ThemeScore | None:
        """The theme the note is about, or None when no cue occurs."""
        return self.themes[0] if self.themes else None

    def close(self) -> tuple[ThemeScore, ...]:
        """The best theme and those that come near it."""
        if not self.themes:
            return ()
        least = self.themes[0].score * _RUNNER_UP
        return tuple(score for score in self.themes if score.score >= least)


Places = dict[str, list[tuple[int, int]]]
Owner = tuple[str, str]
"""Whose cue it is: (theme, ""), (theme, issue) or ("", facet)."""


class CueIndex:
    """Finds every word of a taxonomy in one pass over a note."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._cues: dict[str, list[tuple[Owner, Cue]]] = {}
        words = {word.casefold() for group in taxonomy.objects.values() for word in group}
        words |= {word.casefold() for theme in taxonomy.themes for word in theme.exclusions}
        for owner, cue in _owned_cues(taxonomy):
            self._cues.setdefault(cue.parts[0].casefold(), []).append((owner, cue))
            words |= {part.casefold() for part in cue.parts}
        self._words = PhraseIndex(sorted(words))
        self._shapes = tuple(_owned_shapes(taxonomy))
        self._barring = {t.name: t.exclusions for t in taxonomy.themes if t.exclusions}
        self.read = lru_cache(maxsize=_REMEMBERED)(self._read)
        """What a text says. Width and case of letters make no difference."""

    def _read(self, text: str) -> Reading:
        # NFKC makes the full-width comma, at which shapes end, a narrow one.
        plain = unicodedata.normalize("NFKC", text).casefold().replace(",", "，")
        places = self._places(plain)
        seen = self._seen(places)
        for owner, pattern, weight in self._shapes:
            for match in pattern.finditer(plain):
                # A whole turn of speech says what it is about, even one that tells the issue.
                for whose in (owner, (owner[0], "")):
                    seen.setdefault(whose, {})[match.group()] = weight
        scores = [s for t in self.taxonomy.themes if (s := _score(t, seen)) is not None]
        return Reading(
            themes=tuple(sorted(scores, key=lambda s: -s.score)),
            facets={
                facet: (sum(words.values()), tuple(words))
                for (theme, facet), words in seen.items()
                if not theme
            },
            objects=frozenset(
                name
                for name, words in self.taxonomy.objects.items()
                if any(word.casefold() in places for word in words)
            ),
        )

    def _places(self, text: str) -> Places:
        places: Places = {}
        for span in self._words.overlapping(text):
            places.setdefault(span.text, []).append((span.start, span.end))
        return places

    def _seen(self, places: Places) -> dict[Owner, dict[str, float]]:
        """Owner -> the cues of it that occur, with their weights."""
        allowed = {name: _without(words, places) for name, words in self._barring.items()}
        found: dict[Owner, dict[str, float]] = {}
        for word in places:
            for owner, cue in self._cues.get(word, ()):
                left = allowed.get(owner[0], places)
                if _together(cue, left):
                    words = found.setdefault(owner, {})
                    name = "…".join(cue.parts)
                    words[name] = max(cue.weight, words.get(name, 0.0))
        return {owner: _longest(words) for owner, words in found.items()}


@lru_cache
def cue_index() -> CueIndex:
    """The index of the product's own taxonomy."""
    return CueIndex(load_themes())


def _owned_cues(taxonomy: Taxonomy) -> Iterator[tuple[Owner, Cue]]:
    for signal in taxonomy.signals:
        yield from ((("", signal.facet), cue) for cue in signal.cues)
    for theme in taxonomy.themes:
        yield from (((theme.name, ""), cue) for cue in theme.cues)
        for issue in theme.issues:
            yield from (((theme.name, issue.name), cue) for cue in issue.cues)


def _owned_shapes(taxonomy: Taxonomy) -> Iterator[tuple[Owner, re.Pattern[str], float]]:
    for theme in taxonomy.themes:
        owned = [((theme.name, ""), shape) for shape in theme.shapes]
        owned += [((theme.name, i.name), shape) for i in theme.issues for shape in i.shapes]
        for owner, shape in owned:
            yield owner, re.compile(shape.pattern), shape.weight


def _together(cue: Cue, places: Places) -> bool:
    """Whether every part of the cue occurs, near enough to the first to belong together."""
    spans = [places.get(part.casefold(), []) for part in cue.parts]
    return any(
        all(any(abs(other[0] - first[0]) <= _REACH for other in rest) for rest in spans[1:])
        for first in spans[0]
    )


def _without(barring: tuple[str, ...], places: Places) -> Places:
    """The places outside the words in which a theme's cues do not count."""
    barred = [span for word in barring for span in places.get(word.casefold(), ())]
    if not barred:
        return places
    left = {
        word: [s for s in spans if not any(b[0] <= s[0] and s[1] <= b[1] for b in barred)]
        for word, spans in places.items()
    }
    return {word: spans for word, spans in left.items() if spans}


def _longest(words: dict[str, float]) -> dict[str, float]:
    """Without words inside longer ones that occur too; in the order of the words themselves."""
    return {
        word: words[word]
        for word in sorted(words)
        if not any(word != other and word in other for other in words)
    }


def _score(theme: Theme, seen: dict[Owner, dict[str, float]]) -> ThemeScore | None:
    own = seen.get((theme.name, ""), {})
    ranked = [(seen.get((theme.name, issue.name), {}), issue) for issue in theme.issues]
    words, issue = max(ranked, key=lambda pair: sum(pair[0].values()), default=({}, None))
    if not own and not words:
        return None
    said = sum(weight for word, weight in words.items() if word not in own)
    return ThemeScore(
        theme=theme,
        score=sum(own.values()) + said * (1.0 if own else _ISSUE_ALONE),
        words=tuple(dict.fromkeys((*own, *words))),
        issue=issue if words else None,
    )
