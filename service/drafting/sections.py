"""Writing one section with a model: what it proposes, verified, and what it left out, composed."""

from collections import Counter
from collections.abc import Sequence

from service.drafting.asking import (
    Asked,
    Desk,
    causes_prompt,
    failed,
    measures_prompt,
    problems_prompt,
)
from service.drafting.believe import Believed, believed, citing, numbered
from service.drafting.bundles import Bundle
from service.drafting.causes import answered, cause_items
from service.drafting.compose import problem_prefix
from service.drafting.coverage import missing_details
from service.drafting.grounding import anchored, verify
from service.drafting.heading import problem_headline
from service.drafting.measures import blank, demand_sentences, measure_items
from service.drafting.problems import nameable_channels, problem_items
from service.drafting.register import masked
from service.drafting.sentences import (
    cited,
    fact,
    item,
    question,
)
from service.drafting.shapes import CausesAnswer, MeasuresAnswer, ProblemsAnswer
from service.drafting.telling import fact_sentences
from service.drafts import Refusal, Usage
from service.kind import AspectSpec
from service.notes import Note
from service.paper import Item, Sentence
from service.value import Value

_LEAST_TOKENS = 4096
_PER_NOTE = 260


class Part(Value):
    """One section as it will be printed, what was refused in it, and what it cost."""

    items: tuple[Item, ...] = ()
    refused: tuple[Refusal, ...] = ()
    usage: Usage = Usage()
    stamps: tuple[str, ...] = ()


async def write_problems(desk: Desk, aspect: AspectSpec) -> Part:
    """The problems of one aspect; every note of it is cited by some item."""
    notes = desk.snapshot.filed(aspect)
    label = f"{aspect.short}·问题"

    def believe(answer: ProblemsAnswer) -> Believed:
        return believed(answer.items, desk.record, section=label, role="problem")

    prompt = problems_prompt(desk, aspect, notes)
    tokens = max(_LEAST_TOKENS, _PER_NOTE * len(notes))
    asked = await desk.ask(prompt, ProblemsAnswer, believe, max_tokens=tokens)
    prefix = problem_prefix(desk.snapshot, aspect)
    items = numbered([_headed(desk, i) for i in asked.believed.items], f"{prefix}-")
    items = tuple(_asking_once(_with_details(desk, i)) for i in items)
    left = [note for note in notes if note.id not in citing(items)]
    channels = nameable_channels(desk.snapshot.drafted())
    taken = [i.headline for i in items]
    rest = problem_items(left, prefix, channels, first=len(items) + 1, taken=taken)
    return _part(asked, label, (*items, *rest))


async def write_causes(desk: Desk, problems: Sequence[Item]) -> Part:
    """The causes of all problems; every problem is linked by some cause."""
    label = "原因分析"

    def believe(answer: CausesAnswer) -> Believed:
        return believed(answer.items, desk.record, section=label, role="cause", problems=problems)

    prompt = causes_prompt(desk, problems)
    asked = await desk.ask(prompt, CausesAnswer, believe, max_tokens=_LEAST_TOKENS)
    linked = _linked(asked.believed.items, problems)
    items = numbered([_cause_headed(desk, i, problems) for i in linked], "c")
    left = _unanswered(items, problems)
    rest = cause_items(left, desk.snapshot.drafted(), first=len(items) + 1)
    return _part(asked, label, (*items, *rest))


async def write_measures(desk: Desk, aspect: AspectSpec, problems: Sequence[Item]) -> Part:
    """The measures of one aspect; every problem is linked by some measure."""
    label = f"{aspect.short}·措施"

    def believe(answer: MeasuresAnswer) -> Believed:
        return believed(answer.items, desk.record, section=label, role="measure", problems=problems)

    prompt = measures_prompt(desk, aspect, problems)
    asked = await desk.ask(prompt, MeasuresAnswer, believe, max_tokens=_LEAST_TOKENS)
    linked = _linked(asked.believed.items, problems)
    prefix = problem_prefix(desk.snapshot, aspect).replace("p", "m")
    ready = [_assigned(desk, i, problems) for i in linked]
    items = numbered(ready, f"{prefix}-")
    left = _unanswered(items, problems)
    rest = measure_items(left, desk.snapshot.drafted(), prefix, first=len(items) + 1)
    return _part(asked, label, (*items, *rest))


def _part(asked: Asked, label: str, items: tuple[Item, ...]) -> Part:
    notice = (failed(label, asked.failure),) if asked.failure else ()
    refused = (*asked.believed.refused, *asked.believed.retitled, *notice)
    return Part(items=items, refused=refused, usage=asked.usage, stamps=asked.stamps)


