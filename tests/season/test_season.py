"""A season played through: each planted fault is found in the review, but for those listed."""

from collections import Counter

import pytest

from tests.season.__main__ import table
from tests.season.known import FALSE_AT_MOST, LOST
from tests.season.planted import planted
from tests.season.played import Played, papers_of, play
from tests.season.scoring import Tally, score
from tests.season.spans import located

pytestmark = pytest.mark.xdist_group("season")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory.mktemp("season"))


@pytest.fixture(scope="module")
def tallies(played: Played) -> dict[str, Tally]:
    return {tally.sort: tally for tally in score(played)}


def test_eight_units_have_a_paper_of_each_of_three_years() -> None:
    assert len(planted().units) == 8
    assert all(list(papers_of(slug)) == ["2023", "2024", "2025"] for slug in planted().units)


def test_what_the_index_quotes_stands_in_the_papers(played: Played) -> None:
    index, texts = played.planted, played.texts
    quoted = [(c.paper, c.quote) for c in (*index.copies, *index.own_past)]
    quoted += [(c.other, c.other_quote) for c in index.copies]
    quoted += [(f"{p.unit}-2024", p.promise) for p in index.promises]
    quoted += [(s.paper, s.quote) for s in index.single]
    quoted += [(f"{u}-2025", q) for c in index.common for u, q in c.units.items()]
    for again in index.repeated:
        quoted += [(again.paper, again.quote), (again.paper.replace("2025", "2024"), again.last)]
    assert all(located(texts, paper, quote) for paper, quote in quoted)


def test_as_much_was_planted_as_a_season_needs() -> None:
    index = planted()
    statuses = Counter(promise.status for promise in index.promises)
    assert len(index.copies) >= 8
    assert len(index.own_past) >= 6
    assert sum(len(f.ignored) for f in index.feedback.values()) >= 10
    assert (statuses["untold"] >= 10, statuses["done"] >= 8, statuses["open"] >= 4) == (True,) * 3
    assert len(index.clean) >= 2


def test_each_planted_fault_is_found_but_for_those_listed(tallies: dict[str, Tally]) -> None:
    lost = {name for tally in tallies.values() for name in tally.lost}
    assert lost - LOST.keys() == set(), table(tuple(tallies.values()), named=True)


def test_no_fault_is_listed_as_lost_that_is_found(tallies: dict[str, Tally]) -> None:
    lost = {name for tally in tallies.values() for name in tally.lost}
    assert LOST.keys() - lost == set()


@pytest.mark.parametrize("sort", FALSE_AT_MOST)
def test_no_more_comes_with_it_than_was_measured(tallies: dict[str, Tally], sort: str) -> None:
    assert len(tallies[sort].false) <= FALSE_AT_MOST[sort], tallies[sort].false


def test_every_sort_has_its_bound(tallies: dict[str, Tally]) -> None:
    assert tallies.keys() == FALSE_AT_MOST.keys()


def test_no_word_of_a_clue_is_shown_and_no_empty_note_is_missed(played: Played) -> None:
    shown = played.review.to_json()
    for slug, feedback in played.planted.feedback.items():
        page = next(p for p in played.review.papers if p.file.startswith(slug))
        unanswered = {line.sources[0].source for line in page.digest if line.part == "unanswered"}
        assert unanswered.isdisjoint({*feedback.empty, *feedback.clue})
        assert not [w for words in feedback.clue.values() for w in words if w in shown]
