"""What became of last year's promises, read by eye in the sample library and in papers of ours."""

import pytest

from service.library import Material
from service.reviewing.became import Promise
from service.reviewing.promised import followed, last_papers
from service.subject import Subject
from tests.reviewing.review_cases import material, past_paper, subject, written

LAST = (
    "白鹭县档案局党组2023年度对照检查材料\n一、存在的问题\n（一）担当作为方面\n"
    "一是库房漏雨多年没有修。\n二、整改措施\n（一）补短板。{measures}\n"
)
THIS = (
    "白鹭县档案局党组2024年度民主生活会对照检查材料\n一、上年度整改情况\n{account}\n"
    "二、存在的主要问题\n（一）带头增强党性、严守纪律、砥砺作风方面\n"
    "一是值班记录不实。9月有3天没有人签字。{problem}\n"
)


def _followed(measures: str, account: str = "都在推进。", problem: str = "") -> list[Promise]:
    this = THIS.format(account=account, problem=problem)
    past = (past_paper(LAST.format(measures=measures)),)
    return [p for p in followed(written(this, past=past)) if not p.problem]


@pytest.mark.parametrize(
    ("measures", "account", "status"),
    [
        ("6月底前修好2号库房屋顶。", "2号库房屋顶已于5月修好。", "done"),
        ("6月底前修好2号库房屋顶。", "2号库房屋顶只修了一半，还没有验收。", "open"),
        ("6月底前修好2号库房屋顶。", "2号库房屋顶修缮正在推进。", "open"),
        ("6月底前修好2号库房屋顶。", "全年接待查档1300人次。", "untold"),
        ("年底前完成民国档案1200卷数字化。", "民国档案1200卷数字化全部完成。", "done"),
        ("年底前完成民国档案1200卷数字化。", "民国档案数字化只做了700卷。", "open"),
    ],
)
def test_a_promise_is_done_open_or_untold_as_the_account_says(
    measures: str, account: str, status: str
) -> None:
    (promise,) = _followed(measures, account)
    assert promise.status == status


def test_what_is_a_problem_again_is_open() -> None:
    (promise,) = _followed("6月底前修好2号库房屋顶。", problem="2号库房屋顶汛期又漏了两次。")
    assert (promise.status, promise.told_in) == ("open", "problems")


def test_a_mere_number_for_all_leaves_each_promise_untold_and_is_pointed_at() -> None:
    account = "上年度查摆问题12个，已完成11个。"
    (promise,) = _followed("6月底前修好2号库房屋顶。", account)
    assert promise.status == "untold"
    assert promise.counted is not None


def test_resolve_without_anything_to_check_is_no_promise() -> None:
    assert _followed("进一步提高认识，切实增强责任感和使命感。") == []


def test_a_line_that_only_names_the_responsible_is_no_promise() -> None:
    assert _followed("由局长牵头，办公室承办。") == []


def test_the_same_promise_twice_is_followed_once() -> None:
    twice = "6月底前修好2号库房屋顶。2号库房屋顶6月底前修好。"
    assert len(_followed(twice)) == 1


def test_promises_with_owner_date_and_figure_come_first() -> None:
    found = _followed(
        "给查档窗口添一把椅子。7月底前由后勤科给3个库房各换2台除湿机。每月查一次值班记录。"
    )
    assert [promise.weight for promise in found] == sorted(
        (promise.weight for promise in found), reverse=True
    )
    assert found[0].weight >= 4


def test_a_person_answers_for_no_promise_of_the_unit() -> None:
    team = material("jiangyu-port/2024-team-2024.docx")
    person = subject("jiangyu-port/2025-individual-2025.txt").model_copy(update={"past": (team,)})
    assert last_papers(person) == ()


def test_the_plan_of_the_same_year_is_followed_with_the_paper() -> None:
    water = subject("qinglan-water/2024-team-2024.txt")
    assert len(last_papers(water)) == 2


