"""Drafting: notes into a cited paper, with a model or without one.

``compose`` needs no model; ``write`` asks one and believes nothing it cannot verify; ``revise``
has it make flagged sentences concrete; ``matter_of``, ``composed`` and ``written`` draft one item
again; ``problems_from`` turns comments into draft problems.
"""

from service.drafting.again import Matter, Redrafted, composed, matter_of, written
from service.drafting.compose import compose
from service.drafting.coverage import coverage
from service.drafting.grounding import Record, verify
from service.drafting.problems import problems_from
from service.drafting.revise import revise
from service.drafting.schedule import Progress
from service.drafting.snapshot import Snapshot
from service.drafting.watching import SectionWatch, WrittenSection
from service.drafting.write import write

__all__ = [
    "Matter",
    "Progress",
    "Record",
    "Redrafted",
    "SectionWatch",
    "Snapshot",
    "WrittenSection",
    "compose",
    "composed",
    "coverage",
    "matter_of",
    "problems_from",
    "revise",
    "verify",
    "write",
    "written",
]
