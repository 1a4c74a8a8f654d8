"""Papers that differ, aspects that most skirt, and problems that come back."""

from service.reviewing.aspects import aspect_rows
from service.reviewing.compare import compare
from service.reviewing.outliers import outliers
from service.reviewing.repeated import repeated
from service.reviews import AspectRow, Outlier
from service.subject import Subject
from tests.reviewing.reviewed import kind, page, problems_paper, subject

CASES = (
    "查档等得久。全年七十一人当天没有拿到复印件。",
    "下乡镇少。五名成员全年只去了九次。",
    "回音慢。收到意见二十件，六件没有答复。",
    "报表多。五月一个月要填报十四张表。",
    "培训少。新进的四人半年没有上过岗前课。",
)


def found_outliers(*subjects: Subject) -> tuple[Outlier, ...]:
    return outliers([page(s) for s in subjects], subjects)


def alike(count: int) -> list[Subject]:
    return [subject(problems_paper(*CASES), f"第{n}档案馆党组") for n in range(count)]


def test_a_paper_with_far_fewer_problems_than_the_others_is_named() -> None:
    few = subject(problems_paper(CASES[0]), "白鹭县档案局党组")
    named = [o for o in found_outliers(*alike(5), few) if o.measure == "问题数"]
    assert [(o.unit, o.value, o.usual) for o in named] == [("白鹭县档案局党组", 1, 5)]
    assert "1个" in named[0].text
    assert "5个" in named[0].text


def test_a_paper_without_cases_among_concrete_ones_shows_the_problems_that_lack_them() -> None:
    empty = subject(
        problems_paper(
            "担当精神不足。面对矛盾存在畏难情绪，主动作为的意识还不够强。",
            "学习不够深入。学习的系统性不强，学用结合还不够紧密。",
            "联系群众不够密切。对群众的所思所盼了解还不够深入。",
            "创新意识不强。习惯于按部就班，开拓进取的劲头有所不足。",
        ),
        "白鹭县档案局党组",
    )
    named = [o for o in found_outliers(*alike(5), empty) if o.measure == "具体问题占比"]
    assert [o.unit for o in named] == ["白鹭县档案局党组"]
    quotes = [source.quote for source in named[0].sources]
    assert quotes[0] == "担当精神不足"
    assert all(empty.text[s.start : s.end] == s.quote for s in named[0].sources)


def test_of_many_papers_that_differ_a_quarter_at_most_are_named_the_farthest_first() -> None:
    odd = [
        subject(problems_paper(*(CASES[:1] * count)), f"白鹭县第{count}站党支部")
        for count in (1, 9, 10)
    ]
    named = {o.file for o in found_outliers(*alike(6), *odd)}
    assert 0 < len(named) <= 9 // 4


def test_a_share_above_half_is_never_called_the_lack_of_most() -> None:
    some = subject(
        problems_paper(*CASES[:4], "学习不够深入。学习的系统性不强，学用结合还不够紧密。"),
        "白鹭县档案局党组",
    )
    for found in found_outliers(*alike(7), some):
        assert "多数" not in found.text or found.value < 0.5


def test_among_three_papers_nobody_is_an_outlier() -> None:
    assert found_outliers(*alike(2), subject(problems_paper(CASES[0]), "白鹭县档案局党组")) == ()


def test_papers_that_are_alike_have_no_outlier() -> None:
    assert found_outliers(*alike(8)) == ()


def test_a_persons_paper_is_not_measured_by_those_of_leading_groups() -> None:
    alone = subject(problems_paper(CASES[0]), "白鹭县档案局党组", of="individual-2023")
    assert found_outliers(*alike(5), alone) == ()


def rows(*subjects: Subject) -> dict[str, AspectRow]:
    found = aspect_rows(
        [page(s) for s in subjects], {kind().id: kind()}, {s.file: s.text for s in subjects}
    )
    return {row.short: row for row in found}


def test_an_aspect_under_which_most_say_nothing_concrete_is_skirted() -> None:
    empty = "学习不够深入。学习的系统性不强，学用结合还不够紧密。"
    found = rows(
        subject(problems_paper(empty), "甲山县档案局党组"),
        subject(problems_paper(empty), "乙水县档案局党组"),
        subject(problems_paper(CASES[0]), "丙河县档案局党组"),
    )
    assert found["理论学习"].skirted
    assert [(c.problems, c.concrete) for c in found["理论学习"].cells] == [(1, 0), (1, 0), (1, 1)]


def test_an_aspect_that_half_of_the_papers_answer_is_not_skirted() -> None:
    found = rows(
        subject(problems_paper("学习不够深入。系统性不强，结合不够紧密。"), "甲山县档案局党组"),
        subject(problems_paper(CASES[0]), "丙河县档案局党组"),
    )
    assert not found["理论学习"].skirted


def test_every_aspect_of_the_kind_has_a_row_and_every_paper_a_cell() -> None:
    found = rows(*alike(3))
    assert list(found) == [aspect.short for aspect in kind().aspects]
    assert all(len(row.cells) == 3 for row in found.values())


LAST = "陪护管理下不了决心。护工收费涨了两回，投诉二十八件，合同没有重新比选。"


def test_last_years_problem_is_found_again_and_shown_in_both_papers() -> None:
    now = "陪护管理下不了决心。护工收费涨了三回，投诉二十四件，合同没有重新比选。"
    (found,) = repeated([subject(problems_paper(now), "白鹭县医院党委", last=problems_paper(LAST))])
    assert not found.explained
    assert (found.this.source, found.last.source) == (
        "白鹭县医院党委.txt",
        "白鹭县医院党委去年.txt",
    )
    assert found.this.quote == found.last.quote == "陪护管理下不了决心"


def test_a_repeated_problem_that_says_what_became_of_it_is_explained() -> None:
    now = "陪护管理下不了决心。去年列入整改后只签了意向，投诉二十四件，合同没有重新比选。"
    (found,) = repeated([subject(problems_paper(now), "白鹭县医院党委", last=problems_paper(LAST))])
    assert found.explained


def test_a_common_headline_over_another_case_is_no_repetition() -> None:
    last = "理论学习不够深入。读书班请假七人，没有补课。"
    now = "理论学习不够深入。灌区改造的要求没有人讲过，研讨稿由办公室代写。"
    assert (
        repeated([subject(problems_paper(now), "白鹭县医院党委", last=problems_paper(last))]) == ()
    )


def test_a_unit_without_an_earlier_paper_repeats_nothing() -> None:
    assert repeated([subject(problems_paper(LAST), "白鹭县医院党委")]) == ()


def test_comparing_gives_everything_of_one_set_at_once() -> None:
    subjects = [
        *alike(5),
        subject(problems_paper(LAST), "白鹭县医院党委", last=problems_paper(LAST)),
    ]
    found = compare([page(s) for s in subjects], subjects)
    assert found.common
    assert len(found.aspects) == len(kind().aspects)
    assert [r.unit for r in found.repeated] == ["白鹭县医院党委"]
    assert {o.unit for o in found.outliers} == {"白鹭县医院党委"}


def test_comparing_one_paper_alone_finds_nothing_to_compare() -> None:
    one = subject(problems_paper(*CASES), "白鹭县档案局党组")
    found = compare([page(one)], [one])
    assert not found.common
    assert not found.outliers
    assert not found.repeated
