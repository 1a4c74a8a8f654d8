from hypothesis import given
from hypothesis import strategies as st

from service.present.fitting import fitted, height, lines_needed, short


def rest(gone: int) -> str:
    return f"另有{gone}条。"


def test_a_line_holds_as_many_characters_as_it_has_room_for() -> None:
    assert lines_needed("字" * 38, 40) == 1
    assert lines_needed("字" * 39, 40) == 2
    assert lines_needed("", 40) == 1


def test_a_word_that_does_not_fit_begins_the_next_line() -> None:
    assert lines_needed("字" * 30 + "a" * 30, 40) == 2
    assert lines_needed("w" * 200, 40, indent=0) == 5


def test_the_longest_part_gives_up_first_and_says_how_much() -> None:
    parts = [("甲", ["一"] * 9), ("乙", ["一"] * 3)]
    kept = dict(fitted(parts, lines=11, room=40, rest=rest))
    assert kept["乙"] == ["一"] * 3
    assert kept["甲"] == ["一"] * 5 + ["另有4条。"]


def test_what_must_stay_stays() -> None:
    parts = [("问", ["一"] * 5), ("答", ["一"] * 5)]
    kept = dict(fitted(parts, lines=9, room=40, rest=rest, least={"问": 5}))
    assert kept["问"] == ["一"] * 5
    assert kept["答"] == ["一", "另有4条。"]


@given(
    st.lists(
        st.tuples(st.text(max_size=4), st.lists(st.text(max_size=30), min_size=1, max_size=30)),
        max_size=6,
    )
)
def test_what_is_fitted_is_never_too_high(parts: list[tuple[str, list[str]]]) -> None:
    kept = fitted(parts, lines=36, room=20, rest=rest)
    assert height(kept, 20) <= 36
    for (_, said), (_, left) in zip(parts, kept, strict=True):
        gone = len(said) - len(left) + (left != said)
        assert left == said or left == [*said[: len(said) - gone], rest(gone)]


def test_a_cut_line_shows_that_it_was_cut() -> None:
    assert short("一二\n三四", 3) == "一二 …"
    assert short("一二三", 3) == "一二三"
