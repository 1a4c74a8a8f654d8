"""Checking a paper of 5,000 characters against a library of 5 MB, in process and warm.

A fifth of the paper's sentences stand in the library, each in some twenty of its papers.
"""

import random
from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from service.checks import check
from service.kinds import load_kinds
from service.language.sentences import sentences
from service.notes import Note
from service.subject import Subject
from tests.bench.library import (
    MEGABYTE,
    SEED,
    MadePaper,
    made_material,
    made_papers,
    paper_text,
    sentence_pool,
)
from tests.bench.measure import Line, limit, median_seconds, paired, seconds

NAME = "check"
_MOST_MS = 300.0
_PEER_PAIRS = 7


def run() -> Iterator[Line]:
    """Warm and first check, and the same copies looked for by brute force."""
    peers = tuple(made_material(paper) for paper in made_papers(5 * MEGABYTE))
    size = sum(len(peer.text.encode()) for peer in peers) / MEGABYTE
    subject = _subject().model_copy(update={"peers": peers})
    yield Line("library", f"{size:.1f} MB in {len(peers)} papers")
    yield Line("paper", f"{len(subject.text)} characters, {len(subject.notes)} notes")
    yield Line("first check (index built)", f"{seconds(lambda: check(subject)):.2f} s")
    warm = median_seconds(lambda: check(subject))
    yield limit("warm check, all rules", warm * 1000, _MOST_MS, "ms")
    lines = [s.text for peer in peers for s in sentences(peer.text)]
    own = [s.text for s in sentences(subject.text)]
    against = paired(lambda: check(subject), lambda: _brute(own, lines), _PEER_PAIRS)
    yield Line("brute force for copies alone", f"{against.b:.2f} s, {len(lines)} sentences")
    yield Line("warm check / brute force", f"{against.ratio:.4f}")


def _subject() -> Subject:
    unit = "青岚县水利局党组"
    chance = random.Random(SEED + 1)  # noqa: S311 - a repeatable text, no secret
    own, others = sentence_pool(checked=True), sentence_pool()
    mixed = own + chance.sample(others, len(own) // 4)
    text = paper_text(mixed, chance, unit, 5_000)
    made = made_material(MadePaper("checked.txt", unit, text))
    notes = tuple(
        Note(id=f"N{n}", source_id=f"N{n}", text=said)
        for n, said in enumerate(chance.sample(others, 60))
    )
    kind = load_kinds()["team-2024"]
    return Subject(
        file=made.file, text=text, paper=made.paper, kind=kind, unit=unit, year=2024, notes=notes
    )


def _brute(own: list[str], lines: list[str]) -> object:
    """Every sentence against every sentence of the library, as rapidfuzz does it fastest."""
    return cdist(own, lines, scorer=fuzz.ratio, score_cutoff=70, workers=1)
