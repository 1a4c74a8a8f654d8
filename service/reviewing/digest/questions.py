"""The questions to ask at the meeting: at most five, each on another matter, the gravest first.

They come from what the other parts found and from the flags' own questions. No two are on one
problem, ask in the same words or come from one family of rules while there are others; aspects
that want the same are asked after together. None can be answered by yes or no alone.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.flags import Flag
from service.language.normal import normal
from service.reviewing import frames
from service.reviewing.clipping import cited, clipped
from service.reviewing.digest.missing import missing_aspects, skirted_aspects
from service.reviewing.digest.promises import promise_source
from service.reviewing.digest.unanswered import unanswered
from service.reviewing.quoting import kind_source
from service.reviewing.reading import Reading
from service.reviewing.tracing import beyond_question
from service.reviews import DigestLine, OwnedProblem, Source

MOST = 5
_ROOM = 28
"""Letters of what a question is about: enough to know it again."""
_ASK_ROOM = 52
_ASKING = re.compile(r"[^。！？?\n]+[？?]")
_OPEN_ENDED = re.compile(
    r"哪|谁|什么|怎|如何|为何|多少|多久|多大|[第有了]几|几[次件个项天年]|是[^，？]{1,12}还是"
)
_TOGETHER = 3
"""Aspects that one question asks after."""

# How grave a matter is at the meeting; what a paper lacks altogether weighs most, wording least.
_GRAVITY = {
    "note": 92,
    "aspect": 90,
    "promise": 88,
    "order.early-study": 86,
    "reuse.peer": 84,
    "reuse.repeated-problem": 82,
    "reuse.own-past": 80,
    "open": 78,
    "fact.unsupported": 76,
    "fact.inconsistent": 74,
    "tone.blames-below": 72,
    "tone.objective-cause": 70,
    "skirted": 68,
    "tone.achievement": 66,
    "generic.no-case": 64,
    "tone.hope-as-criticism": 62,
    "link.no-measure": 60,
    "generic.fake-detail": 58,
    "generic.wording": 56,
    "link.cause-restates": 54,
    "measure.no-owner": 52,
    "tone.business-only": 50,
    "measure.no-deadline": 48,
    "measure.vague": 46,
}
_OF_PROBLEMS = (
    "reuse.own-past",
    "generic.wording",
    "generic.fake-detail",
    "measure.vague",
    "fact.unsupported",
)
"""Rules whose findings outside the problems are matters of wording, not of the meeting."""
_FAMILY = {
    "generic.fake-detail": "generic",
    "generic.no-case": "generic",
    "generic.wording": "generic",
    "skirted": "generic",
    "reuse.own-past": "again",
    "reuse.repeated-problem": "again",
    "measure.no-owner": "measure",
    "measure.no-deadline": "measure",
    "measure.vague": "measure",
}
_COPIED = {
    "reuse.peer": (frames.PEER_ASKED, frames.PEER_ASK),
    "reuse.own-past": (frames.AGAIN_ASKED, frames.AGAIN_ASK),
    "reuse.repeated-problem": (frames.REPEATED_ASKED, frames.REPEATED_ASK),
}
"""What is asked of a copy is of the unit, not of the copy."""
_WORTH_ASKING = 2.0
"""What one must be able to check of a promise for it to be asked after."""


@dataclass(frozen=True)
class _Question:
    rule: str
    subject: str
    line: DigestLine
    ask: str
    score: float = 0.0

    @property
    def family(self) -> str:
        return _FAMILY.get(self.rule, self.rule)


def lines(reading: Reading) -> Iterator[DigestLine]:
    """At most ``MOST`` questions."""
    candidates = sorted(_candidates(reading), key=lambda q: (-_GRAVITY[q.rule], -q.score))
    yield from (question.line for question in _diverse(candidates))


def _diverse(candidates: Sequence[_Question]) -> list[_Question]:
    """One of each family, each on a matter of its own; then second ones, then whatever is left. In
    the same words only where nothing else is left to ask."""
    chosen: list[_Question] = []
    for most, same_words in ((1, False), (2, False), (MOST, False), (MOST, True)):
        for question in candidates:
            alike = sum(q.family == question.family for q in chosen)
            fresh = all(q.subject != question.subject for q in chosen)
            new = sum(q.ask == question.ask for q in chosen) <= same_words
            if fresh and new and alike < most and len(chosen) < MOST:
                chosen.append(question)
    return sorted(chosen, key=lambda q: -_GRAVITY[q.rule])


def _candidates(reading: Reading) -> Iterator[_Question]:
    yield from _of_notes(reading)
    yield from _of_promises(reading)
    yield from _of_aspects(reading)
    for flag in reading.flags:
        if flag.rule in _GRAVITY:
            yield from _of_flag(reading, flag)


def _asked(rule: str, source: Source, said: str, ask: str, *, score: float = 0.0) -> _Question:
    text = f"{cited(source)}，{said}：{ask}" if said else f"{frames.ABOUT}{cited(source)}：{ask}"
    line = DigestLine(part="questions", text=text, sources=(source,))
    return _Question(rule, f"{source.source}:{source.start}", line, ask, score)


def _together(
    rule: str, sources: Sequence[Source], said: tuple[str, str], ask: tuple[str, str]
) -> Iterator[_Question]:
    """One question after all ``sources``, ``said`` and ``ask`` for one of them and for several."""
    named = tuple(sources[:_TOGETHER])
    if len(named) == 1:
        yield _asked(rule, named[0], said[0], ask[0])
    elif named:
        text = f"{''.join(cited(source) for source in named)}，{said[1]}：{ask[1]}"
        line = DigestLine(part="questions", text=text, sources=named)
        yield _Question(rule, f"{named[0].source}:{named[0].start}", line, ask[1])


def _of_notes(reading: Reading) -> Iterator[_Question]:
    for size, note, _, sources in unanswered(reading):
        found = clipped_note(max(sources, key=lambda source: len(normal(source.quote))))
        question = _asked("note", found, frames.NOTE_ASKED, frames.NOTE_ASK, score=size)
        yield _Question(question.rule, note.id, question.line, question.ask, question.score)


def clipped_note(whole: Source) -> Source:
    """A note cut at a clause's end to the room of a question."""
    if len(whole.quote) <= 2 * _ROOM:
        return whole
    cuts = [m.start() for m in re.finditer(r"[，,；;。]", whole.quote[: 2 * _ROOM])]
    size = cuts[-1] if cuts else 2 * _ROOM
    return whole.model_copy(update={"end": whole.start + size, "quote": whole.quote[:size]})


