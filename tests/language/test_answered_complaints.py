"""A complaint is answered by what is wrong, not by the name of the thing alone."""

from service.checks.background import packaged_background
from service.language.matching import Matcher, Rarity

RARITY = Rarity(said.text for said in packaged_background().said)
ANSWERED = 0.19


def _answer(complaint: str, *told: str) -> float:
    return Matcher(told, RARITY).answer(complaint)


def _likeness(complaint: str, told: str) -> float:
    return Matcher([told], RARITY).best(complaint, 1)[0][1]


def test_a_place_named_with_another_matter_counts_for_less_than_the_complaint() -> None:
    complaint = "梅坞渡口的候船棚漏雨，等船的老人没有地方坐"
    other = "梅坞渡口全年检修设备9次，职工持证上岗率比上年提高。"
    same = "候船棚漏雨三年没有修，等船的群众在雨里站着。"
    assert _answer(complaint, other) < _likeness(complaint, other)
    assert _answer(complaint, same) >= ANSWERED
    assert _answer(complaint, other) < _answer(complaint, same)


def test_a_heading_that_names_only_the_people_counts_for_less_than_its_likeness() -> None:
    complaint = "驾校学员的补考费收了两回，没有人解释"
    heading = "（三）走近驾校学员。"
    assert _answer(complaint, heading) < 0.8 * _likeness(complaint, heading)


def test_the_likest_of_several_texts_answers() -> None:
    told = ("全年学习十二次。", "路灯不亮的路段还有九处。")
    assert _answer("路灯不亮", *told) == _answer("路灯不亮", told[1])


def test_nothing_answers_an_empty_complaint_and_no_text_answers_any() -> None:
    assert _answer("", "路灯不亮") == 0.0
    assert _answer("路灯不亮") == 0.0
