"""Problem items from notes, without a model."""

from collections import Counter
from collections.abc import Sequence

from service.drafting.bundles import Bundle, bundles
from service.drafting.heading import heading
from service.drafting.lacking import lacking, untold
from service.drafting.sentences import channel, item
from service.drafting.telling import fact_sentences
from service.drafting.wording import register
from service.kind import Kind
from service.notes import Note
from service.paper import Item

# A channel with fewer opinions could give away who spoke (see DESIGN on anonymity).
LEAST_PER_CHANNEL = 5


def problem_items(
    notes: Sequence[Note],
    prefix: str,
    channels: frozenset[str] = frozenset(),
    first: int = 1,
    taken: Sequence[str] = (),
) -> tuple[Item, ...]:
    """One item a bundle of ``notes``; ids are ``prefix`` and a number from ``first``.

    ``channels`` are the sources that may be named, ``taken`` the headlines already used. Every
    note is cited by some item.
    """
    found: list[Item] = []
    for at, bundle in enumerate(bundles(notes) if notes else (), start=first):
        used = [*taken, *(i.headline for i in found)]
        found.append(_problem(bundle, f"{prefix}-{at}", channels, used))
    return tuple(found)


def problems_from(notes: Sequence[Note], kind: Kind) -> tuple[Item, ...]:
    """Comment notes as draft problem items, in the order of the kind's aspects.

    Empty notes, clues and matters beyond the unit are left out. Notes without an aspect of this
    kind come last.
    """
    drafted = [note for note in notes if note.route == "draft" and not note.empty]
    titles = [aspect.title for aspect in kind.aspects]
    filed = [[n for n in drafted if n.aspect == title] for title in titles]
    filed.append([n for n in drafted if n.aspect not in titles])
    channels = nameable_channels(drafted)
    return tuple(
        found
        for at, part in enumerate(filed, start=1)
        if part
        for found in problem_items(part, f"p{at}", channels)
    )


def nameable_channels(notes: Sequence[Note]) -> frozenset[str]:
    """The sources that may be named: those whose channel has enough opinions that naming it gives
    nobody away, and channels of record."""
    counts = Counter(channel(note.source) for note in notes)
    named = {note.source: channel(note.source) for note in notes}
    return frozenset(
        source
        for source, name in named.items()
        if name and (counts[name] >= LEAST_PER_CHANNEL or name in register().formal)
    )


def _problem(bundle: Bundle, ident: str, channels: frozenset[str], taken: Sequence[str]) -> Item:
    headline, phrase = heading(bundle, taken)
    sentences = list(fact_sentences(bundle, channels, phrase))
    sentences += untold(bundle.notes, sentences) or lacking(bundle)
    return item(ident, "problem", headline, sentences)
