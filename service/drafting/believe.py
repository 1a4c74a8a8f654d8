"""From what a model proposes to what may be printed, and what was refused and why."""

from collections.abc import Sequence

from service.drafting.grounding import Record, anchored, unmasked, verify, verify_headline
from service.drafting.register import masked, third_person
from service.drafting.sentences import cited, item
from service.drafting.shapes import (
    ProposedCause,
    ProposedItem,
    ProposedMeasure,
    ProposedSentence,
)
from service.drafts import Refusal
from service.language.about import overlap
from service.language.normal import visible
from service.paper import Item, ItemRole, Sentence
from service.value import Value

# A cited note that shares less than this with its sentence, and no group with the note quoted,
# is not what the sentence stands on.
_RELATED = 0.35


class Believed(Value):
    """The items that may be printed, the sentences kept out, and the headlines kept out: those
    are not worth asking again for, a headline from the notes takes their place."""

    items: tuple[Item, ...] = ()
    refused: tuple[Refusal, ...] = ()
    retitled: tuple[Refusal, ...] = ()

    @property
    def facts(self) -> int:
        """How many sentences of fact were kept."""
        return sum(s.kind == "fact" for i in self.items for s in i.sentences)


def believed(
    proposals: Sequence[ProposedItem],
    record: Record,
    *,
    section: str,
    role: ItemRole,
    problems: Sequence[Item] = (),
) -> Believed:
    """The proposals that hold, each an item with an empty id; links, owner and deadline are
    still as proposed.

    ``problems`` are those that causes and measures may link: their notes count as the item's.
    A headline that does not hold is left empty for the caller to fill. A problem without any
    fact left is dropped; a cause or measure keeps its place.
    """
    items: list[Item] = []
    refused: list[Refusal] = []
    retitled: list[Refusal] = []
    for proposal in proposals:
        linked = [n for p in problems if p.id in _links(proposal) for n in cited(p)]
        kept, out = _sentences(proposal, record, section, linked)
        refused += out
        if role == "problem" and not any(s.kind == "fact" for s in kept):
            continue
        around = (*linked, *(i for s in kept for i in s.notes))
        headline = proposal.headline.strip().rstrip("。；;，,：:. ")
        answered = [p.headline for p in problems if p.id in _links(proposal)]
        reason = verify_headline(headline, record, around, answered)
        if reason:
            retitled.append(Refusal(section=section, text=headline, reason=reason))
            headline = ""
        items.append(_item(proposal, role, headline, kept))
    return Believed(items=tuple(items), refused=tuple(refused), retitled=tuple(retitled))


def _item(
    proposal: ProposedItem, role: ItemRole, headline: str, sentences: Sequence[Sentence]
) -> Item:
    made = item("", role, headline, sentences, _links(proposal))
    if not isinstance(proposal, ProposedMeasure):
        return made
    return made.model_copy(update={"owner": proposal.owner, "deadline": proposal.deadline})


def _links(proposal: ProposedItem) -> list[str]:
    return proposal.links if isinstance(proposal, ProposedCause) else []


def _sentences(
    proposal: ProposedItem, record: Record, section: str, linked: Sequence[str]
) -> tuple[list[Sentence], list[Refusal]]:
    read = [_read(proposed, record) for proposed in proposal.sentences]
    reasons = {at: verify(s, record) for at, s in enumerate(read) if s.kind == "fact"}
    around = [*linked, *(note for at in reasons if not reasons[at] for note in read[at].notes)]
    kept: list[Sentence] = []
    refused: list[Refusal] = []
    for at, sentence in enumerate(read):
        reason = reasons[at] if at in reasons else verify(sentence, record, around)
        if reason:
            refused.append(Refusal(section=section, text=sentence.text, reason=reason))
        elif all(sentence.text != other.text for other in kept):
            kept.append(sentence)
    return kept, refused


def _read(proposed: ProposedSentence, record: Record) -> Sentence:
    text = third_person(visible(proposed.text).strip())
    if proposed.kind != "question" and text and text[-1] not in "。！？；：":
        text += "。"
    ids = tuple(dict.fromkeys(proposed.notes))
    if proposed.kind == "framing":
        return Sentence(text=text, kind="framing")
    if proposed.kind == "question":
        return Sentence(
            text=text, kind="question", notes=tuple(i for i in ids if i in record.notes)
        )
    notes = [record.notes[i] for i in ids if i in record.notes]
    quote = anchored(proposed.quote, notes) or unmasked(proposed.quote, notes) or proposed.quote
    return Sentence(text=text, kind="fact", notes=_standing(ids, quote, text, record), quote=quote)


def _standing(ids: tuple[str, ...], quote: str, text: str, record: Record) -> tuple[str, ...]:
    """The ids the sentence stands on; unknown ones stay, so that verification names them."""
    quoted = [i for i in ids if i in record.notes and anchored(quote, [record.notes[i]])]
    groups = {record.notes[i].group for i in quoted} - {None}
    return tuple(
        i
        for i in ids
        if i not in record.notes
        or i in quoted
        or record.notes[i].group in groups
        or overlap(masked(record.notes[i]), text) >= _RELATED
    )


def numbered(items: Sequence[Item], prefix: str, first: int = 1) -> tuple[Item, ...]:
    """The items with ids: ``prefix`` and a number from ``first``."""
    return tuple(
        found.model_copy(update={"id": f"{prefix}{at}"}) for at, found in enumerate(items, first)
    )


def citing(items: Sequence[Item]) -> set[str]:
    """The ids of the notes that the items' facts stand on."""
    facts = [i.model_copy(update={"sentences": _facts(i)}) for i in items]
    return {note for i in facts for note in cited(i)}


def _facts(found: Item) -> tuple[Sentence, ...]:
    return tuple(s for s in found.sentences if s.kind == "fact")
