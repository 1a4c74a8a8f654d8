"""One paper's page with a model: lines made to read well, each verified against its sources.

The model only joins and smooths numbered lines that were quoted without it; it sees nothing else
of the paper. A sentence that holds takes the place of the lines it renders, with all their sources;
one that does not hold is dropped and the lines stay. Notes that nobody answered stay word for word.
"""

import re
import time
from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from service.drafts import Usage
from service.errors import ModelFailure
from service.language.about import overlap
from service.language.normal import normal, visible
from service.language.personal import personal_spans
from service.language.safety import unsafe
from service.llm.port import Model
from service.prompting import plain, render
from service.reviewing.page import for_page
from service.reviewing.quoting import texts_of
from service.reviewing.tracing import flat, why_not
from service.reviews import DigestLine, PaperReview, Source
from service.subject import Subject

_VERBATIM = "unanswered"
_LONGEST = 140
_SHORTEST = 6
_RENDERS = 0.5
"""Share of a line's content that a sentence must hold to take its place."""
_TOGETHER = 4
"""Lines that one sentence may join: more would be a list of words."""
_MAX_TOKENS = 2400
_QUOTED = re.compile(r"[「“『]([^「」“”『』]+)[」”』]")
_SET_TERM = 4
"""Letters up to which quotation marks hold a set term (“两张皮”) and no quotation."""


class WrittenSentence(BaseModel):
    """One sentence and the numbers of the lines it stands on."""

    text: str
    lines: list[int]


class PageAnswer(BaseModel):
    """What the model answers."""

    sentences: list[WrittenSentence]


async def write_page(
    model: Model, review: PaperReview, subject: Subject, *, deadline_s: float
) -> PaperReview:
    """The page with what the model wrote and code could verify; ``usage`` says what it cost.

    Never raises for a model that fails: the page then stays as it was.
    """
    shown = [line for line in for_page(review.digest) if line.part != _VERBATIM]
    if not shown:
        return review
    fields = [
        {"id": n, "part": line.part, "status": line.status or "", "text": plain(line.text)}
        for n, line in enumerate(shown, 1)
    ]
    prompt = render("review_paper", paper_name="对照检查材料", lines=fields)
    deadline = time.monotonic() + deadline_s
    try:
        answer = await model.ask(prompt, PageAnswer, max_tokens=_MAX_TOKENS, deadline=deadline)
    except ModelFailure as failure:
        spent = Usage.lost(failure, model.name)
        return review.model_copy(update={"usage": review.usage + spent})
    digest = rewritten(review.digest, shown, answer.value.sentences, texts_of(subject))
    return review.model_copy(update={"digest": digest, "usage": review.usage + answer.usage})


def rewritten(
    digest: Sequence[DigestLine],
    shown: Sequence[DigestLine],
    sentences: Sequence[WrittenSentence],
    texts: Mapping[str, str],
) -> tuple[DigestLine, ...]:
    """``digest`` with the sentences that hold in place of the ``shown`` lines they render."""
    instead: dict[int, DigestLine] = {}
    gone: set[int] = set()
    for sentence in sentences:
        named = _named(sentence, shown)
        line = _line(sentence.text, named)
        if line is None or gone & {id(n) for n in named} or _refused(line, named, texts):
            continue
        instead[id(named[0])] = line
        gone |= {id(n) for n in named}
    return tuple(
        instead.get(id(line), line)
        for line in digest
        if id(line) in instead or id(line) not in gone
    )


def _named(sentence: WrittenSentence, shown: Sequence[DigestLine]) -> list[DigestLine]:
    """The lines that a sentence names, in order; none when one of them does not exist."""
    numbers = sorted(set(sentence.lines))
    if not numbers or numbers[0] < 1 or numbers[-1] > len(shown) or len(numbers) > _TOGETHER:
        return []
    return [shown[number - 1] for number in numbers]


def _line(text: str, named: Sequence[DigestLine]) -> DigestLine | None:
    """The sentence as a line; None when it names lines of several parts or statuses."""
    if not named or len({(line.part, line.status) for line in named}) > 1:
        return None
    first = named[0]
    sources: dict[tuple[str, int, int], Source] = {
        (s.source, s.start, s.end): s for line in named for s in line.sources
    }
    return DigestLine(
        part=first.part,
        text=flat(visible(text)),
        aspect=first.aspect if len({line.aspect for line in named}) == 1 else "",
        status=first.status,
        sources=tuple(sources.values()),
    )


def _refused(line: DigestLine, named: Sequence[DigestLine], texts: Mapping[str, str]) -> str:
    """Why a written line may not be shown, in Chinese; empty when it may."""
    if not _SHORTEST <= len(normal(line.text)) <= _LONGEST:
        return "过长或过短"
    if line.text.count("“") != line.text.count("”"):
        return "引号不成对"
    if line.part == "questions" and line.text[-1] not in "？?":
        return "问题要以问号结尾"
    said = [flat(source.quote) for source in line.sources] + [other.text for other in named]
    invented = next((q for q in _QUOTED.findall(line.text) if not _stands(q, said)), "")
    if invented:
        return f"引号里的话不是原话：{invented}"
    if personal_spans(line.text):
        return "写出了个人信息"
    if any(overlap(other.text, line.text) < _RENDERS for other in named):
        return "没有写到所依据的条目"
    return unsafe(line.text) or why_not(line, texts)


def _stands(quoted: str, said: Sequence[str]) -> bool:
    wanted = normal(quoted)
    return len(wanted) <= _SET_TERM or any(wanted in normal(text) for text in said)
