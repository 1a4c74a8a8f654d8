"""Revising: flagged generic sentences made concrete by the model, once, from the notes only."""

import time
from collections.abc import Sequence

from service.drafting.asking import common_prompt
from service.drafting.coverage import coverage
from service.drafting.grounding import Record, anchored, verify, verify_headline
from service.drafting.sentences import cited, item
from service.drafting.shapes import Revision, RevisionsAnswer
from service.drafting.snapshot import Snapshot
from service.drafts import Draft, Refusal, Usage
from service.errors import ModelFailure
from service.flags import Flag
from service.language.normal import visible
from service.llm.port import Model
from service.paper import Item, Paper, Sentence
from service.prompting import plain, render
from service.typeset import typeset
from service.value import Value

_SECTION = "改写"
_MAX_TOKENS = 4096


_HEADLINE = -1


class _Place(Value):
    """A sentence of a draft: the item's id and the sentence's index in it, -1 its headline."""

    item: str
    index: int


async def revise(
    draft: Draft, flags: Sequence[Flag], model: Model, snapshot: Snapshot, *, deadline_s: float
) -> Draft:
    """``draft`` with the flagged sentences made concrete where the notes allow it.

    ``flags`` point into ``draft.text``; ``snapshot`` is the one the draft was made from. A
    revision that adds anything unsupported or drops a citation is refused and the old sentence
    stays; what was refused is added to ``refused``. The new draft carries no flags: its text has
    moved, so it has to be checked again. Without a usable answer the draft comes back as it was.
    """
    flagged = _flagged(draft, flags)
    if not flagged or snapshot.kind.scope == "individual":
        return draft
    prompt = render(
        "revise_generic",
        common=common_prompt(snapshot).system,
        sentences=[_fields(draft.paper, place) for place in flagged],
    )
    try:
        answer = await model.ask(
            prompt,
            RevisionsAnswer,
            max_tokens=_MAX_TOKENS,
            deadline=time.monotonic() + deadline_s,
        )
    except ModelFailure as failure:
        return _unrevised(draft, failure, model)
    record = Record.of(snapshot)
    paper, refused = draft.paper, list(draft.refused)
    for revision in answer.value.revisions:
        place = _Place(item=revision.item, index=revision.index)
        reason = (
            _objection(paper, place, revision, record) if place in flagged else "没有要求改这一句"
        )
        if reason:
            refused.append(Refusal(section=_SECTION, text=revision.text, reason=reason))
        else:
            paper = _replaced(paper, place, revision, record)
    return _revised(draft, paper, refused, answer.usage, answer.stamp, snapshot)


def _flagged(draft: Draft, flags: Sequence[Flag]) -> list[_Place]:
    """The headlines and sentences that hold the start of a flag, in reading order."""
    starts = {flag.start for flag in flags}
    return [
        _Place(item=found.id, index=index)
        for found in draft.paper.items()
        for index, start, end in _spans(draft.text, found)
        if any(start <= s < end for s in starts)
    ]


def _spans(text: str, found: Item) -> list[tuple[int, int, int]]:
    """Where the headline and the sentences stand: index, start, end; questions left out."""
    spans, at = [], found.start
    parts = [(_HEADLINE, found.headline)] if found.headline else []
    parts += [(index, s.text) for index, s in enumerate(found.sentences)]
    for index, part in parts:
        start = text.find(part, at, found.end)
        if start < 0:
            continue
        at = start + len(part)
        if index == _HEADLINE or found.sentences[index].kind != "question":
            spans.append((index, start, at))
    return spans


def _fields(paper: Paper, place: _Place) -> dict[str, object]:
    found = _item(paper, place)
    headline = place.index == _HEADLINE
    return {
        "item": found.id,
        "index": place.index,
        "notes": cited(found) if headline else found.sentences[place.index].notes or cited(found),
        "text": plain(found.headline if headline else found.sentences[place.index].text),
    }


def _item(paper: Paper, place: _Place) -> Item:
    return next(i for i in paper.items() if i.id == place.item)


def _sentence(revision: Revision, record: Record) -> Sentence:
    ids = tuple(dict.fromkeys(revision.notes))
    quote = anchored(revision.quote, [record.notes[i] for i in ids if i in record.notes])
    text = visible(revision.text).strip()
    return Sentence(text=text, kind="fact", notes=ids, quote=quote or revision.quote)


def _objection(paper: Paper, place: _Place, revision: Revision, record: Record) -> str | None:
    found = _item(paper, place)
    if place.index == _HEADLINE:
        return verify_headline(_headline(revision), record, cited(found))
    dropped = [i for i in found.sentences[place.index].notes if i not in revision.notes]
    if dropped:
        return f"丢掉了原句所引的意见：{'、'.join(dropped)}"
    return verify(_sentence(revision, record), record)


def _headline(revision: Revision) -> str:
    return visible(revision.text).strip(" 。；，：")


def _replaced(paper: Paper, place: _Place, revision: Revision, record: Record) -> Paper:
    def changed(found: Item) -> Item:
        if found.id != place.item:
            return found
        headline, sentences = found.headline, list(found.sentences)
        if place.index == _HEADLINE:
            headline = _headline(revision)
        else:
            sentences[place.index] = _sentence(revision, record)
        new = item(found.id, found.role, headline, sentences, found.links)
        return new.model_copy(update={"owner": found.owner, "deadline": found.deadline})

    chapters = tuple(
        chapter.model_copy(
            update={
                "sections": tuple(
                    section.model_copy(update={"items": tuple(map(changed, section.items))})
                    for section in chapter.sections
                )
            }
        )
        for chapter in paper.chapters
    )
    return paper.model_copy(update={"chapters": chapters})


def _revised(
    draft: Draft,
    paper: Paper,
    refused: Sequence[Refusal],
    usage: Usage,
    stamp: str,
    snapshot: Snapshot,
) -> Draft:
    placed, text = typeset(paper)
    return draft.model_copy(
        update={
            "paper": placed,
            "text": text,
            "flags": (),
            "coverage": coverage(placed, snapshot.notes, snapshot.lexicon),
            "refused": tuple(refused),
            "usage": draft.usage + usage,
            "prompts": tuple(dict.fromkeys([*draft.prompts, stamp])),
        }
    )


def _unrevised(draft: Draft, failure: ModelFailure, model: Model) -> Draft:
    spent = Usage.lost(failure, model.name)
    notice = Refusal(section=_SECTION, text="", reason=f"模型没有给出可用的改写（{failure}）")
    return draft.model_copy(
        update={"usage": draft.usage + spent, "refused": (*draft.refused, notice)}
    )
