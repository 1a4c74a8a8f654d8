"""Causes without a model: linked skeletons that ask for the subjective cause.

Why something was not done stands in no note, so a composed cause only says which problems it
answers and asks. One cause a cluster of themes keeps causes from repeating their problems.
"""

from collections.abc import Sequence

from service.drafting.bundles import bundles
from service.drafting.sentences import cited, item, question
from service.drafting.wording import headlines, picked
from service.notes import Note
from service.paper import Item


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


def _cluster(problem: Item, notes: dict[str, Note]) -> str:
    known = [notes[i] for i in cited(problem) if i in notes]
    largest = bundles(known)[:1]
    return headlines().of(largest[0].theme if largest else None).cause


def _cause(key: str, linked: Sequence[Item], ident: str) -> Item:
    wording = headlines().causes[key]
    shape = picked(headlines().cause_shapes, "".join(p.headline for p in linked))
    asked = [question(f"对应的问题当时为什么没有解决：{wording.ask}？是哪个节点上的取舍")]
    asked += [question(f"“{p.headline}”的主观原因", cited(p)) for p in linked]
    links = [p.id for p in linked]
    return item(ident, "cause", shape.replace("{name}", wording.name), asked, links)
