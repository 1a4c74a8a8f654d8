"""What a paper may repeat of its unit's earlier one, and what it may not."""

import random
from hashlib import sha256

import pytest

from service.blocks import SourceText
from service.checks import check
from service.checks.cards import packaged_cards
from service.flags import Flag
from service.library import Material
from service.parsing import parse
from service.rule import Card
from service.subject import Subject

LETTERS = "".join(chr(0x4E00 + n) for n in range(1_500))
CARD: Card = next(card for card in packaged_cards() if card.id == "reuse.own-past")
PREFACE = (
    "会前，向九个乡镇和二十名用水户代表发函征求意见，收回意见三十二条，"
    "归并以后十八条，谈心谈话四十人次。"
)
MEASURE = "泵站检修记录由值班长当日签字，月底交叉抽查一次，补填的记录一律退回重做。"
ACCOUNT = (
    "去年查摆的五个问题逐条分解到股室，建立台账，按月调度，大部分已经改到位，"
    "对照群众的期盼，成效还不够稳固，个别问题又冒了头，还要在抓长抓细上下功夫。"
)


def invented(seed: int, count: int = 6) -> list[str]:
    """Sentences that no other paper shares a word with."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable text, no secret
    return ["".join(chance.choices(LETTERS, k=40)) + "。" for _ in range(count)]


def told(
    problems: list[str], *, preface: str = "", account: str = "", measures: tuple[str, ...] = ()
) -> str:
    chapters = [
        ("上年度整改落实情况", [account] if account else []),
        ("存在的主要问题", problems),
        ("下一步整改措施", list(measures)),
    ]
    lines = ["水务站党支部对照检查材料", preface] if preface else ["水务站党支部对照检查材料"]
    numbers = iter("一二三")
    for title, said in chapters:
        if said:
            lines.append(f"{next(numbers)}、{title}")
            lines += [f"{n}.{sentence}" for n, sentence in enumerate(said, 1)]
    return "\n".join(lines) + "\n"


def flags(text: str, earlier: str) -> list[Flag]:
    old = parse(SourceText(file="去年.txt", format="txt", text=earlier))
    past = Material(
        sha256=sha256(earlier.encode()).hexdigest(),
        owner="水务站党支部",
        use="own-past",
        file="去年.txt",
        text=earlier,
        paper=old,
    )
    paper = parse(SourceText(file="今年.txt", format="txt", text=text))
    return list(check(Subject(file="今年.txt", text=text, paper=paper, past=(past,)), [CARD]))


def test_the_account_may_name_what_the_last_paper_promised() -> None:
    promised = told(invented(1), measures=(MEASURE,))
    named = MEASURE.replace("一律", "都已")
    assert flags(told(invented(2), account=f"{named}全年退回六次。"), promised) == []


def test_last_years_account_handed_in_again_is_a_copy() -> None:
    earlier = told(invented(1), account=ACCOUNT)
    (flag,) = flags(told(invented(2), account=ACCOUNT), earlier)
    assert flag.text.endswith(ACCOUNT.rstrip("。"))


def test_an_account_of_nothing_but_last_years_words_is_a_copy() -> None:
    long = MEASURE + "备用机组每季度试车，试车时间提前三天在公示栏写明，群众代表到场看着开机停机。"
    assert flags(told(invented(2), account=long), told(invented(1), measures=(long,)))


def test_a_preface_may_say_in_the_same_words_how_opinions_were_collected() -> None:
    assert flags(told(invented(2), preface=PREFACE), told(invented(1), preface=PREFACE)) == []


def test_where_the_whole_paper_is_last_years_its_preface_is_too() -> None:
    text = told(invented(1), preface=PREFACE)
    assert PREFACE[:2] in [flag.text[:2] for flag in flags(text, text)]


@pytest.mark.parametrize(
    ("role", "words"), [("problems", "新的表现"), ("measures", "做到了哪一步")]
)
def test_the_question_is_about_what_was_copied(role: str, words: str) -> None:
    if role == "problems":
        earlier, text = told([MEASURE, *invented(1)]), told([MEASURE, *invented(2)])
    else:
        earlier, text = (
            told(invented(1), measures=(MEASURE,)),
            told(invented(2), measures=(MEASURE,)),
        )
    (flag,) = flags(text, earlier)
    assert words in flag.ask


def test_a_passage_does_not_begin_inside_a_points_number() -> None:
    problem = "值班日志是事后补写的，组长签了字也没有翻开看过，抽查六次四次对不上。"
    said = f"二是{problem}"
    text = told([]) + "一、存在的主要问题\n" + "".join(invented(2)) + "\n一是" + problem + "\n"
    earlier = told([]) + "一、存在的主要问题\n" + "".join(invented(1)) + "\n" + said + "\n"
    (flag,) = flags(text, earlier)
    assert flag.text == problem.rstrip("。")
    assert flag.evidence[0].quote == problem.rstrip("。")
