"""Under which 对照方面 a note is filed, and why."""

from dataclasses import dataclass

from service.kind import AspectSpec, Kind
from service.themes import Facet, Taxonomy
from service.themes.cues import Reading, ThemeScore

OTHER_THEME = "其他"
"""The theme of a note in which no cue word occurs."""

# What the facet of the theme counts beside words that speak for a facet by themselves.
_THEME_WEIGHT = 3.0
_FALLBACK_FACET = "people"


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a note belongs. ``aspect`` is the full title, as the kind words it."""

    aspect: str
    theme: str
    reason: str


def file_note(reading: Reading, kind: Kind, taxonomy: Taxonomy) -> Filed:
    """The aspect of ``kind`` that the words of a note speak for most.

    The themes vote for their facet in proportion to their score, signals by their weight; the
    votes are counted per aspect, because two facets may share one heading.
    """
    votes = _votes(reading)
    places = {facet: aspect_of(taxonomy.facet(facet), kind, taxonomy) for facet in votes}
    totals: dict[str, float] = {}
    for facet, weight in votes.items():
        title = places[facet].title
        totals[title] = totals.get(title, 0.0) + weight
    best = max(totals, key=lambda title: totals[title])
    theme = reading.best.theme.name if reading.best else OTHER_THEME
    return Filed(aspect=best, theme=theme, reason=_reason(reading, kind, best))


def aspect_of(facet: Facet, kind: Kind, taxonomy: Taxonomy) -> AspectSpec:
    """The aspect that answers ``facet`` in ``kind``: by its scheme, else by its title's words."""
    key = facet.aspects.get(taxonomy.schemes.get(kind.id, ""), "")
    by_key = next((a for a in kind.aspects if a.key == key), None)
    if by_key is not None:
        return by_key
    for word in facet.words:
        for aspect in kind.aspects:
            if word in aspect.short or word in aspect.title:
                return aspect
    return kind.aspects[-1]


def _votes(reading: Reading) -> dict[str, float]:
    votes: dict[str, float] = {}
    close = reading.close()
    for score in close:
        facet = _facet(score)
        votes[facet] = votes.get(facet, 0.0) + _THEME_WEIGHT * score.score / close[0].score
    for facet, (weight, _) in reading.facets.items():
        votes[facet] = votes.get(facet, 0.0) + weight
    return votes or {_FALLBACK_FACET: 1.0}


def _facet(score: ThemeScore) -> str:
    return (score.issue.facet if score.issue else "") or score.theme.facet


def _reason(reading: Reading, kind: Kind, title: str) -> str:
    aspect = kind.aspect(title)
    short = aspect.short if aspect else title
    best = reading.best
    if best is None and not reading.facets:
        return f"没有认出线索词，暂归“{short}”，请人工核对"
    words = list(best.words if best else ())
    words += [word for _, seen in reading.facets.values() for word in seen]
    named = "、".join(f"“{word}”" for word in list(dict.fromkeys(words))[:4])
    theme = f"主题为{best.theme.name}" if best else "主题不明"
    issue = f"（{best.issue.name}）" if best and best.issue else ""
    return f"提到{named}，{theme}{issue}，归入“{short}”"
