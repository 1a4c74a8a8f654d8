"""What the sets say of each rule: faults that it found, and flags where there was none.

Three counts are kept apart. ``planted`` and ``found`` are faults that the set put in or a person
marked. ``false`` are flags where the set says that there is no such fault. ``on_good`` are flags in
papers that are good as a whole and that nobody read flag by flag: some of them are right.
"""

from collections import defaultdict
from collections.abc import Iterable

from service.evaluation.statistics import Share
from service.value import Value

_K = 2
"""Proselint's exponent: how dear a false alarm is."""


class Tally(Value):
    """Counts of one rule; ``characters`` are those of the good papers that were looked through."""

    rule: str
    planted: int = 0
    found: int = 0
    false: int = 0
    on_good: int = 0
    characters: int = 0


class RuleScore(Tally):
    """A rule's counts over all sets. ``recall`` is found of planted, bounded at 95 % by ``low`` and
    ``high``; ``per_thousand`` is flags a 1,000 characters of good papers; ``lintscore`` is
    T·(T/(T+F))^2 with T found and F false; ``lintscore_strict`` counts what is on good papers as
    false too."""

    recall: float
    low: float
    high: float
    per_thousand: float
    lintscore: float
    lintscore_strict: float


def rule_scores(tallies: Iterable[Tally]) -> tuple[RuleScore, ...]:
    """One score a rule, by id; tallies of the same rule are added up."""
    by_rule: dict[str, list[Tally]] = defaultdict(list)
    for tally in tallies:
        by_rule[tally.rule].append(tally)
    return tuple(_score(rule, by_rule[rule]) for rule in sorted(by_rule))


def all_rules(scores: Iterable[RuleScore]) -> RuleScore | None:
    """All rules as one; None without any."""
    tallies = [Tally(rule="all", **score.model_dump(exclude={"rule"})) for score in scores]
    if not tallies:
        return None
    # Every rule looks through the same good papers, so their characters count once.
    characters = max(tally.characters for tally in tallies)
    score = _score("all", tallies)
    return score.model_copy(
        update={
            "characters": characters,
            "per_thousand": _per_thousand(score.on_good, characters),
        }
    )


def lintscore(found: int, false: int) -> float:
    """T·(T/(T+F))^k as proselint scores a linter: found faults, discounted by false alarms."""
    return found * (found / (found + false)) ** _K if found else 0.0


def _score(rule: str, tallies: Iterable[Tally]) -> RuleScore:
    parts = list(tallies)
    names = ("planted", "found", "false", "on_good", "characters")
    n = {name: sum(getattr(part, name) for part in parts) for name in names}
    recall = Share(n["found"], n["planted"])
    return RuleScore(
        rule=rule,
        **n,
        recall=recall.value,
        low=recall.low,
        high=recall.high,
        per_thousand=_per_thousand(n["on_good"], n["characters"]),
        lintscore=lintscore(n["found"], n["false"]),
        lintscore_strict=lintscore(n["found"], n["false"] + n["on_good"]),
    )


def _per_thousand(flags: int, characters: int) -> float:
    return 1000 * flags / characters if characters else 0.0
