"""Which questions of a model may stand beside a flag, and why the others may not."""

import pytest

from service.checks.advising.asking import Ground, objection, worded

GROUND = Ground(
    own=(
        "一是学习计划落空。全年安排中心组学习12次，实际开了9次，念文件多，联系灌区改造谈得少。",
        "中心组学习念文件多，财务股李股长请假三次，《灌区改造方案》没有人讲过",
    ),
    said=("换个单位也成立", "念文件多"),
    ask="哪项内容没学完？谁缺？",
)


@pytest.mark.parametrize(
    "question",
    [
        "全年安排的12次中心组学习，哪几次没有开、为什么？",
        "联系灌区改造谈得少，具体是哪一次、由谁负责？",
        "实际开了9次，没有开的是哪几次、由谁负责补学习？",
        "《灌区改造方案》安排在哪一次中心组学习讨论?",
        "财务股李股长请假三次，分别缺了哪些内容？",
        "念文件多的是哪几次？",
    ],
)
def test_a_question_made_of_the_papers_own_words_may_stand(question: str) -> None:
    assert objection(worded(question), GROUND) == ""


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("全年安排中心组学习12次。", "不是问句"),
        ("学习？", "6到60字"),
        ("念文件多" * 15 + "是哪一次？", "6到60字"),
        ("哪几次没有开？为什么？", "不止一句"),
        ("念文件多，实际开了9次？", "没有问什么"),
        ("念文件多是因为安排少，对吗？", "带着答案"),
        ("中心组学习开了37次，是哪几次？", "37次"),
        ("2019年3月的中心组学习谁没有参加？", "2019年3月"),
        ("《学习制度》要求的中心组学习哪几次没有开？", "《学习制度》"),
        ("党委会研究过几次中心组学习？", "材料里没有"),
        ("组织科在中心组学习中负责什么？", "材料里没有"),
        ("张伟为什么没有参加中心组学习？", "张伟"),
        ("欧阳振念文件多是哪一次？", "材料里没有的事"),
        ("王书记哪一次念文件多？", "王书记"),
        ("中心组学习收了多少礼金？", "礼金"),
        ("中心组学习念文件多，详见http://evil.example哪一页？", "网址"),
        ("**念文件多**是哪几次？", "标记"),
        ("<b>念文件多</b>是哪几次？", "标记"),
        ("中心组学习没有问题，还要改什么？", "下了结论"),
        ("中心组学习请点击哪里登记？", "点击"),
        ("“学了等于没学”是谁在中心组学习说的？", "学了等于没学"),
        ("ABC班的中心组学习是哪几次？", "ABC"),
        ("职工食堂涨价影响了哪些人？", "材料里没有的事"),
        ("具体是哪一次、由哪个部门负责？", "没有落到"),
        ("哪项内容没学完，谁缺？", "与原来的问题相同"),
    ],
)
def test_what_claims_orders_links_or_says_nothing_is_refused(question: str, reason: str) -> None:
    assert reason in objection(worded(question), GROUND)


def test_marks_and_spaces_are_put_right_before_judging() -> None:
    assert worded(" 念文件多, 是哪\u200b几次? ") == "念文件多，是哪几次？"


def test_for_a_part_that_is_missing_the_flags_own_words_are_the_ground() -> None:
    ground = Ground(own=(), said=("按本次要求应当对照“能力本领”，材料里没有这一部分",))
    assert objection("能力本领方面查摆了什么具体问题？", ground) == ""
