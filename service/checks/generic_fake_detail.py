"""generic.fake-detail: figures that look exact under a subject that nobody could look up.

“个别部门15名参会人员中60%没有笔记”: numbers, and nobody to ask. A figure counts as a case only when
the sentence also says whose it is: a department, a unit, a document, a meeting, a date, a place.
"""

import re
from collections.abc import Iterator

from service.checks.clauses import statements
from service.language.specifics import specifics
from service.rule import Card, Finding
from service.subject import Subject

_FIGURES = {"number", "percent"}
# 9点还不到岗: an hour of the day makes no claim to be counted.
_HOUR = re.compile(r"\d{1,2}点(?:半|钟)?")


def find(subject: Subject, card: Card) -> Iterator[Finding]:
    """One finding a sentence, on its vague subject."""
    vague = re.compile(str(card.data["vague"]))
    named = re.compile(str(card.data["named"]))
    for item in subject.paper.items("problem", "cause"):
        for sentence in statements(item):
            who = vague.search(sentence.text)
            if who is None:
                continue
            rest = sentence.text[: who.start()] + " " + sentence.text[who.end() :]
            found = specifics(sentence.text)
            told = [s for s in found if s.kind in _FIGURES and s.start >= who.end()]
            told = [s for s in told if not _HOUR.fullmatch(s.text)]
            if told and not named.search(rest) and all(s.kind in _FIGURES for s in found):
                start = sentence.start + who.start()
                yield Finding(start=start, end=start + len(who.group()), item=item.id, score=0.55)
