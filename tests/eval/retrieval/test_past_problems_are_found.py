"""Past problems by spoken queries: floors under what was measured (docs/evaluation.md).

The parameters of the lexical ranking were chosen on the queries with odd numbers, the first one
counted as the first odd; the even ones are held out.
"""

from pathlib import Path

import pytest

from service.evaluation.retrieval import Query, RetrievalScore, read_queries, score_retrieval

QUERIES = read_queries(Path(__file__).with_name("queries.tsv"))


@pytest.fixture(scope="module")
def score() -> RetrievalScore:
    return score_retrieval(QUERIES)


def test_the_set_is_large_enough_to_tell() -> None:
    assert len(QUERIES) >= 60
    assert len({file for query in QUERIES for file, _ in query.right}) >= 15


def test_most_queries_find_their_item_first_and_nearly_all_among_five(
    score: RetrievalScore,
) -> None:
    assert score.at(1).value >= 0.85
    assert score.at(5).value >= 0.95


def test_the_held_out_half_does_nearly_as_well(score: RetrievalScore) -> None:
    held = [query.text for query in QUERIES[1::2]]
    ranks = RetrievalScore(ranks={text: score.ranks[text] for text in held})
    assert ranks.at(1).value >= 0.80
    assert ranks.at(5).value >= 0.93


def test_a_query_in_words_that_nobody_used_finds_nothing() -> None:
    query = Query(text="zebra crossing", right=(("qinglan-water/2024-team-2024.txt", "甲"),))
    assert score_retrieval([query]).ranks == {"zebra crossing": None}
