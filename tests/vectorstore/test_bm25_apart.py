"""A ranking kept by another process ranks as one kept here, whatever becomes of that process."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from numpy.testing import assert_array_equal

from service.compute import Compute
from vectorstore.bm25 import Bm25
from vectorstore.bm25_apart import UNITS, Bm25Apart

TEXTS = ("理论学习研讨不深入，以读代学", "水库除险加固进度滞后", "窗口办事要跑两趟")
QUERY = "除险加固为什么滞后"


@pytest.fixture
def compute() -> Iterator[Compute]:
    with closing(Compute()) as made:
        yield made


def test_it_scores_as_one_in_this_process(compute: Compute) -> None:
    apart = Bm25Apart(compute.in_child, "a", TEXTS)
    for query in (QUERY, "学习", "毫无共同之处xyz", ""):
        assert_array_equal(apart.scores(query), Bm25(TEXTS).scores(query))


def test_no_texts_give_no_scores(compute: Compute) -> None:
    assert Bm25Apart(compute.in_child, "a", ()).scores(QUERY).shape == (0,)


def test_units_do_not_see_each_others_texts(compute: Compute) -> None:
    water = Bm25Apart(compute.in_child, "a", TEXTS)
    office = Bm25Apart(compute.in_child, "b", ("会议纪要没有及时整理",))
    assert office.scores(QUERY).tolist() == [0.0]
    assert water.scores(QUERY).argmax() == 1


def test_an_older_state_of_a_unit_still_answers_for_itself(compute: Compute) -> None:
    before = Bm25Apart(compute.in_child, "a", TEXTS)
    after = Bm25Apart(compute.in_child, "a", (*TEXTS, "除险加固已经完工"))
    assert after.scores(QUERY).shape == (4,)
    assert before.scores(QUERY).shape == (3,)


def test_a_child_that_was_killed_is_made_to_rank_anew(compute: Compute) -> None:
    apart = Bm25Apart(compute.in_child, "a", TEXTS)
    child = compute.in_child(os.getpid)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    assert_array_equal(apart.scores(QUERY), Bm25(TEXTS).scores(QUERY))
    assert compute.in_child(os.getpid) != child


def test_a_unit_that_had_to_go_comes_back(compute: Compute) -> None:
    first = Bm25Apart(compute.in_child, "first", TEXTS)
    for number in range(UNITS):
        Bm25Apart(compute.in_child, f"unit {number}", TEXTS[:1])
    assert_array_equal(first.scores(QUERY), Bm25(TEXTS).scores(QUERY))
