"""The sample library's own faults: YAML that names, under ``sample_library``, which qualities of
paper count as good."""

from collections.abc import Sequence
from pathlib import Path

from service.evaluation.forms import yaml_of
from service.evaluation.library import score_library
from service.evaluation.report import Figure, Scored
from service.evaluation.statistics import Share

_FIELD = "sample_library"


def sets(files: Sequence[Path]) -> list[Path]:
    """YAML files that ask for the sample library."""
    return [path for path in files if isinstance(data := yaml_of(path), dict) and _FIELD in data]


def score(sets: Sequence[Path]) -> Scored:
    """Recall of the library's planted faults; what is flagged on good papers goes to the rules."""
    clean = {str(quality) for path in sets for quality in yaml_of(path)[_FIELD]}
    found = score_library(clean)
    right = sum(tally.found for tally in found.tallies)
    planted = sum(tally.planted for tally in found.tallies)
    figure = Figure.of("样例库", "植入的毛病：找出", Share(right, planted))
    return Scored(figures=(figure,), tallies=found.tallies)
