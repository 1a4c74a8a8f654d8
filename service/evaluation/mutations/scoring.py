"""Which mutations are flagged by their rule at their place, and what is flagged besides."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from service.checks import check, load_cards
from service.evaluation.marks import touches
from service.evaluation.mutations.bases import Base
from service.evaluation.mutations.links import link_mutations
from service.evaluation.mutations.measures import measure_mutations
from service.evaluation.mutations.mutation import Mutation
from service.evaluation.mutations.shape import shape_mutations
from service.evaluation.mutations.written import written_mutations
from service.evaluation.reach import reach
from service.evaluation.rules import Tally
from service.flags import Flag
from service.rule import Card
from service.subject import Subject
from service.value import Value


class MutationScore(Value):
    """``tallies`` by rule; ``missed`` and ``alarms`` for a person to read. ``mutations`` counts
    them by sort."""

    tallies: tuple[Tally, ...] = ()
    missed: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    mutations: dict[str, int] = {}


def mutations_of(base: Base) -> Iterator[Mutation]:
    """Every mutation of a base: those of its structure made by code, and the written ones."""
    yield from shape_mutations(base)
    yield from link_mutations(base)
    yield from measure_mutations(base)
    yield from written_mutations(base)


def score_mutations(bases: Iterable[Base]) -> MutationScore:
    """Recall by rule. A false flag is one of any rule that some mutation of the same base names,
    that the base itself does not have, that stands elsewhere than the change, and that does not
    follow from it."""
    found = [_scored(base) for base in bases]
    sorts: Counter[str] = Counter()
    for score in found:
        sorts.update(score.mutations)
    return MutationScore(
        tallies=tuple(tally for score in found for tally in score.tallies),
        missed=tuple(line for score in found for line in score.missed),
        alarms=tuple(line for score in found for line in score.alarms),
        mutations=dict(sorts),
    )


def _scored(base: Base) -> MutationScore:
    mutations = list(mutations_of(base))
    rules = {mutation.rule for mutation in mutations}
    cards = [card for card in load_cards() if card.id in rules]
    before = Counter(map(_said, check(base.subject(base.plain), cards)))
    flagged = {rule for rule, _, _ in before}
    # Where the base has the fault already and the change has no place, nothing could be told.
    mutations = [m for m in mutations if m.spans or m.names or m.rule not in flagged]
    tallies, missed, alarms = [], [], []
    for mutation in mutations:
        right, false = _judged(base, mutation, cards, before)
        tallies.append(Tally(rule=mutation.rule, planted=1, found=int(right)))
        tallies += [Tally(rule=flag.rule, false=1) for flag in false]
        label = f"{base.unit} {mutation.sort} {mutation.rule}"
        changed = "；".join(mutation.text[a:b][:60] for a, b in mutation.spans)
        missed += [] if right else [f"{label}：{mutation.names or changed}"]
        alarms += [f"{label} → {flag.rule}：{flag.text or flag.message}" for flag in false]
    return MutationScore(
        tallies=tuple(tallies),
        missed=tuple(missed),
        alarms=tuple(alarms),
        mutations=Counter(mutation.sort for mutation in mutations),
    )


def _judged(
    base: Base, mutation: Mutation, cards: Sequence[Card], before: Counter[tuple[str, str, str]]
) -> tuple[bool, list[Flag]]:
    """Whether the mutation was found, and the flags that came with it for no reason."""
    subject = base.subject(mutation.text, mutation.length)
    known = Counter(before)
    right, false = False, []
    for flag in check(subject, cards):
        if known[_said(flag)] > 0:
            known[_said(flag)] -= 1
        elif _meets(mutation, flag, subject):
            right = right or flag.rule == mutation.rule
            false += [] if flag.rule == mutation.rule or _right_there(mutation, flag) else [flag]
        elif not mutation.explains(flag.rule):
            false.append(flag)
    return right, false


def _said(flag: Flag) -> tuple[str, str, str]:
    """What tells flags apart. A message may hold shares that every change moves, so it counts only
    where there is no text."""
    return flag.rule, flag.text, "" if flag.text else flag.message


def _meets(mutation: Mutation, flag: Flag, subject: Subject) -> bool:
    if mutation.names and mutation.names not in flag.message:
        return False
    return not mutation.spans or any(
        touches(a, b, start, end)
        for a, b in reach(flag, subject.paper)
        for start, end in mutation.spans
    )


def _right_there(mutation: Mutation, flag: Flag) -> bool:
    """Whether another rule's flag at the place may stand: the changed words are ours, and they
    may well break a second rule."""
    return bool(mutation.spans) or mutation.explains(flag.rule)
