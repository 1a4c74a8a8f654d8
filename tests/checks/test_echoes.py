"""What a person is shown once although it was found twice, and what is shown to nobody."""

from service.checks import sure_enough, without_echoes
from service.flags import Flag


def flag(rule: str, start: int, end: int, item: str = "P1", score: float = 0.9) -> Flag:
    return Flag(
        id=f"{rule}{start}",
        rule=rule,
        level="suggestion",
        start=start,
        end=end,
        text="字" * (end - start),
        message="",
        ask="",
        item=item,
        score=score,
    )


def test_a_problem_without_a_case_is_not_called_generic_as_well() -> None:
    no_case = flag("generic.no-case", 0, 10)
    assert without_echoes([flag("generic.wording", 3, 9), no_case]) == (no_case,)


def test_last_years_problem_copied_word_for_word_is_told_once() -> None:
    copied = flag("reuse.own-past", 0, 60)
    assert without_echoes([flag("reuse.repeated-problem", 4, 12), copied]) == (copied,)


def test_two_findings_in_different_places_of_an_item_both_stay() -> None:
    both = [flag("generic.wording", 30, 40), flag("generic.no-case", 0, 10)]
    assert without_echoes(both) == tuple(both)


def test_rules_that_are_no_echo_of_each_other_may_share_a_place() -> None:
    both = [flag("left.placeholder", 0, 10), flag("fact.unsupported", 0, 10)]
    assert without_echoes(both) == tuple(both)


def test_generic_words_inside_a_copied_passage_are_told_once() -> None:
    copied = flag("reuse.own-past", 0, 60)
    assert without_echoes([flag("generic.wording", 20, 30), copied]) == (copied,)


def test_last_years_problem_is_told_once_wherever_in_the_item_the_copy_begins() -> None:
    copied = flag("reuse.own-past", 40, 90)
    assert without_echoes([flag("reuse.repeated-problem", 2, 10), copied]) == (copied,)


def test_a_measure_without_an_action_is_not_asked_for_its_owner_as_well() -> None:
    vague = flag("measure.vague", 0, 8)
    assert without_echoes([flag("measure.no-owner", 0, 8), vague]) == (vague,)


def test_a_blank_month_and_day_is_one_blank() -> None:
    month, day = flag("left.placeholder", 0, 2), flag("left.placeholder", 3, 5)
    assert without_echoes([month, day]) == (month,)


def test_two_blanks_of_one_sentence_are_two() -> None:
    blanks = (flag("left.placeholder", 0, 2), flag("left.placeholder", 6, 8))
    assert without_echoes(blanks) == blanks


def test_a_person_is_not_shown_what_a_rule_is_least_sure_of() -> None:
    sure, unsure = (flag("generic.wording", 0, 10, score=score) for score in (0.9, 0.55))
    assert sure_enough([sure, unsure]) == (sure,)
    error = flag("fact.unsupported", 0, 10, score=0.1)
    assert sure_enough([error]) == (error,)
