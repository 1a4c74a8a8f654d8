import pkgutil
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from tests import bench
from tests.bench.__main__ import BENCHES
from tests.bench.draft import SPEED, lower_bound
from tests.bench.durable import SIZES
from tests.bench.durable import measured as durable_lines
from tests.bench.library import made_papers
from tests.bench.likeness import by_postings, by_sets, ours, recall
from tests.bench.measure import paired
from tests.bench.review import measured
from tests.bench.season import made_season
from tests.bench.streams import Watched
from tests.bench.terms import made_terms, scaled
from tests.drafting.drafting_cases import kind
from tests.simulated_llm import Call


def test_every_bench_is_listed() -> None:
    names = [m.name for m in pkgutil.iter_modules(bench.__path__) if not m.name.startswith("_")]
    modules = [
        import_module(f"tests.bench.{name}") for name in names if not name.startswith("test_")
    ]
    assert {m for m in modules if hasattr(m, "NAME")} == set(BENCHES)


def test_the_made_library_is_the_same_every_time_and_of_the_size_asked_for() -> None:
    once, again = list(made_papers(50_000)), list(made_papers(50_000))
    assert once == again
    assert 50_000 <= sum(len(paper.text.encode()) for paper in once) < 70_000
    assert len({paper.text for paper in once}) == len(once)


@dataclass
class Work:
    """Work that takes the given times, one a round, by a clock of its own."""

    clock: list[float]
    takes: list[float]

    def __call__(self) -> None:
        self.clock[0] += self.takes.pop(0)


def test_one_disturbed_round_moves_no_ratio_and_no_median() -> None:
    now = [0.0]
    quick = Work(now, [9.0, 2.0, 2.0, 50.0])  # the first of each warms up
    slow = Work(now, [9.0, 4.0, 90.0, 4.0])
    result = paired(quick, slow, pairs=3, clock=lambda: now[0])
    assert (result.a, result.b, result.ratio) == (2.0, 4.0, 0.5)


def test_the_order_of_the_two_is_swapped_every_round() -> None:
    order: list[str] = []
    paired(lambda: order.append("a"), lambda: order.append("b"), pairs=3)
    assert "".join(order) == "ab" + "ab" + "ba" + "ab"


def test_a_season_is_the_same_every_time_and_holds_what_was_planted() -> None:
    once, again = made_season(40), made_season(40)
    assert once == again
    assert len(once.planted) == 4
    texts = [text for _, text in once.papers]
    whole = {(p.copy, p.source) for p in once.planted if p.whole}
    assert by_sets(texts) == by_postings(texts) == whole


def test_the_likeness_bench_measures_recall_against_every_pair() -> None:
    season = made_season(60)
    found = ours([text for _, text in season.papers])
    wanted = {(p.copy, p.source) for p in season.planted}
    assert recall(found, wanted) == 1.0
    assert recall(set(), wanted) == 0.0


def test_the_terms_bench_tells_both_sizes_and_their_ratio() -> None:
    assert len(set(made_terms(200))) == 200
    lines = list(scaled("".join(text for _, text in made_season(2).papers), 10, 10))
    assert [line.what for line in lines][:2] == ["10 terms", "100 terms"]
    assert "10 times the terms, times the time" in {line.what for line in lines}


def test_the_review_bench_finds_what_was_planted() -> None:
    told = measured(13)
    assert told["planted pairs named"] == "2 of 2"
    assert set(told) >= {"time", "peak memory"}


def test_the_durable_bench_tells_each_size_of_stage_over_a_raw_commit(tmp_path: Path) -> None:
    lines = list(durable_lines("SQLite", f"sqlite:///{tmp_path / 'd.sqlite'}", pairs=3))
    judged = [line.what for line in lines if line.met is not None]
    assert judged == [f"SQLite, {size}: stage kept / raw commit" for size in SIZES]


def test_the_streams_bench_tells_what_was_lost_and_what_came_twice() -> None:
    assert (Watched(numbers=[1, 2, 3]).lost(3), Watched(numbers=[1, 2, 3]).doubled) == (0, 0)
    assert (Watched(numbers=[1, 3]).lost(3), Watched(numbers=[1, 2, 2, 3]).doubled) == (1, 1)


@pytest.mark.parametrize(("slots", "bound"), [(1, 5.5), (2, 3.0), (16, 3.0)])
def test_the_lower_bound_is_the_longer_of_the_critical_path_and_the_shared_work(
    slots: int, bound: float
) -> None:
    calls = [
        _call("ProblemsAnswer", "理论学习", 2.0),
        _call("ProblemsAnswer", "工作作风", 1.0),
        _call("MeasuresAnswer", "理论学习", 1.0),
        _call("MeasuresAnswer", "工作作风", 0.5),
        _call("CausesAnswer", "", 1.0),
    ]
    assert lower_bound(calls, kind().aspects, slots) == pytest.approx(bound)


def _call(shape: str, aspect: str, seconds: float) -> Call:
    tokens = round((seconds - SPEED.first_token_s) * SPEED.tokens_per_s)
    return Call(shape, f"system: 通用\nuser: 方面：{aspect}\nuser: 按格式", 10, 0, tokens, "plain")
