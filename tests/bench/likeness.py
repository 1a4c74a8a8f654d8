"""Which of 200 and of 2,000 papers are alike: recall against brute force, and datasketch.

datasketch is no dependency (it brings scipy). To measure against it, install it apart and name the
folder: ``uv pip install --target DIR datasketch``, then
``PYTHONPATH=DIR python -m tests.bench likeness``. Both begin with the texts and end with the pairs
worth comparing; datasketch's 5-grams are hashed in one batch a paper, its quickest way.
"""

import importlib
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from service.language.likeness import LikenessIndex, Sample, like_numbers
from service.language.postings import Postings
from service.language.prints import print_of
from tests.bench.measure import Line, least, limit, median_seconds, paired
from tests.bench.season import Season, made_season

NAME = "likeness"
SIZES = (200, 2_000)
LIKE = 0.5
_GRAM = 5
_BRUTE = 200
"""Papers up to which brute force compares every pair's whole sets."""
_ROUNDS = 3
_ADDED = 50

Pair = tuple[int, int]


def run() -> Iterator[Line]:
    """Both sizes; then one more paper."""
    yield from run_at(SIZES)


def run_at(sizes: Sequence[int]) -> Iterator[Line]:
    """The lines for each number of papers, and for adding to the last."""
    season = made_season(0)
    for size in sizes:
        season = made_season(size)
        yield from _found(season)
        yield from _against_datasketch(season)
    yield from _one_more(season)


def _found(season: Season) -> Iterator[Line]:
    texts = [text for _, text in season.papers]
    exact = by_sets(texts) if len(texts) <= _BRUTE else by_postings(texts)
    found = ours(texts)
    passages = {(p.copy, p.source) for p in season.planted if not p.whole}
    size = len(texts)
    yield Line(f"{size} papers", f"{len(exact)} pairs of J >= {LIKE}, {len(passages)} passages")
    yield least(f"{size}: recall at J >= {LIKE}", recall(found, exact), 0.98)
    yield Line(f"{size}: recall of passages of 5 %", f"{recall(found, passages):.4g}")
    planted = exact | {(p.copy, p.source) for p in season.planted}
    yield Line(f"{size}: pairs named beyond those", f"{len(found - planted)}")


def _against_datasketch(season: Season) -> Iterator[Line]:
    texts = [text for _, text in season.papers]
    size, peer = len(texts), datasketch()
    if peer is None:
        took = median_seconds(lambda: ours(texts), _ROUNDS)
        yield Line(f"{size}: texts to pairs", f"{took:.2f} s")
        yield Line(f"{size}: datasketch", "not installed: see tests/bench/likeness.py")
        return
    against = paired(lambda: ours(texts), lambda: theirs(texts, peer), _ROUNDS)
    exact = by_postings(texts)
    yield Line(f"{size}: texts to pairs", f"{against.a:.2f} s")
    yield Line(f"{size}: datasketch", f"{against.b:.2f} s")
    yield Line(f"{size}: datasketch's recall", f"{recall(theirs(texts, peer), exact):.4g}")
    yield limit(f"{size}: time / datasketch", against.ratio, 0.5, "")


def _one_more(season: Season) -> Iterator[Line]:
    index = LikenessIndex()
    for _, text in season.papers:
        index.add(Sample.of(print_of(text)))
    times = []
    for _, text in made_season(_ADDED, seed=1).papers:
        began = time.perf_counter()
        sample = Sample.of(print_of(text))
        index.candidates(sample)
        index.add(sample)
        times.append((time.perf_counter() - began) * 1000)
    size = len(season.papers)
    yield limit(f"{size}: one more, asked and added", statistics.median(times), 5.0, "ms")
    yield Line(f"{size}: the slowest of {_ADDED}", f"{max(times):.2f} ms")


def recall(found: Iterable[Pair], wanted: set[Pair]) -> float:
    """The part of ``wanted`` that was found."""
    return len(wanted & set(found)) / len(wanted) if wanted else 1.0


def ours(texts: Sequence[str]) -> set[Pair]:
    """The pairs that the index names, the later paper first."""
    samples = [Sample.of(print_of(text)) for text in texts]
    return {(number, candidate.number) for number, candidate in like_numbers(samples)}


def by_sets(texts: Sequence[str]) -> set[Pair]:
    """Brute force: the pairs whose sets of 5-grams have a Jaccard likeness of ``LIKE``."""
    grams = [_grams(text) for text in texts]
    return {
        (one, other)
        for one in range(len(grams))
        for other in range(one)
        if len(grams[one] & grams[other]) >= LIKE * len(grams[one] | grams[other])
    }


def by_postings(texts: Sequence[str]) -> set[Pair]:
    """The same by counting every 5-gram's papers, none left out."""
    grams = [np.unique(print_of(text).grams(_GRAM)) for text in texts]
    sizes = np.array([len(held) for held in grams])
    postings = Postings()
    postings.add(np.concatenate(grams), np.repeat(np.arange(len(texts)), sizes))
    pairs: set[Pair] = set()
    for number, held in enumerate(grams):
        _, others = postings.find(held)
        both = np.bincount(others, minlength=len(texts))[:number]
        like = both >= LIKE * (sizes[:number] + len(held) - both)
        pairs.update((number, other) for other in np.flatnonzero(like).tolist())
    return pairs


def datasketch() -> Any | None:
    """The peer's module, None where it is not installed."""
    try:
        return importlib.import_module("datasketch")
    except ImportError:
        return None


def theirs(texts: Sequence[str], peer: Any) -> set[Pair]:
    """The pairs that MinHash with LSH names at its usual settings."""
    index = peer.MinHashLSH(threshold=LIKE, num_perm=128)
    pairs: set[Pair] = set()
    for number, text in enumerate(texts):
        sketch = peer.MinHash(num_perm=128)
        sketch.update_batch([gram.encode() for gram in sorted(_grams(text))])
        pairs.update((number, int(other)) for other in index.query(sketch))
        index.insert(str(number), sketch)
    return pairs


def _grams(text: str) -> set[str]:
    letters = print_of(text).letters
    return {letters[i : i + _GRAM] for i in range(len(letters) - _GRAM + 1)}
