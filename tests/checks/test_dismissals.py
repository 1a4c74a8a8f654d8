"""Which flags a dismissal settles, when one comes back, and which dismissals are unused."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.blocks import SourceText
from service.checks import able_rules, check, load_cards, settle
from service.flags import Dismissal, Flag
from service.kinds import load_kinds
from service.library import Material
from service.notes import Note
from service.parsing import parse
from service.subject import Subject

KINDS = load_kinds()
CARDS = load_cards()
UNIT = "青岚县档案馆党组"
HEAD = f"{UNIT}2023年度专题民主生活会对照检查材料\n一、存在的主要问题\n（一）理论学习方面\n"
BODY = "一是巡查缺次。全年应当巡查12次，实际巡查9次，漏查XX库房。\n二是台账不全。\n"


def subject(body: str, kind: str | None = None, *, notes: tuple[str, ...] = ()) -> Subject:
    chosen = KINDS[kind] if kind else None
    text = HEAD + body
    paper = parse(SourceText(file="f.txt", format="txt", text=text), chosen)
    said = tuple(Note(id=f"N{n}", source_id=f"R{n}", text=note) for n, note in enumerate(notes))
    return Subject(
        file="f.txt", text=text, paper=paper, kind=chosen, unit=UNIT, year=2023, notes=said
    )


def flags_of(rule: str, given: Subject) -> list[Flag]:
    return [flag for flag in check(given, CARDS) if flag.rule == rule]


def word(flag: Flag, day: int = 1, reason: str = "核过") -> Dismissal:
    when = datetime(2024, 1, day, tzinfo=UTC)
    return Dismissal(
        unit=UNIT,
        rule=flag.rule,
        fingerprint=flag.fingerprint,
        reason=reason,
        who="办公室",
        when=when,
        text=flag.text,
    )


ALL = frozenset(card.id for card in CARDS)


def test_a_dismissed_flag_is_parted_from_the_others_and_kept_with_the_reason() -> None:
    found = check(subject(BODY), CARDS)
    chosen = next(flag for flag in found if flag.rule == "left.placeholder")
    settled = settle(found, [word(chosen)], ALL)
    assert chosen not in settled.flags
    assert len(settled.flags) == len(found) - 1
    assert [(d.flag, d.dismissal.reason) for d in settled.dismissed] == [(chosen, "核过")]
    assert settled.unused == ()


def test_a_flag_comes_back_when_its_sentence_changes_and_not_for_edits_elsewhere() -> None:
    said = word(flags_of("left.placeholder", subject(BODY))[0])
    moved = check(subject("三是另有一条。\n" + BODY.replace("台账不全", "台账没有更新")), CARDS)
    edited = check(subject(BODY.replace("12次", "10次")), CARDS)
    assert [d.flag.text for d in settle(moved, [said], ALL).dismissed] == ["XX"]
    back = settle(edited, [said], ALL)
    assert back.dismissed == ()
    assert back.unused == (said,)


def test_of_two_flags_in_one_sentence_the_one_vouched_for_goes() -> None:
    given = subject(BODY, "team-2023", notes=("库房巡查没有做",))
    found = flags_of("fact.unsupported", given)
    assert [flag.text for flag in found] == ["12次", "9次"]
    assert found[0].fingerprint == found[1].fingerprint
    assert [f.text for f in settle(found, [word(found[1])], ALL).flags] == ["12次"]


def test_a_figure_vouched_for_is_not_part_of_a_longer_one() -> None:
    given = subject(BODY.replace("9次", "2次"), "team-2023", notes=("库房巡查没有做",))
    found = flags_of("fact.unsupported", given)
    assert [flag.text for flag in found] == ["12次", "2次"]
    assert [f.text for f in settle(found, [word(found[1])], ALL).flags] == ["12次"]


@pytest.mark.parametrize("underlined", ["学习抓得不紧不实", "抓得不紧"])
def test_a_dismissal_outlives_a_shift_of_what_the_rule_underlines(underlined: str) -> None:
    flag = Flag(
        id="K0001",
        rule="generic.wording",
        level="suggestion",
        start=0,
        end=6,
        text="学习抓得不紧",
        message="",
        ask="",
        fingerprint="0" * 16,
    )
    now = flag.model_copy(update={"text": underlined})
    other = flag.model_copy(update={"text": "台账不全"})
    settled = settle([now, other], [word(flag)], ALL)
    assert settled.flags == (other,)


def test_a_mask_without_letters_is_told_from_another() -> None:
    found = flags_of("left.placeholder", subject("一是缺次。××站和**站都没有查。\n"))
    assert [flag.text for flag in found] == ["××", "**"]
    assert [f.text for f in settle(found, [word(found[0])], ALL).flags] == ["**"]


def test_the_same_mask_twice_in_one_sentence_goes_by_one_word_and_stays_in_the_next() -> None:
    given = subject("一是缺次。巡查定在XX月XX日。二是漏项。XX月没有巡查。\n")
    found = flags_of("left.placeholder", given)
    assert [flag.text for flag in found] == ["XX", "XX", "XX"]
    assert settle(found, [word(found[0])], ALL).flags == (found[2],)


def test_the_latest_word_about_a_flag_counts() -> None:
    found = flags_of("left.placeholder", subject(BODY))
    said = [word(found[0], 2, "后来核的"), word(found[0], 1, "先前核的")]
    settled = settle(found, said, ALL)
    assert settled.dismissed[0].dismissal.reason == "后来核的"
    assert settled.unused == ()


def test_what_is_missing_stays_dismissed_while_figures_move() -> None:
    kind = KINDS["team-2023"].model_copy(update={"length": (3000, 4000)})
    short, longer = (subject(BODY * n, "team-2023") for n in (2, 3))
    first, later = (
        flags_of("shape.length", s.model_copy(update={"kind": kind})) for s in (short, longer)
    )
    assert first[0].message != later[0].message
    assert settle(later, [word(first[0])], ALL).flags == ()


def test_notes_that_differ_in_a_figure_are_two_matters() -> None:
    given = subject(BODY, "team-2023", notes=("每周开4个例会太多", "每周开5个例会太多"))
    found = flags_of("cover.missing", given)
    assert len(found) == 2
    assert len(settle(found, [word(found[0])], ALL).flags) == 1


def test_every_sentence_under_a_long_flag_counts() -> None:
    past = subject("一是巡查缺次。北侧库房连续两季没有人去看。交接本上也没有写清。\n")
    peers = parse(SourceText(file="p", format="txt", text=past.text))
    other = Material(sha256="1", owner=UNIT, use="own-past", file="p", text=past.text, paper=peers)
    copied = flags_of("reuse.own-past", past.model_copy(update={"past": (other,)}))
    edited = subject("一是巡查缺次。北侧库房连续两季没有人去看。交接本上也没有说清。\n")
    after = flags_of("reuse.own-past", edited.model_copy(update={"past": (other,)}))
    assert "交接本" in copied[0].text
    assert copied[0].fingerprint != after[0].fingerprint


def test_a_rule_without_what_it_needs_leaves_its_dismissals_out_of_the_unused() -> None:
    alone = able_rules(subject(BODY), CARDS)
    noted = able_rules(subject(BODY, "team-2023", notes=("会太多",)), CARDS)
    assert not {"cover.missing", "fact.unsupported", "reuse.peer", "shape.aspect-missing"} & alone
    assert {"left.placeholder", "generic.wording"} <= alone
    assert {"cover.missing", "fact.unsupported", "shape.aspect-missing"} <= noted
    assert not {"safe.clue", "reuse.own-past", "cover.last-year", "shape.length"} & noted


def test_a_rule_that_is_off_leaves_its_dismissals_out_of_the_unused() -> None:
    off = [card.model_copy(update={"level": "off"}) for card in CARDS]
    assert able_rules(subject(BODY), off) == frozenset()


def test_a_dismissal_of_a_rule_that_could_not_run_is_not_unused() -> None:
    gone = word(flags_of("left.placeholder", subject(BODY))[0])
    missing = gone.model_copy(update={"rule": "cover.missing"})
    settled = settle((), [gone, missing], able_rules(subject(BODY), CARDS))
    assert settled.unused == (gone,)


MARKS = st.sampled_from(["XX", "1次", "11次", "", "××"])
SENTENCES = st.sampled_from(["0" * 16, "1" * 16])


@given(flags=st.lists(st.tuples(SENTENCES, MARKS)), said=st.lists(st.tuples(SENTENCES, MARKS)))
def test_no_flag_is_lost_and_every_dismissed_one_has_its_own_rule_and_sentence(
    flags: list[tuple[str, str]], said: list[tuple[str, str]]
) -> None:
    blank = Flag(id="", rule="r", level="error", start=0, end=0, text="", message="", ask="")
    found = [
        blank.model_copy(update={"id": f"K{n}", "fingerprint": sentence, "text": text})
        for n, (sentence, text) in enumerate(flags)
    ]
    words = [word(blank.model_copy(update={"fingerprint": s, "text": t})) for s, t in said]
    settled = settle(found, words, frozenset({"r"}))
    parted = [*settled.flags, *(entry.flag for entry in settled.dismissed)]
    assert sorted(f.id for f in parted) == sorted(f.id for f in found)
    for entry in settled.dismissed:
        assert entry.flag.fingerprint == entry.dismissal.fingerprint
        assert entry.dismissal not in settled.unused
    assert set(settled.unused) <= set(words)