SEEN: tuple[tuple[str, str, str], ...] = (
    ("qinglan-water/2024-team-2024.txt", "年底全县水费收缴率达到80%", "open"),
    ("qinglan-water/2024-team-2024.txt", "雨水情自动测报接入", "open"),
    ("qinglan-water/2024-team-2024.txt", "报表减到26张以内", "untold"),
    ("qinglan-water/2024-team-2024.txt", "应急物资采购实行两人经办", "untold"),
    ("jiangyu-port/2024-team-2024.docx", "建成零星维修供应商库", "done"),
    ("jiangyu-port/2024-team-2024.docx", "完成214名职工一人一表摸底", "done"),
    ("jiangyu-port/2024-team-2024.docx", "3件提案由工会主席包办", "done"),
    ("jiangyu-port/2024-team-2024.docx", "4张重复报表3月底前取消", "untold"),
    ("jiangyu-port/2024-team-2024.docx", "技能等级评价全年办4期", "untold"),
    ("linxi-city/2025-team-2025.docx", "渣土视频监控接入率", "open"),
    ("linxi-city/2025-team-2025.docx", "56处未修补的道路病害", "open"),
    ("linxi-city/2025-team-2025.docx", "环卫工人休息点到2024年6月底前新增8处", "untold"),
    ("yunze-hospital/2024-team-2024.txt", "修订《党委会议事规则》", "open"),
    ("yunze-hospital/2024-team-2024.txt", "门诊平均候诊时间压到40分钟", "open"),
    ("luming-college/2025-team-2025.txt", "报销环节由7个章压到3个", "untold"),
    ("luming-college/2025-team-2025.txt", "81万元往来款5月底前清账", "untold"),
)
"""Paper, words of the promise, and what a reader of this year's paper would say became of it."""


@pytest.mark.parametrize(("file", "words", "status"), SEEN)
def test_promises_of_the_sample_library_became_what_a_reader_finds(
    file: str, words: str, status: str
) -> None:
    (promise,) = [p for p in followed(subject(file)) if words in _text(subject(file), p)][:1]
    assert promise.status == status


def _text(paper: Subject, promise: Promise) -> str:
    past: Material = next(m for m in paper.past if m.file == promise.file)
    return past.text[promise.start : promise.end]


PAPER = (
    "白鹭县档案局党组2023年度对照检查材料\n一、存在的问题\n（一）担当作为方面\n"
    "一是库房漏雨不当回事。2号库房屋顶漏了两个汛期，接水用的是食堂的盆。\n"
    "二是馆藏家底没有摸清。民国档案1200卷只有手抄目录，查一卷要翻半天。\n"
    "二、整改措施\n（一）补短板。2024年6月底前由保管科修好2号库房屋顶，汛前全部检查一遍。\n"
)
PLAN = (
    "白鹭县档案局党组2023年度民主生活会整改方案\n一、整改任务\n（一）担当作为方面\n"
    "【存在问题】一是对库房漏雨不当回事，2号库房屋顶漏了两年；二是馆藏家底不清，民国档案没有目录。\n"
    "【整改措施】1.修库房。2号库房屋顶由保管科6月底前修好，费用从维修经费列支。\n"
)


def _of_both(account: str) -> list[tuple[str, str, str]]:
    past = (past_paper(PAPER), past_paper(PLAN).model_copy(update={"file": "方案.txt"}))
    texts = {"上年.txt": PAPER, "方案.txt": PLAN}
    found = followed(written(THIS.format(account=account, problem=""), past=past))
    return [(p.file, texts[p.file][p.start : p.end], p.status) for p in found]


def test_what_the_paper_and_its_plan_both_name_is_followed_once() -> None:
    said = [words for _, words, _ in _of_both("全年接待查档1300人次。")]
    assert len([words for words in said if "修好" in words]) == 1
    assert len([words for words in said if "漏雨" in words]) == 1
    assert len([words for words in said if "家底" in words]) == 1


def test_a_problem_is_not_told_with_the_fate_of_the_one_behind_it() -> None:
    text = (
        "白鹭县档案局党组2023年度对照检查材料\n一、存在的问题\n（一）担当作为方面\n"
        "一是讲稿不接地气。\n二是民国档案数字化拖了三年，1200卷一卷没有扫描。\n"
        "二、整改措施\n（一）补短板。进一步提高认识。\n"
    )
    this = THIS.format(account="民国档案1200卷数字化全部完成，扫描件已上线。", problem="")
    found = followed(written(this, past=(past_paper(text),)))
    assert {text[p.start : p.end]: p.status for p in found if p.problem} == {
        "讲稿不接地气": "untold",
        "民国档案数字化拖了三年，1200卷一卷没有扫描": "done",
    }


def test_two_matters_of_the_same_two_villages_are_not_one() -> None:
    measures = "民国档案调研报告5月底前重写，云脚、大垅两乡逐村核对。"
    account = "云脚、大垅两乡的9处档案柜一直没有换锁，下半年才去登记。"
    (promise,) = _followed(measures, account)
    assert promise.status == "untold"
