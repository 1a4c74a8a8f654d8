"""Which papers may be alike: the pairs worth comparing letter by letter, out of very many.

Of every paper two samples of its grams are kept, chosen by the grams' own hashes, so that equal
wording leaves equal samples everywhere (bottom-up sampling, Broder 1997). Short grams estimate how
alike whole papers are, however many small edits part them; long grams, which unrelated papers
hardly share, betray a single passage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.language.postings import Numbers, Postings
from service.language.prints import Hashes, Print

# Below this Jaccard likeness of their 5-grams two papers are not alike as wholes. The estimate
# from a sample strays, so the bar stands well below the 0.5 from which none may be missed.
LIKE = 0.2
# So many sampled long grams in common mean a passage. Of 200 copied letters, a twentieth of a
# paper, some 24 are sampled; of a stock phrase of 13 letters hardly two.
PASSAGE = 4
# Entries that one addition merges at most: a paper is added in about a millisecond.
_LARGE = 1 << 16


@dataclass(frozen=True, slots=True)
class _Sort:
    """Grams of ``size`` letters of which one in ``one_in`` (a power of two) is kept."""

    size: int
    one_in: int

    def of(self, printed: Print) -> Hashes:
        """The kept grams of a text, each once, in order."""
        grams = printed.grams(self.size)
        # The postings keep the high bits; the low ones choose.
        kept = grams[(grams & np.uint64(self.one_in - 1)) == 0]
        return np.unique(kept >> np.uint64(32)) << np.uint64(32)


_WHOLE, _PASSAGE = _Sort(5, 16), _Sort(12, 8)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another paper's number, the estimated Jaccard likeness of the two papers' 5-grams, and how
    many sampled 12-grams they have in common."""

    number: int
    likeness: float
    common: int


@dataclass(frozen=True, slots=True)
class Sample:
    """What is kept of a paper: its sampled short and long grams."""

    whole: Hashes
    passage: Hashes

    @classmethod
    def of(cls, printed: Print) -> "Sample":
        """The sample of a text's letters."""
        return cls(_WHOLE.of(printed), _PASSAGE.of(printed))


class LikenessIndex:
    """Papers by number, in the order added; asks which of them another paper may be like."""

    def __init__(self) -> None:
        self._whole = Postings(_LARGE)
        self._passage = Postings(_LARGE)
        self._sizes: list[int] = []

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, sample: Sample) -> int:
        """Adds one paper and gives its number."""
        return self.add_all([sample])

    def add_all(self, samples: Sequence[Sample]) -> int:
        """Adds papers at once, which is quicker than one by one; gives the first one's number."""
        first = len(self._sizes)
        for postings, kept in (
            (self._whole, [s.whole for s in samples]),
            (self._passage, [s.passage for s in samples]),
        ):
            numbers = np.repeat(np.arange(first, first + len(kept)), [len(k) for k in kept])
            postings.add(np.concatenate(kept) if kept else np.zeros(0, np.uint64), numbers)
        self._sizes += [len(s.whole) for s in samples]
        return first

    def candidates(
        self, sample: Sample, *, ignored: Hashes | None = None, below: int | None = None
    ) -> list[Candidate]:
        """The papers worth comparing, by number.

        ``ignored`` are long grams (as in ``Sample.passage``, sorted) that prove nothing: wording of
        many units. ``below`` leaves out the papers from that number on.
        """
        telling = sample.passage
        if ignored is not None and len(ignored):
            telling = telling[~np.isin(telling, ignored, assume_unique=True)]
        both = self._counts(self._whole, sample.whole)
        common = self._counts(self._passage, telling)
        union = np.array(self._sizes, dtype=np.int64) + len(sample.whole) - both
        likeness = both / np.maximum(union, 1)
        found = np.flatnonzero((likeness >= LIKE) | (common >= PASSAGE))
        return [
            Candidate(number, float(likeness[number]), int(common[number]))
            for number in found.tolist()
            if below is None or number < below
        ]

    def _counts(self, postings: Postings, wanted: Hashes) -> Numbers:
        _, numbers = postings.find(wanted)
        return np.bincount(numbers, minlength=len(self._sizes))


def like_numbers(samples: Sequence[Sample]) -> Iterator[tuple[int, Candidate]]:
    """Every pair of papers worth comparing, each once: the later one's number with the earlier."""
    index = LikenessIndex()
    index.add_all(samples)
    for number, sample in enumerate(samples):
        for candidate in index.candidates(sample, below=number):
            yield number, candidate


def shared(samples: Sequence[npt.NDArray[np.uint64]], least: int) -> Hashes:
    """The hashes that at least so many of the samples hold."""
    if not samples:
        return np.zeros(0, dtype=np.uint64)
    hashes, counts = np.unique(np.concatenate(samples), return_counts=True)
    return hashes[counts >= least]
