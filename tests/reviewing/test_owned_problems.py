"""What a paper owns up to."""

from service.checks import check
from service.reviewing.problems import owned_problems
from service.reviews import OwnedProblem
from tests.reviewing.reviewed import problems_paper, subject

UNIT = "白鹭县档案局党组"


def owned(
    *points: str, aspect: str = "理论学习", of: str = "team-2023"
) -> tuple[OwnedProblem, ...]:
    looked_at = subject(problems_paper(*points, aspect=aspect), UNIT, of=of)
    return owned_problems(looked_at, check(looked_at))


def test_every_problem_is_told_with_its_headline_and_its_place() -> None:
    text = problems_paper(
        "学习走过场。五次学习缺席九人次。", "研讨没有准备。发言稿由秘书代写三篇。"
    )
    looked_at = subject(text, UNIT)
    found = owned_problems(looked_at, check(looked_at))
    assert [p.headline for p in found] == ["学习走过场", "研讨没有准备"]
    assert all(p.headline in text[p.start : p.end] for p in found)


def test_a_problem_takes_the_full_title_of_the_aspect_it_stands_under() -> None:
    (problem,) = owned(
        "下乡少。全年去了两次。", aspect="带头敬畏人民、敬畏组织、敬畏法纪", of="team-2025"
    )
    assert problem.aspect == "带头敬畏人民、敬畏组织、敬畏法纪"


def test_without_aspect_headings_the_words_decide_the_aspect() -> None:
    text = "对照检查材料\n一、存在的主要问题\n一是警示教育走形式。全年放了两部廉政教育片。\n"
    looked_at = subject(text, UNIT)
    (problem,) = owned_problems(looked_at, check(looked_at))
    assert (problem.aspect, problem.theme) == ("廉洁自律", "廉政")


def test_causes_and_measures_are_no_problems() -> None:
    text = problems_paper("学习走过场。五次学习缺席九人次。") + (
        "二、原因分析\n一是思想认识有偏差。把学习当成软任务。\n"
        "三、整改措施\n一是按月补学。由办公室负责，六月底前完成。\n"
    )
    looked_at = subject(text, UNIT)
    assert [p.item for p in owned_problems(looked_at, check(looked_at))] == ["P01"]


def test_a_count_of_the_units_own_makes_a_problem_concrete() -> None:
    (problem,) = owned("查阅服务等得久。全年接待查档四百二十人，七十一人当天没有拿到复印件。")
    assert problem.concrete
    assert not problem.generic


def test_a_problem_that_any_unit_could_own_up_to_is_generic_and_not_concrete() -> None:
    (problem,) = owned(
        "担当精神不足。面对矛盾存在畏难情绪，习惯于按部就班，主动作为的意识还不够强。"
    )
    assert problem.generic
    assert not problem.concrete


def test_figures_under_a_subject_nobody_could_look_up_make_nothing_concrete() -> None:
    (problem,) = owned("学习笔记流于应付。个别部门15名参会人员中60%没有记学习笔记。")
    assert not problem.concrete


def test_a_fake_detail_does_not_spoil_a_case_told_beside_it() -> None:
    (problem,) = owned(
        "学习笔记流于应付。个别部门15名参会人员中60%没有记学习笔记。4月12日保管科抽查，四本笔记是空白。"
    )
    assert problem.concrete


def test_the_headline_says_what_a_problem_is_about_before_its_case_does() -> None:
    (problem,) = owned("廉政教育流于形式。食堂门口放了一次片子，会议室里没有人看完。")
    assert problem.theme == "廉政"


def test_a_question_that_a_draft_leaves_open_is_no_case() -> None:
    (problem,) = owned("联系群众不够经常。【待补：2023年到馆里座谈过几次，是哪几个科室的人？】")
    assert not problem.concrete
