"""Making drafted sentences and items: the few forms every composed chapter is built from."""

import re
from collections.abc import Iterable, Sequence

from service.drafting.register import Told
from service.drafting.wording import register
from service.language.normal import normal
from service.paper import Item, ItemRole, Sentence

DUTY_BLANK = "【待补：责任人、完成时限】"
ACTION_BLANK = "【待补：具体举措和完成标准、责任人、完成时限】"
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
    """``piece`` told after ``opener`` (座谈会反映), or plainly without one."""
    mark = "：" if piece.text.startswith("“") and piece.text.endswith("”") else "，"
    text = f"{opener}{mark}{piece.text}" if opener else piece.text
    return fact(f"{text}。", notes, piece.quote)


def wish(piece: Told, notes: Iterable[str]) -> Sentence:
    """A wish told as a wish: 有同志建议…, or 有同志提出，… where it does not name itself."""
    names_itself = re.match(register().names_itself, piece.text)
    return fact(f"有同志{'' if names_itself else '提出，'}{piece.text}。", notes, piece.quote)


def channel(source: str) -> str:
    """A source's official name; empty for an unknown one."""
    return next((name for cue, name in register().channels if re.search(cue, source)), "")


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
