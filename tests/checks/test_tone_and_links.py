"""Tone, links and vague measures: whose words are judged, and what one flag stands for."""

from pathlib import Path

import pytest

from service.blocks import SourceText
from service.checks import check, load_cards
from service.flags import Flag
from service.parsing import parse
from service.subject import Subject

POINTS = Path(__file__).with_name("blamed_below.tsv")
CARDS = {card.id: card for card in load_cards()}


def _flags(rule: str, text: str) -> tuple[Flag, ...]:
    paper = parse(SourceText(file="例.txt", format="txt", text=text))
    return check(Subject(file="例.txt", text=text, paper=paper), [CARDS[rule]])


def test_each_turn_of_a_mutual_criticism_is_judged_by_itself() -> None:
    text = (
        "一、相互批评意见\n"
        "甲对乙：去年到站所只有一次，布置任务急躁，希望今后多听意见。"
        "乙对甲：工作扎实，很辛苦，希望注意身体。\n"
    )
    flags = _flags("tone.hope-as-criticism", text)
    assert [flag.text for flag in flags] == ["希望注意身体"]


def test_a_question_that_a_draft_asks_is_nobodys_wish() -> None:
    problem = "一是水表装得太慢。【待补：怎样回应；建议给所里自主权】"
    text = f"一、存在的主要问题\n（一）作风方面\n{problem}\n"
    assert _flags("tone.hope-as-criticism", text) == ()


def test_results_are_no_fault_where_last_year_is_accounted_for() -> None:
    text = "一、上年度整改落实情况\n{}整改取得明显成效，群众满意度明显提升。\n"
    assert _flags("tone.achievement", text.format("列出问题十六个，已办结十四个。")) == ()
    assert len(_flags("tone.achievement", text.format("党组高度重视，狠抓落实，"))) == 1


def test_a_concession_may_be_longer_than_the_shortcoming_it_leads_to() -> None:
    text = (
        "一、存在的主要问题\n（一）担当方面\n"
        "一是统筹力度小。虽然圆满完成全年任务，审批时限明显缩短，但跨部门联办还是不够主动。\n"
    )
    assert _flags("tone.achievement", text) == ()


def test_a_chapter_of_vague_measures_is_one_flag_and_a_single_one_is_its_own() -> None:
    vague = "（一）强化理论武装。不断提高政治站位。\n（二）强化担当。大力推动各项工作落实。\n"
    more = "（三）强化宗旨意识。始终坚持人民至上，切实增强感情。\n"
    done = "（三）修好电梯。8月底前由后勤科完成。\n"
    heading = "一、下一步整改措施\n"
    assert [flag.text for flag in _flags("measure.vague", heading + vague + more)] == [
        "一、下一步整改措施"
    ]
    single = _flags("measure.vague", heading + vague + done)
    assert sorted(flag.text for flag in single) == ["强化担当", "强化理论武装"]


def test_a_cause_that_repeats_its_problem_shows_that_problem() -> None:
    problem = "一是老旧电梯停用八个月。维修方案报了三稿，没有协调下来。"
    causes = "二、产生问题的原因分析\n（一）老旧电梯停用八个月，维修方案没有协调下来{}。\n"
    text = f"一、存在的主要问题\n（一）担当方面\n{problem}\n" + causes
    (flag,) = _flags("link.cause-restates", text.format(""))
    assert [evidence.quote for evidence in flag.evidence] == [problem]
    assert _flags("link.cause-restates", text.format("，是怕担责任")) == ()


def test_measures_by_theme_are_not_called_orphans() -> None:
    text = (
        "一、存在的主要问题\n（一）担当方面\n一是电梯停用八个月。\n二是窗口排队久。\n三是报表重复。\n"
        "二、整改措施\n（一）坚定理想信念，筑牢忠诚品格。\n（二）践行宗旨，厚植为民情怀。\n"
    )
    assert _flags("link.orphan", text) == ()


def test_of_points_that_run_together_each_is_judged_by_itself() -> None:
    text = (
        "一、存在的主要问题\n（一）一是到村里少，全年去过两次；二是希望班子今后多关心年轻同志。\n"
    )
    flags = _flags("tone.hope-as-criticism", text)
    assert [flag.text for flag in flags] == ["希望班子今后多关心年轻同志"]


def test_three_quotations_are_no_closing_line_for_all_measures() -> None:
    text = (
        "一、整改措施\n"
        "（一）公开询价。{}三家以上到场才开标，结果贴在食堂门口给职工看，由后勤科负责，6月底前印发。\n"
        "（二）更换菜谱。菜谱由职工代表和厨师一起商定，剩菜多的当场记下来，逐样换掉，贴出来给大家看。\n"
        "{}"
    )
    (flag,) = _flags("measure.no-deadline", text.format("", ""))
    assert flag.text == "更换菜谱"
    assert _flags("measure.no-deadline", text.format("", "以上各项措施年底前由党委督办。\n")) == ()


def _spoken_points(label: str) -> list[str]:
    lines = POINTS.read_text(encoding="utf-8").splitlines()[1:]
    return [text for _, kind, text in (line.split("\t") for line in lines) if kind == label]


def _share_flagged(rule: str, points: list[str]) -> float:
    paper = "一、存在的主要问题\n（一）作风方面\n1.{}\n"
    return sum(bool(_flags(rule, paper.format(point))) for point in points) / len(points)


@pytest.mark.parametrize("rule", ["tone.blames-below", "tone.business-only"])
def test_points_of_other_trades_are_told_apart_by_who_is_spoken_of(rule: str) -> None:
    assert _share_flagged(rule, _spoken_points(rule.removeprefix("tone."))) >= 0.9
    assert _share_flagged(rule, _spoken_points("innocent")) <= 0.02
