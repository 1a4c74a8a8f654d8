"""generic.wording: sentences that any unit could have written.

A sentence is generic when it holds no concrete cue (a count, a date, a document or office of the
unit's own, a thing of daily work) and reads like other units' empty sentences rather than like
their telling ones, by a character model of each. Phrase
lists alone find few of these sentences; the stock phrases here only choose what to underline and
which question to ask.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from service.checks.background import Background, Said, background_for, packaged_background
from service.checks.cards import any_of, compiled, table
from service.checks.clauses import with_quotes
from service.checks.overlays import formulae_of
from service.flags import Evidence
from service.language.cues import Cue, cues, quotes_somebody
from service.language.formulae import formula_spans
from service.language.questions import QUESTION
from service.language.sentences import sentences
from service.language.spans import Span
from service.paper import Chapter, Item, ItemRole
from service.rule import Card, Finding
from service.subject import Subject

_MARKER = re.compile(
    r"^(?:[\s*#]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[一二三四五六七八九十]是(?:要)?|第[一二三四五六七八九十]|首先|其次|再次|最后)[，、：:]?)+"
)
_LABEL = re.compile(
    r"【[^】\n]*】[：:]?|[（(]?[一二三四五六七八九十]+[)）、]?从[^。，]{2,20}分析。?"
)
_PARTS = {"problem": "问题", "cause": "原因", "measure": "措施"}
_OF_PROMISES = ("措施", "时限")
_PART = re.compile(r"[^，。；：！？\n]+")
# What a stock phrase drags along: the word it lacks (认识还不够深刻) and its enumeration.
_REST = re.compile(
    r"(?:深刻|深入|到位|充分|有力|扎实|紧密|严格|系统|经常|主动|全面|及时|明显|牢固|清醒|坚定|"
    r"精准|有效|健全|完善|强|高|深|实|紧|严|细|透|多|足)?(?:、[^，。；：、\n]{2,8}(?=[，。；：、]|$))*"
)
_CLAUSE = re.compile(r"[^，。；：！？【】\n]{6,}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stock phrase of the table: what it matches, the ``part`` of a paper (问题, 原因, 措施) in
    which it is usual, and the question it deserves."""

    name: str
    pattern: str
    part: str
    question: str


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a generic sentence, on its stock phrase or else on its emptiest clause."""
    background = background_for(subject.peers)
    judge = _Judge(subject, card, background)
    admits = any_of(card.data["admits"])
    for chapter, _, item in subject.paper.placed_items():
        for sentence in _bodies(item):
            if chapter.role in card.data["reporting"] and not admits.search(sentence.text):
                continue
            if _is_asked(item, sentence):
                continue
            margin = judge.margin(sentence.text)
            if judge.is_generic(sentence.text, item.role, margin):
                found = judge.finding(item, sentence, margin, _spoken_as(chapter, item))
                slight = _leads_on(chapter, item) or _is_listed(
                    chapter, item, sentence, int(card.data["listed"])
                )
                yield found.model_copy(update={"score": found.score / 2}) if slight else found


def _bodies(item: Item) -> list[Span]:
    """An item's sentences without labels, and without the one that only repeats the headline.

    A short thesis is how a point begins. It is judged only as a problem's, and only when no
    concrete case follows it.
    """
    found = [span for span in sentences(item.text) if not _LABEL.fullmatch(span.text)]
    if len(found) > 1 and item.headline and (item.role != "problem" or _tells(item)):
        first = _MARKER.sub("", found[0].text).rstrip("。！？：:；")
        if len(first) <= len(item.headline) + 2:
            return found[1:]
    return found


def _spoken_as(chapter: Chapter, item: Item) -> str:
    """What an item says: its role, or for other text what its chapter is about."""
    if item.role != "other":
        return item.role
    return "measure" if chapter.role in ("measures", "plan", "requirements") else chapter.role


def _is_asked(item: Item, sentence: Span) -> bool:
    """Whether a question of ours (【待补：…】) stands in the sentence or right behind it."""
    return bool(
        QUESTION.search(sentence.text) or QUESTION.match(item.text[sentence.end :].lstrip())
    )


def _leads_on(chapter: Chapter, item: Item) -> bool:
    """Whether it opens or closes the chapter on causes, and is no cause itself."""
    return chapter.role == "causes" and item.role == "other"


def _is_listed(chapter: Chapter, item: Item, sentence: Span, most: int) -> bool:
    """Whether a rectification plan only names a problem that the examination has told."""
    listed = chapter.role == "plan" and item.role == "problem"
    return listed and len(_MARKER.sub("", _LABEL.sub("", sentence.text))) <= most


def _tells(item: Item) -> bool:
    """Whether a case stands anywhere in the item: a cue, or what somebody said."""
    return bool(cues(item.text)) or quotes_somebody(item.text)


class _Judge:
    """What one subject's sentences are judged by."""

    def __init__(self, subject: Subject, card: Card, background: Background) -> None:
        self._card = card
        self._background = background
        self._own = background.own_units(subject)
        self._formulae = formulae_of(card)
        self._house = _house_words(subject, int(card.data["house_items"]))
        # Peers change from check to check; the yardstick must not, nor be measured each time.
        self._cutoff = packaged_background().cutoff(float(card.data["percentile"]))
        self._example = any_of(card.data["example_marks"])
        self._transition = any_of(card.data["transitions"])
        self._lead = compiled(str(card.data["leads"]))

    def margin(self, text: str) -> float:
        return self._background.margin(_MARKER.sub("", text), self._own)

    def is_generic(self, text: str, role: ItemRole, margin: float) -> bool:
        """No cue, long enough to say something, and more like empty sentences than others."""
        plain = _MARKER.sub("", text)
        if len(plain) < int(self._card.data["least"]) or self._is_formula(plain):
            return False
        if self._transition.search(plain):
            return False
        counted = [cue for cue in cues(text, self._formulae) if self._counts(cue)]
        cutoff = self._cutoff
        if counted:
            # One everyday thing does not outweigh a sentence that is otherwise plainly empty.
            lone = len(counted) == 1 and counted[0].kind == "thing" and role != "measure"
            return lone and margin <= cutoff - float(self._card.data["thing_bits"])
        if self._example.search(text):
            cutoff -= float(self._card.data["example_bits"])
        elif any(compiled(phrase.pattern).search(text) for phrase in phrases()):
            cutoff += float(self._card.data["phrase_bits"])
        return margin <= cutoff

    def _counts(self, cue: Cue) -> bool:
        return cue.kind != "thing" or cue.text not in self._house

    def _is_formula(self, text: str) -> bool:
        said = sum(span.end - span.start for span in formula_spans(text, self._formulae))
        return said >= float(self._card.data["formula_share"]) * len(text)

    def finding(self, item: Item, sentence: Span, margin: float, role: str) -> Finding:
        start, end, phrase = self._underlined(sentence.text, _PARTS.get(role, ""))
        start, end = with_quotes(sentence.text, start, end)
        quoted, said = self._evidence(sentence.text[start:end], phrase)
        return Finding(
            start=item.start + sentence.start + start,
            end=item.start + sentence.start + end,
            item=item.id,
            ask=self._question(phrase, role),
            fields={"said": said},
            score=self._score(margin),
            evidence=quoted,
        )

    def _question(self, phrase: Phrase | None, role: str) -> str:
        """The phrase's own, unless it asks what was left undone and this is a promise, or the
        other way round; then the one that fits what is said."""
        if phrase and (phrase.part in _OF_PROMISES) == (role == "measure"):
            return phrase.question
        return str(self._card.data["asks"].get(role, ""))

    def _score(self, margin: float) -> float:
        """One half at the cutoff, towards 1 the emptier the sentence."""
        return 1 / (1 + math.exp(margin - self._cutoff))

    def _underlined(self, text: str, part: str) -> tuple[int, int, Phrase | None]:
        """The longest stock phrase usual in this part that ends outside official formulae, with its
        clause where either is short; without one, the clause that says least."""
        masked = [(span.start, span.end) for span in formula_spans(text, self._formulae)]
        found = [
            (match.start(), _whole(text, match.end()), phrase)
            for phrase in phrases()
            for match in compiled(phrase.pattern).finditer(text)
            # 政治执行力不强: what a formula begins may still be found wanting.
            if not any(a < match.end() <= b for a, b in masked)
        ]
        if not found:
            return (*self._emptiest(text), None)
        start, end, phrase = max(found, key=lambda hit: (part in hit[2].part, hit[1] - hit[0]))
        for clause in _PART.finditer(text):
            if clause.start() <= start and end <= clause.end():
                tiny = end - start < int(self._card.data["phrase_least"])
                most = int(self._card.data["clause_of_tiny" if tiny else "clause"])
                short = len(clause.group()) <= most
                first, last = _unmarked(clause)
                if short:
                    return first, last, phrase
                # A span that stops a word or two before the comma reads as cut off.
                rest = int(self._card.data["rest"])
                return (
                    first if start - first <= rest else start,
                    last if last - end <= rest else end,
                    phrase,
                )
        return start, end, phrase

    def _emptiest(self, text: str) -> tuple[int, int]:
        """The clause that costs least, official formulae left out where there is another."""
        costs = self._background.empty.costs(text, self._own)
        official = formula_spans(text, self._formulae)
        clauses = list(_CLAUSE.finditer(text))
        free = [
            c for c in clauses if not any(o.start < c.end() and c.start() < o.end for o in official)
        ]
        if not clauses:
            marker = _MARKER.match(text)
            return marker.end() if marker else 0, len(text.rstrip("。；！？!?"))
        saying = [c for c in free if not self._lead.search(c.group())]
        return _unmarked(
            min(
                saying or free or clauses,
                key=lambda c: sum(costs[c.start() : c.end()]) / len(c.group()),
            )
        )

    def _evidence(self, clause: str, phrase: Phrase | None) -> tuple[tuple[Evidence, ...], str]:
        # 有时, 个别 are everywhere: that others write them too is no news.
        if phrase and phrase.part not in self._card.data["vague"]:
            told = self._background.who_says(phrase.pattern, self._own)
            units = len({said.unit for said in told})
            if units > 1:
                template = str(self._card.data["said"])
                told_of = template.replace("{units}", str(units)).replace(
                    "{papers}", str(len(told))
                )
                return (_quote(told[0]),), told_of
        near = self._background.nearest(clause, self._own)
        if near and near[1] >= float(self._card.data["near_share"]):
            return (_quote(near[0]),), ""
        return (), ""


def _whole(text: str, end: int) -> int:
    """Where the phrase that ends at ``end`` really ends."""
    rest = _REST.match(text, end)
    return rest.end() if rest else end


def _unmarked(clause: re.Match[str]) -> tuple[int, int]:
    marker = _MARKER.match(clause.group())
    return clause.start() + (marker.end() if marker else 0), clause.end()


def _quote(said: Said) -> Evidence:
    end = said.start + len(said.text)
    return Evidence(source=said.file, start=said.start, end=end, quote=said.text)


def _house_words(subject: Subject, items: int) -> frozenset[str]:
    """Things that this paper speaks of everywhere: the unit's trade, hence no particulars."""
    held: Counter[str] = Counter()
    for item in subject.paper.items():
        held.update({cue.text for cue in cues(item.text) if cue.kind == "thing"})
    return frozenset(word for word, count in held.items() if count >= items)


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """The stock phrases of ``rules/stock_phrases.tsv``."""
    return tuple(
        Phrase(row["phrase"], row["pattern"], row["part"], row["question"])
        for row in table("stock_phrases")
    )
