"""The background: how other units write, against which a sentence proves to be anybody's.

Its sentences fall in two by themselves: those with a concrete cue and those without. A character
model of each says which of the two a sentence is more like. The background is the packaged sample
library (papers of invented units), a word list of the official register, and the peers a subject
brings along. A unit's own papers never count against it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from service.checks.cards import compiled
from service.language.character_model import CharacterModel
from service.language.cues import cues
from service.language.formulae import formulae
from service.language.normal import grams, normal
from service.language.sentences import sentences
from service.language.spans import Span
from service.library import Material
from service.samples import texts
from service.subject import Subject

_REGISTER = "register"
"""The unit name under which the word lists stand; nobody's own, so never left out."""
_SHARED = 4
"""Sentences that a paper and a unit's papers share word for word when they are the same unit's."""
_LONG = 20
_GRAM = 4
_STRETCH = 12
_STRANGE = 0.5
"""Weight of the strangest stretch: among slogans one telling clause makes a sentence a mixed one,
which the mean over a long sentence hides."""
_MOST_PEERS = 20
_OFFICE = ("党组", "党委", "党总支", "党支部", "支部委员会", "委员会")


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a background paper."""

    unit: str
    file: str
    start: int
    text: str
    tells: bool


@dataclass
class Background:
    """Other units' sentences: ``empty`` models those without a cue, ``telling`` the others."""

    empty: CharacterModel = field(default_factory=CharacterModel)
    telling: CharacterModel = field(default_factory=CharacterModel)
    said: list[Said] = field(default_factory=list)
    heads: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _index: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _whole: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _margins: list[float] = field(default_factory=list)
    _found: dict[str, tuple[Said, ...]] = field(default_factory=dict)

    def add(self, unit: str, file: str, text: str) -> None:
        """Adds one paper of a unit."""
        self._margins.clear()
        self.heads[unit].append(text[:400])
        for span, tells in _told(text):
            place = len(self.said)
            self.said.append(Said(unit, file, span.start, span.text, tells))
            (self.telling if tells else self.empty).add(span.text, unit)
            plain = normal(span.text)
            if len(plain) >= _LONG:
                self._whole[plain].add(unit)
            for gram in set(grams(plain, _GRAM)):
                self._index[gram].append(place)

    def copy(self) -> "Background":
        """The same background, to be added to apart."""
        return Background(
            empty=self.empty.copy(),
            telling=self.telling.copy(),
            said=self.said.copy(),
            heads=defaultdict(list, {unit: heads.copy() for unit, heads in self.heads.items()}),
            _index=defaultdict(list, {gram: at.copy() for gram, at in self._index.items()}),
            _whole=defaultdict(set, {plain: who.copy() for plain, who in self._whole.items()}),
        )

    def own_units(self, subject: Subject) -> frozenset[str]:
        """The background's units that are the subject's own: by name, or by whole sentences."""
        shared: dict[str, int] = defaultdict(int)
        for span in sentences(subject.text):
            for unit in self._whole.get(normal(span.text), ()):
                shared[unit] += 1
        name = _bare_name(subject.unit or subject.paper.unit)
        named = {u for u, heads in self.heads.items() if name and any(name in h for h in heads)}
        copied = {unit for unit, count in shared.items() if count >= _SHARED}
        return frozenset(named | copied) - {_REGISTER}

    def margin(self, text: str, without: frozenset[str]) -> float:
        """Bits a character that ``text`` costs more as an empty sentence than as a telling one:
        the log likelihood ratio of the two models, with a surcharge for the stretch that other
        units' empty sentences predict least. The lower, the emptier."""
        empty = self.empty.costs(text, without)
        mean = (sum(empty) - sum(self.telling.costs(text, without))) / max(1, len(empty))
        return mean + _STRANGE * _strangest(empty)

    def cutoff(self, percentile: float) -> float:
        """The margin that ``percentile`` % of the background's own empty sentences stay under,
        each measured without its unit's papers. A raw number would drift as papers are added."""
        if not self._margins:
            self._margins = sorted(
                self.margin(said.text, frozenset({said.unit}))
                for said in self.said
                if not said.tells and len(said.text) >= _LONG
            )
        last = len(self._margins) - 1
        return self._margins[min(last, int(last * percentile / 100))] if last >= 0 else 0.0

    def who_says(self, pattern: str, without: frozenset[str]) -> list[Said]:
        """The background's sentences that match, one a file."""
        if pattern not in self._found:
            search = compiled(pattern).search
            self._found[pattern] = tuple(said for said in self.said if search(said.text))
        found: dict[str, Said] = {}
        for said in self._found[pattern]:
            if said.unit not in without:
                found.setdefault(said.file, said)
        return list(found.values())

    def nearest(self, clause: str, without: frozenset[str]) -> tuple[Said, float] | None:
        """The sentence that shares most of the clause's 4-grams, and the share."""
        wanted = set(grams(normal(clause), _GRAM))
        hits: dict[int, int] = defaultdict(int)
        for gram in wanted:
            for place in self._index.get(gram, ()):
                hits[place] += 1
        best = max(
            ((n, -p) for p, n in hits.items() if self.said[p].unit not in without), default=None
        )
        return (self.said[-best[1]], best[0] / len(wanted)) if best else None


# The papers of a review are each other's peers: the same few are read for background after
# background, each of which leaves another one out.
@lru_cache(maxsize=64)
def _told(text: str) -> tuple[tuple[Span, bool], ...]:
    """The sentences of a paper, and whether each tells something one could check."""
    return tuple((span, bool(cues(span.text))) for span in sentences(text))


def _strangest(costs: Sequence[float]) -> float:
    """Mean bits of the dearest stretch of a clause's length."""
    if not costs:
        return 0.0
    wide = min(_STRETCH, len(costs))
    return max(sum(costs[i : i + wide]) / wide for i in range(len(costs) - wide + 1))


def _bare_name(unit: str) -> str:
    for ending in _OFFICE:
        unit = unit.removesuffix(ending)
    return unit if len(unit) > 2 else ""


def background_for(peers: Sequence[Material]) -> Background:
    """The background with a subject's peers added, kept for the next subject with the same ones."""
    if not peers:
        return packaged_background()
    return _with_peers(_Peers(tuple(peers[:_MOST_PEERS])))


class _Peers:
    """Peers as a cache key: equal when they are the same files."""

    def __init__(self, peers: tuple[Material, ...]) -> None:
        self.peers = peers
        self._key = tuple((peer.sha256, peer.file) for peer in peers)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Peers) and other._key == self._key


@lru_cache(maxsize=4)
def _with_peers(key: _Peers) -> Background:
    background = packaged_background().copy()
    for peer in key.peers:
        background.add(peer.origin or peer.file, peer.file, peer.text)
    return background


@lru_cache(maxsize=1)
def packaged_background() -> Background:
    """The sample library and the register's word lists, loaded once."""
    background = _register()
    for unit, file, text in _samples():
        background.add(unit, file, text)
    return background


def _register() -> Background:
    """Word lists make idioms predictable; they are no sentences that anybody said."""
    background = Background()
    words = files("service.language.data").joinpath("register.txt").read_text("utf-8")
    background.empty.add("\n".join(words.split()), _REGISTER)
    background.empty.add("\n".join(formulae()), _REGISTER)
    return background


def _samples() -> Iterator[tuple[str, str, str]]:
    """Unit (its folder), file name and text of the packaged papers."""
    for file, text in texts():
        yield file.partition("/")[0], file, text
