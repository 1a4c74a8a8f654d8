from service.drafting import coverage
from service.drafting.sentences import fact, item, question
from service.paper import Chapter, Item, Paper, Section
from tests.drafting.drafting_cases import note

ONE = note("a", "第二支部3月到5月没有开过支委会")


def _paper(*items: Item) -> Paper:
    return Paper(chapters=(Chapter(role="problems", sections=(Section(items=items),)),))


def test_a_note_whose_details_stand_in_its_items_is_reflected() -> None:
    sentence = fact("第二支部3月至5月没有召开支委会。", ["a"], "没有开过支委会")
    (found,) = coverage(_paper(item("p1", "problem", "", [sentence])), [ONE])
    assert (found.status, found.items) == ("reflected", ("p1",))


def test_a_note_that_lost_a_detail_is_partly_covered_and_the_detail_named() -> None:
    sentence = fact("有的支部没有开过支委会。", ["a"], "没有开过支委会")
    (found,) = coverage(_paper(item("p1", "problem", "", [sentence])), [ONE])
    assert found.status == "partly"
    assert "3月" in found.reason


def test_a_note_that_is_only_asked_about_is_partly_covered() -> None:
    asked = item("p1", "problem", "", [question("是哪个支部", ["a"])])
    assert [c.status for c in coverage(_paper(asked), [ONE])] == ["partly"]


def test_a_note_that_nothing_cites_is_missing() -> None:
    assert [c.status for c in coverage(_paper(), [ONE])] == ["missing"]


def test_a_count_in_the_preface_answers_nobody() -> None:
    counted = item("s1", "other", "", [fact("意见共1条。", ["a"], "没有开过支委会")])
    assert [c.status for c in coverage(_paper(counted), [ONE])] == ["missing"]


def test_what_does_not_go_into_a_paper_is_set_aside_with_its_reason() -> None:
    notes = [
        note("e", "无", empty=True),
        note("c", "某人收礼", route="clue"),
        note("b", "加编制", route="beyond"),
    ]
    found = coverage(_paper(), notes)
    assert [c.status for c in found] == ["set_aside"] * 3
    assert all(c.reason for c in found)