def _headed(desk: Desk, found: Item) -> Item:
    """A problem whose own headline did not hold gets one from its notes."""
    if found.headline:
        return found
    notes = [desk.record.notes[i] for i in cited(found)]
    headline = problem_headline(_one_matter(notes))
    return item(found.id, found.role, headline, found.sentences)


def _with_details(desk: Desk, found: Item) -> Item:
    """The item with the sentences of those notes of which it dropped a checkable detail."""
    lexicon = desk.snapshot.lexicon
    notes = [desk.record.notes[i] for i in cited(found) if i in citing([found])]
    short = [note for note in notes if missing_details(note, [found], lexicon)]
    if not short:
        return found
    added = fact_sentences(_one_matter(short), frozenset())
    sentences = sorted([*found.sentences, *added], key=lambda s: s.kind == "question")
    return item(found.id, found.role, found.headline, sentences, found.links)


def _asking_once(found: Item) -> Item:
    """The item with its facts first and one question at most at its end."""
    told = [s for s in found.sentences if s.kind != "question"]
    asked = [s for s in found.sentences if s.kind == "question"]
    return item(found.id, found.role, found.headline, [*told, *asked[:1]], found.links)


def _one_matter(notes: Sequence[Note]) -> Bundle:
    theme = Counter(note.theme for note in notes).most_common(1)[0][0]
    return Bundle(theme=theme or "具体", notes=tuple(notes))


def _linked(items: Sequence[Item], problems: Sequence[Item]) -> list[Item]:
    """The items that answer a known problem, with only such links."""
    known = {p.id for p in problems}
    kept = [
        i.model_copy(update={"links": tuple(dict.fromkeys(x for x in i.links if x in known))})
        for i in items
    ]
    return [i for i in kept if i.links]


def _unanswered(items: Sequence[Item], problems: Sequence[Item]) -> list[Item]:
    linked = {link for i in items for link in i.links}
    return [p for p in problems if p.id not in linked]


def _cause_headed(desk: Desk, found: Item, problems: Sequence[Item]) -> Item:
    linked = [p for p in problems if p.id in found.links]
    drafted = cause_items(linked, desk.snapshot.drafted())[0]
    asks = any(s.kind == "question" for s in found.sentences)
    ending = [s for s in drafted.sentences if s.kind == "question" and not asks]
    sentences = (*answered(linked), *found.sentences, *ending)
    headline = found.headline or drafted.headline
    return _asking_once(item(found.id, "cause", headline, sentences, found.links))


def _assigned(desk: Desk, found: Item, problems: Sequence[Item]) -> Item:
    """The measure with an owner and a deadline that its notes name, else with the blanks.

    What the notes propose and the model left out is added; one blank asks for what nobody named,
    so the model's own questions are left out.
    """
    linked = [p for p in problems if p.id in found.links]
    composed = measure_items(linked, desk.snapshot.drafted(), "m")[0]
    notes = [desk.record.notes[i] for i in dict.fromkeys(n for p in linked for n in cited(p))]
    left = [note for note in notes if note.id not in citing([found])]
    told = [s for s in found.sentences if s.kind != "question"]
    kept = [*demand_sentences(left), *told]
    owner = _named(desk, "责任人", found.owner, notes)
    deadline = _named(desk, "完成时限", found.deadline, notes)
    headline = found.headline or composed.headline
    ends = _duties(owner, deadline, action=not any(s.kind == "fact" for s in kept))
    ready = item(found.id, "measure", headline, [*kept, *ends], found.links)
    named = {"owner": owner, "deadline": deadline}
    return ready.model_copy(update={k: s.quote if s else "" for k, s in named.items()})


def _duties(owner: Sentence | None, deadline: Sentence | None, *, action: bool) -> list[Sentence]:
    """Who and by when: what the notes name, and a blank for what they do not."""
    if owner is None and deadline is None:
        return [blank(action=action)]
    return [owner or question("责任人"), deadline or question("完成时限")]


def _named(desk: Desk, label: str, value: str, notes: Sequence[Note]) -> Sentence | None:
    """A sentence that names ``value``, when a note says it and verification lets it stand."""
    holding = [n for n in notes if anchored(value, [n]) and value in masked(n)]
    if not holding:
        return None
    quote = anchored(value, holding)
    sentence = fact(f"{label}：{quote}。", [holding[0].id], quote)
    return None if verify(sentence, desk.record) else sentence
