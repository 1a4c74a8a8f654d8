"""Concrete cues: what a person could go and check, and what only looks like it."""

import pytest

from service.language.cues import CueKind, cues


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("全年开了9次中心组学习", "number", "9次"),
        ("收到意见二十三条", "number", "二十三条"),
        ("办结率只有百分之六十", "number", "百分之六十"),
        ("纪委于2020年10月批准成立", "date", "2020年10月"),
        ("8月20日召开会议", "date", "8月20日"),
        ("落实《机关考勤管理办法》不严", "document", "《机关考勤管理办法》"),
        ("规划建设科一直没有回复", "office", "规划建设科"),
        ("食堂只有两个菜", "thing", "食堂"),
        ("全年集中学习96学时", "number", "96学时"),
        ("热线接了2.3万次", "number", "2.3万次"),
        ("多付4.2万元问题没有追回", "number", "4.2万元"),
        ("考核扣了0.5分", "number", "0.5分"),
        ("有的支部会议记录潦草", "thing", "记录潦草"),
        ("集中学习**次", "mask", "**次"),
        ("每季度通报结果", "deadline", "每季度"),
    ],
)
def test_a_concrete_thing_is_a_cue(text: str, kind: CueKind, said: str) -> None:
    assert any(cue.kind == kind and said in cue.text for cue in cues(text))


@pytest.mark.parametrize(
    "text",
    [
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”",
        "落实“三会一课”和一岗双责",
        "对水利、检测、警犬工作的重视不够",
        "一是学习不够；二是落实不力；三是督促不严",
        "严格执行《中国共产党纪律处分条例》",
        "一些同志在一定程度上存在第一时间落实不到位的问题",
        "各科室、有关部门和基层单位落实不够",
        "满足于上传下达，习惯于按部就班",
        "2023年以来，班子的工作主动性不强",
        "从五个方面查找不足，抓好三项重点工作",
        "考虑局部利益多、考虑整体利益少",
        "十分重要的是落实八字方针",
    ],
)
def test_slogans_trades_and_ordinals_are_no_cues(text: str) -> None:
    assert [cue.text for cue in cues(text)] == []


def test_a_cue_stands_where_it_says() -> None:
    text = "一是食堂意见多。2023年5月收到意见23条，后勤保障科6月才答复。"
    assert all(text[cue.start : cue.end] == cue.text for cue in cues(text))
