"""Near misses of a fixed phrase."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.language.near import near_misses

PHRASE = "以学铸魂以学增智以学正风以学促干"


@pytest.mark.parametrize(
    "written",
    [
        "以学铸魂以学增志以学正风以学促干",
        "以学铸魂以学增智学正风以学促干",
        "以学铸魂以学增智以学以正风以学促干",
    ],
)
def test_a_phrase_with_a_character_wrong_missing_or_too_many_is_found(written: str) -> None:
    text = f"要{written}。"
    assert [(span.start, span.text) for span in near_misses(text, PHRASE)] == [(1, written)]


@pytest.mark.parametrize("text", [PHRASE, f"{PHRASE}，{PHRASE}", "以学铸魂、以学增智", "", "干"])
def test_the_phrase_itself_and_a_part_of_it_are_no_near_misses(text: str) -> None:
    assert near_misses(text, PHRASE) == []


@given(st.text(alphabet="以学铸魂增智正风促干，", max_size=60))
def test_near_misses_lie_inside_the_text_and_never_overlap(text: str) -> None:
    found = near_misses(text, PHRASE)
    assert all(text[span.start : span.end] == span.text for span in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
