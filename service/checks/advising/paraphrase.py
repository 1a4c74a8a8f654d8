"""Paraphrase: what the unit's past papers or another unit's tell in other words.

Code chooses the pairs (``likeness``); the model says by number which of them tell the same, and
quotes from both what is the same; code looks for the quotes. What comes of it is a suggestion that
names its judge and is never more, however sure the model is.
"""

from collections.abc import Sequence

from pydantic import BaseModel

from service.checks.advising.advised import Advice, Request
from service.checks.advising.likeness import Pair, pairs, spoken
from service.checks.advising.sheet import Sheet, one_line, stamped
from service.drafts import Refusal
from service.flags import Evidence, Flag
from service.language.normal import fingerprint, normal
from service.language.spans import Span
from service.library import Material
from service.prompting import Prompt, render

MOST_FOUND = 12
"""Suggestions that may come of one ask."""
_LEAST_QUOTE = 6
_LONGEST = 200
_MAX_TOKENS = 200
_TOKENS_A_PAIR = 90
_SECTION = "换了说法"
# Half of a rule's usual score: what a rule found comes before what a model judged.
_WEIGHT = 0.5


class JudgedPair(BaseModel):
    """One pair: whether both tell the same fact, and the words in each that do."""

    number: int
    same: bool
    ours: str = ""
    theirs: str = ""


class PairsAnswer(BaseModel):
    """The judgements; a number that was not asked, or comes twice, is ignored."""

    pairs: list[JudgedPair]


def request(sheet: Sheet) -> Request[PairsAnswer] | None:
    """The question about likely pairs; None where there are none."""
    found = pairs(sheet)
    if not found:
        return None
    shown = [
        (sheet.paper.shown(p.ours.start, p.ours.end), sheet.masked(p.theirs.text)) for p in found
    ]
    prompt = pairs_prompt(shown, sheet.common)
    stamp = stamped(prompt.stamp, sheet.model)
    limit = _MAX_TOKENS + _TOKENS_A_PAIR * len(found)

    def believe(answer: PairsAnswer) -> Advice:
        return _believed(sheet, found, answer, stamp)

    return Request("找换了说法的雷同", prompt, PairsAnswer, limit, believe)


def pairs_prompt(shown: Sequence[tuple[str, str]], common: str = "") -> Prompt:
    """The question about pairs of (ours, theirs), numbered from 1."""
    numbered = [
        {"number": n, "ours": one_line([ours], _LONGEST), "theirs": one_line([theirs], _LONGEST)}
        for n, (ours, theirs) in enumerate(shown, start=1)
    ]
    return render("advise_pairs", common=common, pairs=numbered)


def quoted(quote: str, text: str) -> Span | None:
    """Where ``text`` holds ``quote`` letter by letter, marks and spaces aside; None if nowhere, or
    if hardly anything is quoted but official wording."""
    wanted = normal(quote)
    if len(normal(spoken(quote))) < _LEAST_QUOTE:
        return None
    letters = [(letter, at) for at, char in enumerate(text) for letter in normal(char)]
    found = "".join(letter for letter, _ in letters).find(wanted)
    if found < 0:
        return None
    start, end = letters[found][1], letters[found + len(wanted) - 1][1] + 1
    return Span(start, end, text[start:end])


def _believed(sheet: Sheet, asked: Sequence[Pair], answer: PairsAnswer, stamp: str) -> Advice:
    found: list[Flag] = []
    refused: list[Refusal] = []
    judged: set[int] = set()
    for said in answer.pairs:
        if said.number in judged or not 1 <= said.number <= len(asked):
            continue
        judged.add(said.number)
        if said.same and len(found) < MOST_FOUND:
            pair = asked[said.number - 1]
            flag = _flag(sheet, pair, said, stamp)
            if flag:
                found.append(flag)
            else:
                reason = "引文不在这两句话里"
                refused.append(Refusal(section=_SECTION, text=pair.ours.text, reason=reason))
    return Advice(found=tuple(found), refused=tuple(refused), stamp=stamp)


def _flag(sheet: Sheet, pair: Pair, said: JudgedPair, stamp: str) -> Flag | None:
    ours = quoted(said.ours, pair.ours.text)
    theirs = quoted(said.theirs, pair.theirs.text)
    card = sheet.card(pair.rule)
    if ours is None or theirs is None or card is None:
        return None
    start, other = pair.ours.start + ours.start, pair.theirs.start + theirs.start
    shown = Evidence(
        source=pair.material.file, start=other, end=other + len(theirs.text), quote=theirs.text
    )
    return Flag(
        id="",
        rule=pair.rule,
        level="suggestion",
        start=start,
        end=start + len(ours.text),
        text=ours.text,
        message=f"这里像是把{_named(pair.material)}里的一句话换了说法，"
        f"由模型{sheet.model}判断，请人核对",
        ask=card.ask,
        item=pair.item.id,
        score=round(_WEIGHT * min(1.0, pair.likeness), 4),
        evidence=(shown,),
        fingerprint=fingerprint(pair.ours.text),
        stamp=stamp,
    )


def _named(material: Material) -> str:
    """The paper as a person would call it: unit, year and title, none said twice."""
    title = material.paper.title or material.file
    year = f"{material.paper.year}年度" if material.paper.year else ""
    return "".join(part for part in (material.origin, year) if part not in title) + f"《{title}》"
