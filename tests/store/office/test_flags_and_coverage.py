"""What people say of flags and of notes, from check to check and beside what the paper says."""

import pytest

from service.drafting.editing import Changes
from service.errors import BadInput, Conflict, NotFound, StaleWrite
from service.flags import Flag
from service.notes import SortReport
from service.office.assignments import Correction
from service.office.desk import KeptDraft
from service.pipelines.desk import open_draft, save_item
from service.store.coverage import CoverageAnswers
from service.store.database import Database
from service.store.dismissals import Dismissals
from service.store.flags import Flags
from tests.drafting.drafting_cases import NOTES, note
from tests.store.office_cases import Town, composed


def _flag(kept: KeptDraft, words: str, rule: str = "generic.wording", number: int = 1) -> Flag:
    at = kept.draft.text.index(words)
    item = next(i.id for i in kept.draft.paper.items() if i.start <= at < i.end)
    return Flag(
        id=f"K{number:04}",
        rule=rule,
        level="warning",
        start=at,
        end=at + len(words),
        text=words,
        message="空话",
        ask="具体是什么？",
        item=item,
        fingerprint=f"f-{words}"[:16],
    )


def test_what_was_said_of_a_flag_carries_over_to_the_next_check(database: Database) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    flags, who = Flags(database), town.drafter()
    one, two = _flag(kept, "念完就散会"), _flag(kept, "照本宣科", number=2)
    first = flags.keep(who, kept.id, [one, two], draft_version=1)
    flags.accept(who, kept.id, first[0].key)
    later = flags.keep(who, kept.id, [two, one], draft_version=1)
    assert [(f.flag.text, f.state) for f in later] == [
        ("照本宣科", "open"),
        ("念完就散会", "accepted"),
    ]
    assert {f.key for f in later} == {f.key for f in first}
    assert flags.reopen(who, kept.id, first[0].key).state == "open"


def test_a_checked_draft_is_kept_with_its_flags_once(database: Database) -> None:
    town = Town(database)
    found, first = town.with_draft()
    made, draft = composed()
    checked = draft.model_copy(update={"flags": (_flag(first, "念完就散会"),)})
    desk, who = town.office.desk, town.drafter()
    kept = desk.begin(who, found.id, checked, made.to_json(), "checked", checked=True)
    assert (kept.checked, kept.flags) == (kept.version, Flags(database).of(who, kept.id))
    Flags(database).accept(who, kept.id, kept.flags[0].key)
    again = desk.begin(who, found.id, checked, made.to_json(), "checked", checked=True)
    assert [(f.flag.text, f.state) for f in again.flags] == [("念完就散会", "accepted")]
    assert again.checked == again.version == kept.version


def test_an_older_check_never_takes_the_place_of_a_newer_one(database: Database) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    flags, who = Flags(database), town.drafter()
    saved = save_item(
        town.office, who, kept.id, "p1-1", Changes(headline="学习形式单一"), version=1
    )
    assert saved.version == 2
    flags.keep(who, kept.id, [_flag(kept, "照本宣科")], draft_version=2)
    now = flags.keep(who, kept.id, [], draft_version=1)
    assert [f.flag.text for f in now] == ["照本宣科"]
    with pytest.raises(Conflict):
        flags.keep(who, kept.id, [], draft_version=99)


def test_flags_move_with_their_words_and_wait_unseen_when_these_are_gone(
    database: Database,
) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    flags, who = Flags(database), town.drafter()
    flags.keep(who, kept.id, [_flag(kept, "照本宣科")], draft_version=1)
    save_item(
        town.office, who, kept.id, "p1-1", Changes(headline="中心组学习的形式过于单一"), version=1
    )
    (moved,) = flags.of(who, kept.id)
    text = town.office.desk.get(who, kept.id).draft.text
    assert text[moved.flag.start : moved.flag.end] == "照本宣科"
    save_item(town.office, who, kept.id, "p1-1", Changes(text="改了。"), version=2)
    assert flags.of(who, kept.id) == ()


def test_a_dismissal_is_the_units_word_and_reopening_takes_it_back(database: Database) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    flags, who = Flags(database), town.drafter()
    (flag,) = flags.keep(who, kept.id, [_flag(kept, "照本宣科")], draft_version=1)
    assert flags.dismiss(who, kept.id, flag.key, "原话如此").state == "dismissed"
    (word,) = Dismissals(database).of(who, town.water.id)
    assert (word.rule, word.text, word.reason) == ("generic.wording", "照本宣科", "原话如此")
    flags.reopen(who, kept.id, flag.key)
    assert Dismissals(database).of(who, town.water.id) == ()
    with pytest.raises(BadInput):
        flags.dismiss(who, kept.id, flag.key, "  ")
    with pytest.raises(NotFound):
        flags.accept(who, kept.id, "无此提示")


def test_two_findings_alike_in_every_word_are_told_apart(database: Database) -> None:
    town = Town(database)
    _, kept = town.with_draft()
    flags, who = Flags(database), town.drafter()
    one = _flag(kept, "照本宣科")
    both = flags.keep(who, kept.id, [one, one], draft_version=1)
    assert len({f.key for f in both}) == 2


def test_a_note_that_nothing_answers_is_set_aside_with_a_persons_reason(
    database: Database,
) -> None:
    town = Town(database)
    found, _ = town.with_draft()
    answers, who, office = CoverageAnswers(database), town.drafter(), town.office
    late = note("x1", "电梯坏了三个月没有人管")
    office.notes.keep_sorted(who, found.id, SortReport(notes=(*NOTES, late)))
    before = {c.note: c for c in open_draft(office, who, found.id).draft.coverage}
    assert before["x1"].status == "missing"
    answers.answer(who, found.id, "x1", reason="电梯已经修好", version=0)
    now = {c.note: c for c in open_draft(office, who, found.id).draft.coverage}
    assert (now["x1"].status, now["x1"].reason) == ("set_aside", "电梯已经修好")
    answers.take_back(who, found.id, "x1", version=1)
    assert answers.of(who, found.id) == ()


def test_a_note_reflected_and_set_aside_is_told_as_both(database: Database) -> None:
    town = Town(database)
    found, _ = town.with_draft()
    office, who = town.office, town.drafter()
    office.notes.correct(who, found.id, "n18", Correction(set_aside="已经简化"), version=1)
    covered = {c.note: c for c in open_draft(office, who, found.id).draft.coverage}
    assert covered["n18"].status == "reflected"
    assert covered["n18"].items
    assert "已经简化" in covered["n18"].reason
    assert "移交纪检" in covered["n22"].reason


def test_an_answer_needs_a_reason_and_a_fresh_version(database: Database) -> None:
    town = Town(database)
    found, _ = town.with_draft()
    answers, who = CoverageAnswers(database), town.drafter()
    with pytest.raises(BadInput):
        answers.answer(who, found.id, "n18", reason=" ", version=0)
    with pytest.raises(BadInput):
        answers.answer(who, found.id, "n18", reason="写了", version=0, status="reflected")
    with pytest.raises(NotFound):
        answers.answer(who, found.id, "n99", reason="没有", version=0)
    answers.answer(who, found.id, "n18", reason="先说的", version=0)
    with pytest.raises(StaleWrite) as caught:
        answers.answer(who, found.id, "n18", reason="后说的", version=0)
    assert (caught.value.current, caught.value.yours) == ("先说的", "后说的")
