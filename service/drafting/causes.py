"""Causes without a model: linked skeletons that ask for the subjective cause.

Why something was not done stands in no note, so a composed cause only says which problems it
answers and asks once. One cause a cluster of themes keeps causes from repeating their problems.
"""

import re
from collections import Counter
from collections.abc import Sequence

from service.drafting.sentences import cited, framing, item, question
from service.drafting.wording import headlines, picked
from service.notes import Note
from service.paper import Item, Sentence
from service.typeset import chinese_number

_PLACE = re.compile(r"p(\d+)-(\d+)")


def cause_items(
    problems: Sequence[Item], notes: Sequence[Note], first: int = 1
) -> tuple[Item, ...]:
    """One cause a cluster; every problem is linked by exactly one cause. Ids are c and a number."""
    by_id = {note.id: note for note in notes}
    clusters: dict[str, list[Item]] = {}
    for problem in problems:
        clusters.setdefault(_cluster(problem, by_id), []).append(problem)
    found = sorted(clusters.items(), key=lambda c: len(c[1]), reverse=True)
    return tuple(_cause(key, linked, f"c{at}") for at, (key, linked) in enumerate(found, first))


def answered(problems: Sequence[Item]) -> list[Sentence]:
    """Which problems a cause answers, by the numbers that typesetting gives them: problem p3-2 is
    the second under the third aspect. Written without brackets: （三） would open a point."""
    places: dict[int, list[str]] = {}
    for problem in problems:
        place = _PLACE.fullmatch(problem.id)
        if place:
            places.setdefault(int(place[1]), []).append(place[2])
    named = [f"第{chinese_number(at)}方面第{'、'.join(places[at])}项" for at in sorted(places)]
    return [framing(f"对应{'，'.join(named)}问题。")] if named else []


def _cluster(problem: Item, notes: dict[str, Note]) -> str:
    themes = Counter(notes[i].theme for i in cited(problem) if i in notes)
    theme = themes.most_common(1)[0][0] if themes else None
    return headlines().of(theme).cause


def _cause(key: str, linked: Sequence[Item], ident: str) -> Item:
    wording = headlines().causes[key]
    shape = picked(headlines().cause_shapes, "".join(p.headline for p in linked))
    asked = question(f"这些问题当时为什么没有解决：{wording.ask}")
    sentences = [*answered(linked), asked]
    return item(
        ident, "cause", shape.replace("{name}", wording.name), sentences, [p.id for p in linked]
    )
