"""Faults that a person wrote: words of a base replaced by others."""

from collections.abc import Iterator

from service.errors import BadData
from service.evaluation.mutations.bases import Base, Change
from service.evaluation.mutations.mutation import Mutation


def written_mutations(base: Base) -> Iterator[Mutation]:
    """One mutation a change. Raises BadData for words that the base does not have."""
    return (_mutation(base, change) for change in base.changes)


def _mutation(base: Base, change: Change) -> Mutation:
    text = base.plain
    at = text.find(change.old)
    if at < 0 or change.cut not in text:
        raise BadData(f"{base.unit}：底稿里没有“{change.old if at < 0 else change.cut}”")
    text = text[:at] + change.new + text[at + len(change.old) :]
    if change.cut:
        text = text.replace(change.cut, "")
    # What is only missing has no place of its own.
    spans = ((at, at + len(change.new)),) if change.new else ()
    if change.rule.startswith("cover."):
        spans = ()
    return Mutation("改写", change.rule, text, spans=spans, also=change.also)
