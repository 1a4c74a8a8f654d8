"""Coverage (意见回应): what became of each note, told from the citations of the paper."""

from collections.abc import Sequence

from service.drafting.register import masked
from service.drafting.sentences import cited
from service.language.confidence import told_in_confidence
from service.language.specifics import EMPTY, Lexicon, unsupported
from service.notes import Coverage, Note
from service.paper import Item, Paper

CLUE = "属于问题线索，原样保存，移交纪检"
BEYOND = "超出本单位权限，请向提出意见的同志说明，或向上级反映"
EMPTY_NOTE = "没有具体内容，只计数"
CONFIDENCE = "提意见的同志要求不写出来，请当面回应"


def coverage(paper: Paper, notes: Sequence[Note], lexicon: Lexicon = EMPTY) -> tuple[Coverage, ...]:
    """One entry a note, in the notes' order.

    ``reflected``: items cite it and hold every checkable detail of it; ``partly``: they cite it
    but a detail is missing; ``missing``: a drafted note that nothing cites; ``set_aside``: empty,
    a clue, or beyond the unit's power, each with its reason.
    """
    citing: dict[str, list[Item]] = {}
    for item in paper.items():
        for ident in cited(item) if item.role != "other" else ():
            citing.setdefault(ident, []).append(item)
    return tuple(_cover(note, citing.get(note.id, []), lexicon) for note in notes)


def missing_details(note: Note, items: Sequence[Item], lexicon: Lexicon = EMPTY) -> tuple[str, ...]:
    """The checkable details of ``note`` that the items citing it do not hold."""
    said = [text for i in items for text in (i.headline, *(s.text for s in i.sentences))]
    return tuple(s.text for s in unsupported(masked(note), said, lexicon))


def _cover(note: Note, items: Sequence[Item], lexicon: Lexicon) -> Coverage:
    aside = set_aside_reason(note)
    if aside:
        return Coverage(note=note.id, status="set_aside", reason=aside)
    if not items:
        return Coverage(note=note.id, status="missing", reason="文中没有回应这条意见")
    telling = [
        i for i in items if any(s.kind == "fact" and note.id in s.notes for s in i.sentences)
    ]
    ids = tuple(i.id for i in telling or items)
    if not telling:
        asked = "已列为待补问题，需由人写出"
        return Coverage(note=note.id, status="partly", items=ids, reason=asked)
    missing = missing_details(note, items, lexicon)
    if missing:
        reason = f"文中没有写到：{'、'.join(missing)}"
        return Coverage(note=note.id, status="partly", items=ids, reason=reason)
    return Coverage(note=note.id, status="reflected", items=ids)


def set_aside_reason(note: Note) -> str:
    """Why a note does not go into the paper, or nothing."""
    if note.route == "clue":
        return CLUE
    if note.route == "beyond":
        return f"{BEYOND}（{note.reason}）" if note.reason else BEYOND
    if note.empty:
        return EMPTY_NOTE
    return CONFIDENCE if told_in_confidence(note.text) else ""
