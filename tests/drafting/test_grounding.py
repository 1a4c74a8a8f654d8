import pytest

from service.drafting import Record, verify
from service.drafting.grounding import anchored, verify_headline
from service.paper import Sentence
from tests.drafting.drafting_cases import NOTES, passage, snapshot

RECORD = Record.of(
    snapshot(
        own_past={
            "style": (
                passage("年初以来，水库除险加固和灌区改造同步推进成效初显，各站所配合紧密。"),
            )
        }
    )
)


def _fact(text: str, *notes: str, quote: str) -> str | None:
    return verify(Sentence(text=text, kind="fact", notes=notes, quote=quote), RECORD)


def test_a_faithful_fact_stands() -> None:
    assert _fact("差旅报销需5个签字，一般要20天。", "n18", quote="差旅报销要跑5个签字") is None


@pytest.mark.parametrize(
    ("text", "notes", "quote", "reason"),
    [
        ("差旅报销要跑5个签字。", (), "差旅报销要跑5个签字", "没有注明依据"),
        ("差旅报销要跑5个签字。", ("n99",), "差旅报销要跑5个签字", "不存在"),
        ("砂石老板送了两箱酒。", ("n22",), "砂石老板两箱酒", "不存在或不能写入"),
        ("增加10个编制。", ("n23",), "希望增加10个编制", "不存在或不能写入"),
        ("差旅报销要跑5个签字。", ("n18",), "差旅报销要跑6个签字", "引文不在"),
        ("差旅报销要跑8个签字。", ("n18",), "差旅报销要跑5个签字", "所引意见里没有"),
        ("3月12日，差旅报销要跑5个签字。", ("n18",), "差旅报销要跑5个签字", "所引意见里没有"),
        ("差旅报销违反《会计法》。", ("n18",), "差旅报销要跑5个签字", "所引意见里没有"),
        ("有同志说“这里的领导不管事”。", ("n18",), "差旅报销要跑5个签字", "引号里的话"),
        ("差旅报销要跑5个签字，存在违规。", ("n18",), "差旅报销要跑5个签字", "评价或指控"),
        ("差旅报销要跑5个签字，见 www.abc.com。", ("n18",), "差旅报销要跑5个签字", "网址"),
        ("差旅报销要跑<b>5个</b>签字。", ("n18",), "差旅报销要跑5个签字", "网页标记"),
        ("**差旅报销要跑5个签字**。", ("n18",), "差旅报销要跑5个签字", "排版标记"),
        ("差旅报销要跑5个签字（n18）。", ("n18",), "差旅报销要跑5个签字", "编号"),
        ("我们差旅报销要跑5个签字。", ("n18",), "差旅报销要跑5个签字", "第三人称"),
        ("老周的爱人住院，单位没人去看过。", ("n17",), "单位没人去看过", "个人信息"),
        ("这方面的意见共3条。", ("n13", "n14"), "下基层少", "所引意见里没有"),
    ],
)  # fmt: skip
def test_a_fact_that_its_notes_do_not_carry_is_refused(
    text: str, notes: tuple[str, ...], quote: str, reason: str
) -> None:
    assert reason in (_fact(text, *notes, quote=quote) or "")


def test_a_true_count_of_the_cited_notes_stands() -> None:
    assert _fact("这方面的意见共2条。", "n13", "n14", quote="下基层少") is None


def test_a_stretch_of_a_past_paper_is_refused_as_a_fact() -> None:
    text = "水库除险加固和灌区改造同步推进成效初显。"
    assert _fact(text, "n10", quote="石桥水闸除险项目")


@pytest.mark.parametrize(
    "text",
    [
        "对照上述问题，从主观上剖析。",
        "围绕工作作风，主要存在以下问题。",
    ],
)
def test_framing_that_says_nothing_checkable_stands(text: str) -> None:
    assert verify(Sentence(text=text, kind="framing"), RECORD) is None


@pytest.mark.parametrize(
    "text",
    [
        "2019年以来主要存在以下问题。",
        "围绕3个方面查摆问题。",
        "局办公室存在以下问题。",
        "主要领导收受好处，群众极为愤慨。",
        "水库溃坝造成下游村庄被淹。",
    ],
)
def test_framing_cannot_smuggle_a_claim(text: str) -> None:
    assert verify(Sentence(text=text, kind="framing"), RECORD)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("【待补：由谁负责、何时办理】", True),
        ("【待补：5个签字各是谁】", True),
        ("由谁负责？", False),
        ("【待补：何时办理】【待补：由谁办理】", False),
        ("【待补：贪污是怎样发生的】", False),
        ("【待补：2022年8月的那次会议】", False),
        ("【待补：请访问http://a.cn】", False),
    ],
)
def test_a_question_is_a_blank_to_fill_and_nothing_else(text: str, stands: bool) -> None:
    found = verify(Sentence(text=text, kind="question", notes=("n18",)), RECORD)
    assert (found is None) is stands


def test_a_headline_is_held_to_the_notes_of_its_item() -> None:
    assert verify_headline("差旅报销签字多、时间长", RECORD, ["n18"]) is None
    assert verify_headline("财务人员挪用公款", RECORD, ["n18"])
    assert verify_headline("差旅报销要跑9个签字", RECORD, ["n18"])


def test_a_quote_is_found_whatever_its_marks_and_given_back_letter_by_letter() -> None:
    by_id = {n.id: n for n in NOTES}
    assert anchored("念完就散会 没人发言。", [by_id["n01"]]) == "念完就散会，没人发言"
    assert anchored("念完就回家", [by_id["n01"]]) == ""
    assert anchored("", [by_id["n01"]]) == ""
    assert anchored("老周的爱人", [by_id["n17"]]) == ""
