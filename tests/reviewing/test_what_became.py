"""What this year's account says of a promise: by its list, by its figures, by its facts."""

import pytest

from service.language.normal import normal
from service.reviewing.figures import falls_short, reached
from service.reviewing.promised import followed
from service.reviewing.same_matter import matter
from service.reviews import PromiseStatus
from tests.reviewing.review_cases import past_paper, written

LAST = (
    "白鹭县档案局党组2023年度对照检查材料\n一、存在的问题\n（一）担当作为方面\n"
    "一是库房漏雨多年没有修。\n二、整改措施\n{measures}\n"
)
THIS = (
    "白鹭县档案局党组2024年度民主生活会对照检查材料\n一、上年度整改情况\n{account}\n"
    "二、存在的主要问题\n（一）带头增强党性、严守纪律、砥砺作风方面\n"
    "一是值班记录不实。9月有3天没有人签字。\n"
)


def _statuses(measures: str, account: str) -> dict[str, PromiseStatus]:
    last = LAST.format(measures=measures)
    paper = written(THIS.format(account=account), past=(past_paper(last),))
    return {last[p.start : p.end]: p.status for p in followed(paper) if not p.problem}


@pytest.mark.parametrize(
    ("promised", "told", "met"),
    [
        ("送展下乡不少于12场", "送展下乡做了15场", True),
        ("送展下乡不少于12场", "送展下乡做了9场", False),
        ("把9种台账合并为4种以内", "9种台账合并为3种", True),
        ("把9种台账合并为4种以内", "9种台账合并为6种", False),
        ("差旅支出压减三成", "差旅支出4.2万元，下降34%", True),
        ("调卷时间压到20分钟以内", "承诺压到20分钟以内，实际28分钟", False),
        ("每季度到库房点验1次", "到库房点验3次", False),
        ("收回欠款60万元", "收回41万元", False),
        ("接通6处测温点", "测温点验收合格", None),
    ],
)
def test_a_figure_told_is_held_against_the_figure_promised(
    promised: str, told: str, met: bool | None
) -> None:
    assert reached(promised, told) is met


def test_a_statement_that_names_what_was_due_and_less_that_was_met_falls_short() -> None:
    assert falls_short("应移交案卷80件，实际移交62件")
    assert not falls_short("应移交案卷80件，实际移交80件")


def test_the_lead_of_a_list_says_of_each_part_what_became_of_it() -> None:
    measures = (
        "（一）修卷室空调3月底前换新。\n（二）2号库防火门6月底前改造。\n"
        "（三）民国档案查阅目录9月底前上架。"
    )
    account = (
        "已经办结的：修卷室空调3月12日换上新机；民国档案查阅目录摆上架，读者可以自取。"
        "没有办结的两项：2号库防火门改造的图纸6月送审；消防泵还在选型。"
    )
    assert list(_statuses(measures, account).values()) == ["done", "open", "done"]


def test_what_is_told_as_fact_in_the_account_is_done_and_what_is_planned_is_open() -> None:
    measures = "（一）查档预约电话5月起固定由一人接听。"
    said = "查档预约电话5月起固定由一人接听，全年接听420次。"
    assert list(_statuses(measures, said).values()) == ["done"]
    planned = "查档预约电话拟固定由一人接听。"
    assert list(_statuses(measures, planned).values()) == ["open"]


def test_promises_alike_in_nothing_but_owner_and_day_are_two() -> None:
    measures = (
        "（一）修卷室空调2024年6月底前换新，由分管后勤的副局长负责、办公室承办。\n"
        "（二）查档大厅坡道2024年6月底前修好，由分管业务的副局长负责、利用科承办。"
    )
    assert len(_statuses(measures, "全年接待查档1300人次。")) == 2


def test_of_owner_and_day_nothing_is_left_that_a_promise_could_be_about() -> None:
    assert normal(matter("2024年4月起执行，由分管档案的副局长负责、保管科承办。")) == ""
    assert "坡道" in matter("查档大厅坡道6月底前修好，由利用科承办。")


def test_a_heading_that_names_a_day_is_a_promise_though_a_paragraph_follows() -> None:
    measures = "（一）耗材采购2024年3月起一律比价两家以上。\n局党组每半年听一次汇报。"
    assert any("耗材采购" in said for said in _statuses(measures, "全年接待查档1300人次。"))


def test_resolve_without_day_or_figure_is_followed_where_the_account_takes_it_up() -> None:
    measures = "（一）加快代管业务布局和送卷上门推广，营造人人出力的浓厚氛围。"
    account = "没有完成的是代管业务布局和送卷上门推广，原因是没有落实驾驶员。"
    assert _statuses(measures, account) == {"加快代管业务布局和送卷上门推广": "open"}
    assert _statuses(measures, "全年接待查档1300人次。") == {}


def test_a_plan_that_a_statement_leans_on_names_no_day_of_its_own() -> None:
    assert _statuses("（一）按照2023年工作要点，抓好档案宣传。", "都在推进。") == {}