def _of_promises(reading: Reading) -> Iterator[_Question]:
    for promise in reading.promises:
        source = promise_source(reading, promise)
        if source is None or promise.weight < _WORTH_ASKING or promise.status == "done":
            continue
        if promise.status == "untold":
            yield _asked(
                "promise", source, frames.PROMISE_ASKED, frames.PROMISE_ASK, score=promise.weight
            )
        else:
            yield _asked("open", source, frames.OPEN_ASKED, frames.OPEN_ASK, score=promise.weight)


def _of_aspects(reading: Reading) -> Iterator[_Question]:
    kind = reading.subject.kind
    if kind is None:
        return
    yield from _together(
        "aspect",
        [kind_source(kind, spec.title) for spec in missing_aspects(reading, kind)],
        (frames.ASPECT_ASKED, frames.ASPECTS_ASKED),
        (frames.ASPECT_ASK, frames.ASPECT_ASK),
    )
    owned = Counter(problem.aspect for problem in reading.problems)
    skirted = sorted(skirted_aspects(reading), key=lambda aspect: -owned[aspect])
    yield from _together(
        "skirted",
        [kind_source(kind, reading.short(aspect)) for aspect in skirted],
        (frames.SKIRTED_ASKED, frames.SKIRTEDS_ASKED),
        (frames.SKIRTED_ASK, frames.SKIRTEDS_ASK),
    )


def _of_flag(reading: Reading, flag: Flag) -> Iterator[_Question]:
    problem = reading.at(flag.start)
    if problem is None and flag.rule in _OF_PROBLEMS:
        return
    source = _about(reading, flag, problem)
    if source is None:
        return
    said, ask = "", _own_ask(flag, source)
    if flag.rule.startswith("measure.") and problem is None:
        said = frames.MEASURES_ASKED
    elif flag.rule in _COPIED:
        said, ask = _COPIED[flag.rule]
    if ask:
        yield _asked(flag.rule, source, said, ask, score=flag.score)


def _about(reading: Reading, flag: Flag, problem: OwnedProblem | None) -> Source | None:
    """What a question names: the problem it is on, else the chapter that it is in."""
    if problem is not None:
        return reading.headline(problem)
    chapter = reading.chapter_at(flag.start)
    if chapter is not None and flag.rule.startswith("tone."):
        return clipped(reading.own, chapter.start, chapter.end, _ROOM)
    return clipped(reading.own, flag.start, flag.end, _ROOM)


def _own_ask(flag: Flag, source: Source) -> str:
    """The asking sentences of the flag's own question, as many as there is room for; what only
    bids a writer to change something, or asks for yes or no, is no question for a meeting."""
    said = ""
    for match in _ASKING.finditer(flag.ask):
        sentence = match.group().strip()
        if not _OPEN_ENDED.search(sentence):
            continue
        if said and len(said) + len(sentence) > _ASK_ROOM:
            break
        said += sentence
    return "" if beyond_question(said, [source.quote]) else said
