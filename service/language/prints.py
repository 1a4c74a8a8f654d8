"""Prints: texts as they are compared for copying, letters only, with the way back to the source."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from service.language.assigned import assigned_spans
from service.language.formulae import formula_spans

_FULL_ZERO, _FULL_NINE = ord("０"), ord("９")
_TO_HALF = _FULL_ZERO - ord("0")
_BASIC = 0x10000
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
        # The last letter reaches only the low bits; whoever keeps the high ones needs it there.
        return (hashes ^ (hashes >> np.uint64(32))) * _FACTOR


@dataclass(frozen=True, slots=True)
class Masked:
    """A print with what counts in it: ``open[i]`` is false inside official wording."""

    print: Print
    open: npt.NDArray[np.bool_] = field(repr=False)


def print_of(text: str) -> Print:
    """The print of ``text``: letters and digits in half width."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kept = _letter_table()[np.minimum(codes, _BASIC)]
    for place in np.flatnonzero(codes >= _BASIC).tolist():
        kept[place] = text[place].isalnum()
    places = np.flatnonzero(kept).astype(np.int32)
    letters = codes[places]
    full = (letters >= _FULL_ZERO) & (letters <= _FULL_NINE)
    half = np.where(full, letters - np.uint32(_TO_HALF), letters)
    return Print(half.astype("<u4").tobytes().decode("utf-32-le"), places)


@lru_cache(maxsize=1)
def _letter_table() -> npt.NDArray[np.bool_]:
    """For each code of the basic plane whether it is a letter or a digit; one asks so of millions
    of characters. The entry behind the last stands for all others."""
    return np.array([chr(code).isalnum() for code in range(_BASIC)] + [False], dtype=np.bool_)


def masked(text: str, prescribed: Sequence[str] = ()) -> Masked:
    """The print with official wording masked, the words every paper frames its parts with, who
    answers for what by when, and ``prescribed``: aspect titles, the theme."""
    hidden = np.zeros(len(text), dtype=np.bool_)
    for start, end in assigned_spans(text):
        hidden[start:end] = True
    for span in formula_spans(text, (*framing(), *prescribed)):
        hidden[span.start : span.end] = True
    printed = print_of(text)
    return Masked(printed, ~hidden[printed.places] if len(printed.places) else hidden[:0])


@lru_cache(maxsize=1)
def framing() -> tuple[str, ...]:
    """Titles, headings and transitions that papers of every unit share."""
    lines = files("service.language.data").joinpath("framing.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line)
