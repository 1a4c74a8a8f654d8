"""The packaged kinds, read once: an evaluation asks for them hundreds of times."""

from collections.abc import Mapping
from functools import cache

from service.kind import Kind
from service.kinds import load_kinds


@cache
def known_kinds() -> Mapping[str, Kind]:
    """Every packaged kind by id."""
    return load_kinds()
