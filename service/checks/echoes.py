"""Echoes and murmurs: flags that tell a person twice what one of them says, or that the rule itself
is least sure of. The data keep them all."""

from collections.abc import Sequence

from service.flags import Flag

_SAID_ALREADY = (
    # Copied text of last year is last year's problem: both ask why it was not mended.
    ("reuse.repeated-problem", "reuse.own-past"),
    # A problem without a case is most often a generic sentence too, and asks for more.
    ("generic.wording", "generic.no-case"),
    # What is copied is to be written anew with this unit's and this year's people and facts.
    ("generic.wording", "reuse.own-past"),
    ("generic.wording", "reuse.peer"),
    ("generic.no-case", "reuse.own-past"),
    ("generic.no-case", "reuse.peer"),
    # A measure without an action needs one first; that question asks who and when as well.
    ("measure.no-owner", "measure.vague"),
    ("measure.no-deadline", "measure.vague"),
    # Last year's plan left standing is no other unit's wording.
    ("reuse.peer", "left.stale-year"),
)
"""Pairs of rules: the first is an echo where the second speaks of the same item and words."""

_OF_ITEMS = frozenset(
    {
        ("reuse.repeated-problem", "reuse.own-past"),
        ("measure.no-owner", "measure.vague"),
        ("measure.no-deadline", "measure.vague"),
    }
)
"""Pairs of which the first speaks of the whole item: it is an echo wherever in it the second is."""

_CLUSTERS = {"left.placeholder": 2, "left.scrape": 12, "left.foreign-unit": 12}
"""Rules whose findings come in clusters, with the letters between two of one: XX月XX日 is one
blank, 自学XX次、党课XX次 are two."""

_LEAST_SCORE = {"generic.wording": 0.7, "measure.no-deadline": 0.4}
"""Scores from which on a person is shown a rule's flags. Labelled sentences that are called generic
below it say something telling as well far more often than those above; a single measure that is to
be repeated (每季度) has its days without a deadline."""


def without_echoes(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """The flags in their order, without those that only repeat another one."""
    return tuple(flag for flag in flags if not any(_repeats(flag, other) for other in flags))


def sure_enough(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """The flags in their order, without those whose rule ranks them too low to take anybody's
    time."""
    return tuple(flag for flag in flags if flag.score >= _LEAST_SCORE.get(flag.rule, 0.0))


def _repeats(flag: Flag, other: Flag) -> bool:
    if flag.rule == other.rule:
        return _clustered(flag, other)
    pair = (flag.rule, other.rule)
    if pair not in _SAID_ALREADY or flag.item is None or flag.item != other.item:
        return False
    return pair in _OF_ITEMS or (flag.start < other.end and other.start < flag.end)


def _clustered(flag: Flag, other: Flag) -> bool:
    """Whether ``other`` is the same finding a few letters earlier in the sentence."""
    alike = (flag.message, flag.fingerprint) == (other.message, other.fingerprint)
    near = other.end <= flag.start <= other.end + _CLUSTERS.get(flag.rule, -1)
    return alike and near
