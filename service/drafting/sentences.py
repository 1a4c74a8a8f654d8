"""Making drafted sentences and items: the few forms every composed chapter is built from."""

import re
from collections.abc import Iterable, Sequence

from service.drafting.register import Told
from service.drafting.wording import picked, register
from service.language.normal import normal
from service.paper import Item, ItemRole, Sentence

OWNER_BLANK = "【待补：责任人】"
DEADLINE_BLANK = "【待补：完成时限】"
_LONGEST_QUESTION = 160


def question(text: str, notes: Sequence[str] = (), quote: str = "") -> Sentence:
    """A 【待补：…】 sentence; brackets and line ends inside ``text`` would break its form."""
    plain = re.sub(r"[\s【】]+", " ", text).strip(" 。；，？?")
    plain = re.sub(r"“([^“”]*)“([^“”]*)”([^“”]*)”", r"“\1‘\2’\3”", plain)
    if len(plain) > _LONGEST_QUESTION:
        plain = plain[: _LONGEST_QUESTION - 1] + "…"
    return Sentence(
        text=f"【待补：{plain}】", kind="question", notes=tuple(dict.fromkeys(notes)), quote=quote
    )


def framing(text: str) -> Sentence:
    """A sentence that connects and says nothing checkable."""
    return Sentence(text=text, kind="framing")


def fact(text: str, notes: Iterable[str], quote: str) -> Sentence:
    """A sentence of fact with the notes it stands on."""
    return Sentence(text=text, kind="fact", notes=tuple(dict.fromkeys(notes)), quote=quote)


def count(text: str, notes: Iterable[str], quote: str) -> Sentence:
    """A fact that counts notes: ``{n}`` in ``text`` becomes how many ``notes`` are."""
    cited = tuple(dict.fromkeys(notes))
    return fact(text.replace("{n}", str(len(cited))), cited, quote)


def report(piece: Told, opener: str, notes: Iterable[str]) -> Sentence:
    """``piece`` told after ``opener`` (有同志反映), in 「」 where its words are kept as said."""
    if piece.demand and not piece.spoken and re.match(register().names_itself, piece.text):
        return fact(f"有同志{piece.text}。", notes, piece.quote)
    body = f"：「{piece.text}」" if piece.spoken else f"，{piece.text}"
    return fact(f"{opener}{body}。", notes, piece.quote)


def plain_opener(index: int, by: str) -> str:
    """An opener that names no channel; neighbours in one item differ."""
    openers = register().plain_openers
    first = openers.index(picked(openers, by))
    return openers[(first + index) % len(openers)]


def channel(source: str) -> tuple[str, str]:
    """A source's official name and how a report from it opens; empty for an unknown one."""
    found = ((name, opener) for cue, name, opener in register().channels if re.search(cue, source))
    return next(found, ("", ""))


def item(
    ident: str,
    role: ItemRole,
    headline: str,
    sentences: Sequence[Sentence],
    links: Iterable[str] = (),
) -> Item:
    """An item whose text is its headline and its sentences; typesetting adds the marker."""
    head = f"{headline}。" if normal(headline) else ""
    return Item(
        id=ident,
        role=role,
        headline=headline,
        text=head + "".join(sentence.text for sentence in sentences),
        links=tuple(links),
        sentences=tuple(sentences),
    )


def cited(found: Item) -> tuple[str, ...]:
    """The ids of the notes an item's sentences stand on, in order, each once."""
    return tuple(dict.fromkeys(note for s in found.sentences for note in s.notes))
