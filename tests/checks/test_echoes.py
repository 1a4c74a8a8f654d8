"""What a person is shown once although two rules found it."""

from service.checks import without_echoes
from service.flags import Flag


def flag(rule: str, start: int, end: int, item: str = "P1") -> Flag:
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
