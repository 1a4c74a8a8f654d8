"""Echoes: flags that tell a person twice what one of them says. The data keep them all."""

from collections.abc import Sequence

from service.flags import Flag

_SAID_ALREADY = (
    # Copied text of last year is last year's problem: both ask why it was not mended.
    ("reuse.repeated-problem", "reuse.own-past"),
    # A problem without a case is most often a generic sentence too, and asks for more.
    ("generic.wording", "generic.no-case"),
)
"""Pairs of rules: the first is an echo where the second speaks of the same item and words."""


def without_echoes(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """The flags in their order, without those that only repeat another one."""
    return tuple(flag for flag in flags if not any(_repeats(flag, other) for other in flags))


def _repeats(flag: Flag, other: Flag) -> bool:
    if (flag.rule, other.rule) not in _SAID_ALREADY or flag.item is None or flag.item != other.item:
        return False
    return flag.start < other.end and other.start < flag.end
