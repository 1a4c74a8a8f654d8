"""Specifics: numbers, shares, dates, titles, meetings, departments, persons and units of a text.

``specifics`` finds them, ``unsupported`` says which of them no record holds. One module a kind,
listed in ``support.KINDS``.
"""

from service.language.specifics.support import (
    KINDS,
    claims,
    ground,
    nearest,
    specifics,
    supported,
    supported_by,
    unsupported,
)
from service.language.specifics.value import EMPTY, Lexicon, Specific, SpecificKind

__all__ = [
    "EMPTY",
    "KINDS",
    "Lexicon",
    "Specific",
    "SpecificKind",
    "claims",
    "ground",
    "nearest",
    "specifics",
    "supported",
    "supported_by",
    "unsupported",
]
