import pytest

from service.parsing import parse
from tests.parsing.parsing_cases import assert_nothing_lost_or_doubled, headlines, source

_BODY = """一、存在的问题
（一）理论学习方面
1.学习不系统。全年研讨3次。
2.宣讲少。
二、原因分析
（一）思想松懈。
三、整改措施
1.每月研讨。
2.每季度宣讲。
"""


@pytest.mark.parametrize(
    "contents",
    [
        "目  录\n一、存在的问题……………1\n二、原因分析……………2\n三、整改措施……………3\n",
        "目录\n一、存在的问题\t\t1\n（一）理论学习方面 ..... 1\n三、整改措施    3\n",
        "目录\n一、存在的问题\n（一）理论学习方面\n二、原因分析\n三、整改措施\n",
    ],
)
def test_a_table_of_contents_opens_no_chapter(contents: str) -> None:
    text = "青岚县水利局党组对照检查材料\n" + contents + "按照部署作如下检查。\n" + _BODY
    paper = parse(source(text))
    assert_nothing_lost_or_doubled(paper, text)
    roles = [chapter.role for chapter in paper.chapters]
    assert roles == ["preface", "problems", "causes", "measures"]
    assert headlines(paper, "problem") == ["学习不系统", "宣讲少"]


@pytest.mark.parametrize(
    "ending",
    [
        "附件：1.整改清单\n2.责任分工表\n青岚县水利局党组\n2024年1月5日\n",
        "青岚县水利局党组\n2024年1月5日\n附件：\n1.整改清单\n2.责任分工表\n",
        "（此件公开发布）\n抄送：县纪委监委。\n青岚县水利局办公室 2024年1月5日印发\n",
        "组　长：党组书记\n副组长：各党组成员\n成　员：各股室负责人\n",
        "— 3 —\n第 3 页 共 3 页\n",
    ],
)
def test_what_stands_at_the_end_belongs_to_no_measure(ending: str) -> None:
    paper = parse(source(_BODY + ending))
    assert_nothing_lost_or_doubled(paper, _BODY + ending)
    assert [m.text for m in paper.items("measure")] == ["1.每月研讨。", "2.每季度宣讲。"]


def test_what_stands_at_the_top_belongs_to_no_problem() -> None:
    text = (
        "青水党组〔2024〕3号\n青岚县水利局党组对照检查材料\n（征求意见稿）\n主送：各股室\n" + _BODY
    )
    paper = parse(source(text))
    assert paper.title == "青岚县水利局党组对照检查材料"
    assert paper.unit == "青岚县水利局党组"
    assert headlines(paper, "problem") == ["学习不系统", "宣讲少"]
