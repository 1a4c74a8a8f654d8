"""Searching a text for many phrases at once."""

from service.language.phrases import PhraseIndex

INDEX = PhraseIndex(["会议", "会议室", "议室门", "", "会议"])


def test_the_longest_phrase_wins_where_several_begin() -> None:
    assert [span.text for span in INDEX.longest("在会议室门口")] == ["会议室"]


def test_overlapping_search_finds_phrases_inside_and_across_others() -> None:
    found = [(span.start, span.end) for span in INDEX.overlapping("在会议室门口")]
    assert sorted(found) == [(1, 3), (1, 4), (2, 5)]


def test_offsets_count_characters_outside_the_basic_plane_as_one() -> None:
    text = "🙂𠮷开会议"
    (span,) = INDEX.longest(text)
    assert text[span.start : span.end] == span.text == "会议"


def test_empty_and_repeated_phrases_are_left_out() -> None:
    assert INDEX.phrases == ("会议", "会议室", "议室门")
    assert PhraseIndex([]).longest("会议") == []
