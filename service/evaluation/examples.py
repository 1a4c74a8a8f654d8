"""Examples of rules as subjects: what stands in a card is checked as it would stand in a paper."""

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256

from service.blocks import SourceText
from service.checks import check
from service.kind import Kind
from service.library import Material
from service.notes import Note
from service.paper import ChapterRole
from service.parsing import parse
from service.rule import Card, Example
from service.subject import Subject

_TITLES: dict[ChapterRole, str] = {
    "last_year": "一、上年度整改落实情况",
    "problems": "一、存在的主要问题",
    "cases": "一、典型案例剖析情况",
    "causes": "一、产生问题的原因分析",
    "measures": "一、下一步整改措施",
    "plan": "一、整改任务",
    "requirements": "一、有关要求",
    "other": "一、其他情况",
}


def subject_of_example(example: Example, kinds: Mapping[str, Kind]) -> Subject:
    """A subject in which the example's text is the whole paper, or stands under its role."""
    kind = kinds[example.kind] if example.kind else None
    if kind is not None and example.length:
        kind = kind.model_copy(update={"length": example.length})
    text = as_paper(example)
    paper = parse(SourceText(file="例", format="txt", text=text), kind)
    return Subject(
        file="例",
        text=text,
        paper=paper,
        kind=kind,
        unit=example.unit,
        year=example.year,
        notes=_notes(example),
        past=tuple(_material(past, "own-past", n) for n, past in enumerate(example.past)),
        peers=tuple(_material(peer, "peer", n) for n, peer in enumerate(example.peers)),
    )


def _notes(example: Example) -> tuple[Note, ...]:
    said = [
        Note(id=f"N{n}", source_id=f"R{n}", text=note)
        for n, note in enumerate(example.notes, start=1)
    ]
    clues = [
        Note(id=f"C{n}", source_id=f"J{n}", text=clue, route="clue")
        for n, clue in enumerate(example.clues, start=1)
    ]
    return (*said, *clues)


def as_paper(example: Example) -> str:
    """The example's text, under its role's heading unless it is a paper of its own."""
    heading = _TITLES.get(example.role)
    if "\n" in example.text or heading is None:
        return example.text
    return f"{heading}\n（一）有关方面\n{example.text}\n"


def _material(text: str, use: str, number: int) -> Material:
    paper = parse(SourceText(file=f"{use}-{number}", format="txt", text=text))
    return Material.model_validate(
        {
            "sha256": sha256(text.encode()).hexdigest(),
            "owner": "本单位" if use == "own-past" else f"其他单位{number}",
            "use": use,
            "file": f"{use}-{number}",
            "text": text,
            "paper": paper,
        }
    )


def wrong_examples(card: Card, kinds: Mapping[str, Kind]) -> Iterator[str]:
    """What the card's own examples say that the rule does not do, one Chinese line each."""
    for example in card.hit:
        found = Counter(flag.text for flag in check(subject_of_example(example, kinds), [card]))
        if not found:
            yield f"{card.id}：应当标出而没有标：{example.text}"
        elif example.flags and found != Counter(example.flags):
            marked = "、".join(found)
            yield f"{card.id}：标的地方不对（标了“{marked}”）：{example.text}"
    for example in card.miss:
        for flag in check(subject_of_example(example, kinds), [card]):
            yield f"{card.id}：不该标而标了“{flag.text}”：{example.text}"
