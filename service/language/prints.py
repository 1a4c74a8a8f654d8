"""Prints: texts as they are compared for copying, letters only, with the way back to the source."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from service.language.formulae import formula_spans

_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
# An odd multiplier of a 64-bit polynomial hash; matches are verified letter by letter.
_FACTOR = np.uint64(0x9E3779B97F4A7C15)

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Print:
    """``letters`` of a text without marks and spaces; ``places[i]`` is where letter i stands."""

    letters: str
    places: Places = field(repr=False)

    def grams(self, size: int) -> Hashes:
        """A hash of the ``size``-gram at each letter, none for the last ``size`` - 1."""
        codes = np.frombuffer(self.letters.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
        count = max(0, len(codes) - size + 1)
        hashes = np.zeros(count, dtype=np.uint64)
        for offset in range(size):
            hashes = hashes * _FACTOR + codes[offset : offset + count]
        return hashes


@dataclass(frozen=True, slots=True)
class Masked:
    """A print with what counts in it: ``open[i]`` is false inside official wording."""

    print: Print
    open: npt.NDArray[np.bool_] = field(repr=False)


def print_of(text: str) -> Print:
    """The print of ``text``: letters and digits in half width."""
    places = [i for i, character in enumerate(text) if character.isalnum()]
    letters = "".join([text[i] for i in places]).translate(_HALF_WIDTH)
    return Print(letters, np.array(places, dtype=np.int32))


def masked(text: str, prescribed: Sequence[str] = ()) -> Masked:
    """The print with official wording masked, the words every paper frames its parts with, and
    ``prescribed``: aspect titles, the theme."""
    hidden = np.zeros(len(text), dtype=np.bool_)
    for span in formula_spans(text, (*framing(), *prescribed)):
        hidden[span.start : span.end] = True
    printed = print_of(text)
    return Masked(printed, ~hidden[printed.places] if len(printed.places) else hidden[:0])


@lru_cache(maxsize=1)
def framing() -> tuple[str, ...]:
    """Titles, headings and transitions that papers of every unit share."""
    lines = files("service.language.data").joinpath("framing.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line)
