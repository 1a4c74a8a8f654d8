"""Notes: handed in once, sorted again and again, and a person's corrections stay."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.errors import BadInput, Conflict, NotFound, StaleWrite
from service.notes import Note, SortReport
from service.office.assignments import Correction, KeptNote, KeptRawNote
from service.store.database import Database
from service.store.note_rows import NO_LONGER_THERE
from service.store.notes import Notes
from tests.drafting.drafting_cases import NOTES, TITLES, note
from tests.store.office_cases import Town


def _raw(ident: str, text: str) -> KeptRawNote:
    return KeptRawNote(id=ident, text=text, source="意见箱")


def _sort(kept: Notes, town: Town, assignment: str, notes: Sequence[Note]) -> dict[str, int]:
    return kept.keep_sorted(town.drafter(), assignment, SortReport(notes=tuple(notes)))


def _one(kept: Notes, town: Town, assignment: str, ident: str) -> KeptNote:
    return next(n for n in kept.of(town.drafter(), assignment) if n.id == ident)


def test_a_note_handed_in_twice_is_there_once_and_other_words_are_refused(
    database: Database,
) -> None:
    town = Town(database)
    found, kept = town.assignment(), Notes(database)
    first = kept.put_raw(town.drafter(), found.id, [_raw("1", "甲"), _raw("2", "乙")])
    again = kept.put_raw(town.drafter(), found.id, [_raw("2", "乙"), _raw("3", "丙")])
    assert (first.added, again.added, again.unchanged) == (2, 1, 1)
    with pytest.raises(Conflict, match="2"):
        kept.put_raw(town.drafter(), found.id, [_raw("4", "丁"), _raw("2", "别的")])
    assert [n.text for n in kept.raw(town.drafter(), found.id)] == ["甲", "乙", "丙"]


def test_one_handing_in_may_not_give_one_id_two_texts(database: Database) -> None:
    town = Town(database)
    found, kept = town.assignment(), Notes(database)
    with pytest.raises(Conflict):
        kept.put_raw(town.drafter(), found.id, [_raw("1", "甲"), _raw("1", "乙")])
    assert kept.raw(town.drafter(), found.id) == ()


@pytest.mark.parametrize("bad", [_raw("", "甲"), _raw("1" * 101, "甲"), _raw("1", "坏\x00")])
def test_a_note_that_cannot_be_kept_is_refused(database: Database, bad: KeptRawNote) -> None:
    town = Town(database)
    with pytest.raises(BadInput):
        Notes(database).put_raw(town.drafter(), town.assignment().id, [bad])


def test_the_counts_add_up(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_notes(), Notes(database)
    kept.put_raw(town.drafter(), found.id, [_raw("x1", "还没有归类")])
    kept.correct(town.drafter(), found.id, "n16", Correction(set_aside="已办结"), version=1)
    counts = kept.counts(town.drafter(), found.id)
    assert counts["lines"] == len(NOTES) + 1
    assert counts["lines"] == (
        counts["lines_kept"] + counts["lines_empty"] + counts["lines_unsorted"]
    )
    fates = ("draft", "set_aside", "clue", "beyond", "empty")
    assert counts["notes"] == sum(counts[fate] for fate in fates)
    assert [counts[fate] for fate in fates[1:]] == [1, 1, 1, 1]
    assert (counts["groups"], counts["grouped"]) == (2, 5)


def test_a_correction_stands_through_any_number_of_sortings(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_notes(), Notes(database)
    corrected = kept.correct(
        town.drafter(),
        found.id,
        "n18",
        Correction(aspect=TITLES["duty"], theme="担当", route="beyond"),
        version=1,
    )
    assert corrected.by_hand == ("aspect", "route", "theme")
    for _ in range(3):
        told = _sort(kept, town, found.id, NOTES)
        assert told["by_hand"] == 1
        now = _one(kept, town, found.id, "n18")
        assert (now.aspect, now.theme, now.route) == (TITLES["duty"], "担当", "beyond")
    untouched = _one(kept, town, found.id, "n20")
    assert (untouched.version, untouched.by_hand) == (1, ())


def test_a_correction_goes_with_the_words_and_not_with_the_id(database: Database) -> None:
    town = Town(database)
    found, kept = town.assignment(), Notes(database)
    one, two = note("a", "食堂太挤"), note("b", "报销太慢")
    _sort(kept, town, found.id, [one, two])
    kept.correct(town.drafter(), found.id, "a", Correction(theme="后勤保障"), version=1)
    swapped = [
        one.model_copy(update={"id": "b"}),
        two.model_copy(update={"id": "a"}),
    ]
    _sort(kept, town, found.id, swapped)
    themes = {n.text: (n.id, n.theme) for n in kept.of(town.drafter(), found.id)}
    assert themes == {"食堂太挤": ("b", "后勤保障"), "报销太慢": ("a", "作风")}


def test_a_corrected_note_that_sorting_gives_no_longer_waits_for_a_person(
    database: Database,
) -> None:
    town = Town(database)
    found, kept = town.assignment(), Notes(database)
    whole = note("a", "食堂太挤，报销太慢")
    _sort(kept, town, found.id, [whole, note("c", "没人回复")])
    kept.correct(town.drafter(), found.id, "a", Correction(theme="后勤保障"), version=1)
    parts = [
        note("a", "食堂太挤"),
        note("a-2", "报销太慢", source_id="a"),
    ]
    told = _sort(kept, town, found.id, parts)
    assert told["left_over"] == 1
    (left,) = [n for n in kept.of(town.drafter(), found.id) if n.text == whole.text]
    assert (left.set_aside, left.theme) == (NO_LONGER_THERE, "后勤保障")
    assert [n.text for n in kept.to_draft(town.drafter(), found.id)] == ["食堂太挤", "报销太慢"]
    again = _sort(kept, town, found.id, parts)
    assert again == told
    _sort(kept, town, found.id, [whole])
    back = _one(kept, town, found.id, "a")
    assert (back.text, back.set_aside, back.theme) == (whole.text, "", "后勤保障")


def test_a_person_may_take_the_left_over_note_into_the_paper(database: Database) -> None:
    town = Town(database)
    found, kept = town.assignment(), Notes(database)
    _sort(kept, town, found.id, [note("a", "食堂太挤")])
    kept.correct(town.drafter(), found.id, "a", Correction(theme="后勤保障"), version=1)
    _sort(kept, town, found.id, [])
    left = _one(kept, town, found.id, "a")
    kept.correct(town.drafter(), found.id, "a", Correction(set_aside=""), version=left.version)
    assert [n.id for n in kept.to_draft(town.drafter(), found.id)] == ["a"]


def test_groups_are_merged_and_split_by_hand_with_every_note_in_them(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_notes(), Notes(database)
    merged = kept.merge(town.drafter(), found.id, {"n01": 1, "n13": 1})
    assert {n.id for n in merged} == {"n01", "n02", "n03", "n13", "n14"}
    _sort(kept, town, found.id, NOTES)
    group = {n.group for n in kept.of(town.drafter(), found.id) if n.id in ("n01", "n14")}
    assert len(group) == 1
    version = _one(kept, town, found.id, "n13").version
    (alone,) = kept.split(town.drafter(), found.id, {"n13": version})
    assert alone.group is None
    _sort(kept, town, found.id, NOTES)
    now = {n.id: n.group for n in kept.of(town.drafter(), found.id)}
    assert now["n13"] is None
    assert now["n01"] == now["n14"] is not None


def test_a_group_joined_by_hand_is_not_taken_for_a_later_group_of_that_number(
    database: Database,
) -> None:
    town = Town(database)
    found, kept = town.assignment(), Notes(database)
    notes = [
        note("a", "食堂太挤", group="g1"),
        note("b", "食堂排队久", group="g1"),
        note("c", "吃饭要等"),
        note("d", "报销太慢"),
        note("e", "报销要跑五趟"),
    ]
    _sort(kept, town, found.id, notes)
    kept.correct(town.drafter(), found.id, "c", Correction(group="g1"), version=1)
    later = [n.model_copy(update={"group": "g1" if n.id in "de" else None}) for n in notes]
    _sort(kept, town, found.id, later)
    now = {n.id: n.group for n in kept.of(town.drafter(), found.id)}
    assert now["a"] == now["b"] == now["c"]
    assert now["d"] == now["e"] == "g1"


def test_a_note_is_set_aside_with_a_reason_and_taken_back(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_notes(), Notes(database)
    aside = kept.correct(town.drafter(), found.id, "n16", Correction(set_aside="已办结"), version=1)
    assert aside.set_aside == "已办结"
    assert "n16" not in {n.id for n in kept.to_draft(town.drafter(), found.id)}
    back = kept.correct(town.drafter(), found.id, "n16", Correction(set_aside=""), version=2)
    assert (back.set_aside, back.by_hand) == ("", ())
    assert "n16" in {n.id for n in kept.to_draft(town.drafter(), found.id)}


def test_clues_come_back_word_for_word_and_never_into_a_draft(database: Database) -> None:
    town = Town(database)
    found, kept = town.with_notes(), Notes(database)
    clue = next(n for n in NOTES if n.route == "clue")
    assert [n.text for n in kept.clues(town.drafter(), found.id)] == [clue.text]
    drafted = kept.to_draft(town.drafter(), found.id)
    assert all(n.route == "draft" and not n.empty for n in drafted)
    with pytest.raises(Conflict, match="纪检"):
        kept.correct(town.drafter(), found.id, clue.id, Correction(set_aside="不提"), version=1)
    with pytest.raises(BadInput, match="线索"):
        kept.merge(town.drafter(), found.id, {clue.id: 1, "n19": 1})


def test_a_stale_correction_is_told_both_and_a_strange_note_is_not_there(
    database: Database,
) -> None:
    town = Town(database)
    found, kept = town.with_notes(), Notes(database)
    kept.correct(town.drafter("甲"), found.id, "n18", Correction(theme="报销"), version=1)
    with pytest.raises(StaleWrite) as caught:
        kept.correct(town.drafter("乙"), found.id, "n18", Correction(theme="财务"), version=1)
    assert "报销" in caught.value.current
    assert "财务" in caught.value.yours
    with pytest.raises(NotFound):
        kept.correct(town.drafter(), found.id, "n99", Correction(theme="财务"), version=1)
    with pytest.raises(BadInput):
        kept.correct(town.drafter(), found.id, "n18", Correction(group="无此组"), version=2)


_LINES = [note(f"{line}-{part}", f"第{line}行第{part}句", source_id=line) for line in "abc"
          for part in "123"]  # fmt: skip


@given(
    sortings=st.lists(st.lists(st.sampled_from(_LINES), unique_by=lambda n: n.id), max_size=5),
    corrected=st.lists(st.sampled_from(_LINES), unique_by=lambda n: n.id, max_size=4),
)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_sorting_gives_a_corrected_note_is_there_with_its_correction(
    database: Database, sortings: list[list[Note]], corrected: list[Note]
) -> None:
    town = Town(database)
    found, kept = town.assignment(), Notes(database)
    _sort(kept, town, found.id, _LINES)
    for chosen in corrected:
        kept.correct(town.drafter(), found.id, chosen.id, Correction(theme="人定"), version=1)
    for notes in sortings:
        _sort(kept, town, found.id, notes)
        now = kept.of(town.drafter(), found.id)
        assert {n.text for n in now if n.theme == "人定"} == {n.text for n in corrected}
        assert {n.text for n in now} == {n.text for n in (*notes, *corrected)}
        assert len({n.id for n in now}) == len(now)
