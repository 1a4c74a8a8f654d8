"""Paraphrase: code chooses the pairs and checks the quotes, the model only judges."""

import asyncio
from typing import Any

import pytest

from service.checks import check, load_cards
from service.checks.advising import Advised, advise
from service.checks.advising.likeness import MOST_PAIRS, pairs
from service.checks.advising.paraphrase import quoted
from service.checks.advising.sheet import Sheet
from service.subject import Subject
from tests.checks.advising_cases import FLAGS, PAPER, PAST, PEER, SUBJECT, material, subject
from tests.scripted_model import ScriptedModel

OURS = "差旅报账须经五道审签，一般二十天才能到账"
THEIRS = "差旅报销要跑五个签字，拿到钱差不多要二十天"
CARDS = load_cards()


def sheet(asked: Subject) -> Sheet:
    return Sheet(asked, check(asked), CARDS, "scripted")


def judged(*said: dict[str, Any], asked: Subject = SUBJECT, **more: Any) -> Advised:
    empty: dict[str, Any] = {"OrderAnswer": {"worth": []}, "QuestionsAnswer": {"questions": []}}
    model = ScriptedModel(lambda _, shape: {**empty, "PairsAnswer": {"pairs": said}}[shape])
    flags = FLAGS if asked is SUBJECT else check(asked)
    return asyncio.run(advise(asked, flags, model, deadline_s=30, **more))


def same(number: int = 1, ours: str = OURS, theirs: str = THEIRS) -> dict[str, Any]:
    return {"number": number, "same": True, "ours": ours, "theirs": theirs}


def new(found: Advised) -> list[Any]:
    return [flag for flag in found.flags if flag.stamp.startswith("advise_pairs")]


def test_code_pairs_what_is_told_in_other_words_and_nothing_else() -> None:
    found = [(p.rule, p.ours.text[:4], p.theirs.text[:4]) for p in pairs(sheet(SUBJECT))]
    assert found[0] == ("reuse.own-past", "差旅报账", "差旅报销")
    assert ("reuse.peer", "巡河台账", "巡河记录") in found


def test_a_judged_pair_is_a_suggestion_that_shows_both_places_and_names_its_judge() -> None:
    (flag,) = new(judged(same()))
    past = SUBJECT.past[0]
    (shown,) = flag.evidence
    item = SUBJECT.item_at(flag.start)
    assert (flag.rule, flag.level) == ("reuse.own-past", "suggestion")
    assert item is not None
    assert flag.item == item.id
    assert SUBJECT.text[flag.start : flag.end] == flag.text == OURS
    assert past.text[shown.start : shown.end] == shown.quote == THEIRS
    assert "换了说法" in flag.message
    assert "模型scripted判断" in flag.message
    assert flag.stamp == "advise_pairs@1 scripted"
    assert flag.ask == next(c.ask for c in CARDS if c.id == "reuse.own-past")
    assert flag.id not in {f.id for f in FLAGS}


@pytest.mark.parametrize(
    "said",
    [
        same(ours="差旅报账须经七道审签"),
        same(theirs="差旅报账须经五道审签"),
        same(ours="差旅", theirs="差旅"),
        same(number=0),
        same(number=99),
        {**same(), "same": False},
        {"number": 1, "same": True},
    ],
)
def test_without_quotes_from_both_sentences_there_is_no_flag(said: dict[str, Any]) -> None:
    assert judged(said).flags == FLAGS


def test_a_pair_is_judged_once() -> None:
    assert len(new(judged(same(), same(), same()))) == 1
    assert new(judged({**same(), "same": False}, same())) == []


def test_what_the_reuse_rules_found_is_not_asked_about() -> None:
    copied = subject(PAPER, past=(material(PAPER.replace("2023年度", "2022年度"), "own-past"),))
    assert [p for p in pairs(sheet(copied)) if p.rule == "reuse.own-past"] == []


def test_a_sentence_that_any_unit_could_write_is_not_asked_about() -> None:
    stock = PEER.replace(
        "巡河记录是年底集中补的", "对党性修养的重要性认识还不足，放松了主观世界改造"
    )
    found = [p.ours.text for p in pairs(sheet(subject(peers=(material(stock, "peer"),))))]
    assert not any("党性修养" in text for text in found)


def test_official_wording_alone_makes_no_pair_and_no_quote() -> None:
    formula = "深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”"
    paper = PAPER.replace("听汇报多", f"{formula}方面有差距，听汇报多")
    peer = PEER.replace("窗口工作人员", f"{formula}方面有落差。窗口工作人员")
    found = pairs(sheet(subject(paper, peers=(material(peer, "peer"),), past=())))
    assert not any("两个确立" in p.theirs.text for p in found)
    assert quoted("增强“四个意识”、坚定“四个自信”、做到“两个维护”", formula) is None


def test_a_reuse_rule_that_is_off_is_not_asked_about() -> None:
    off = [c.model_copy(update={"level": "off"} if c.id == "reuse.own-past" else {}) for c in CARDS]
    assert {p.rule for p in pairs(Sheet(SUBJECT, FLAGS, tuple(off), "m"))} == {"reuse.peer"}


def test_the_number_of_pairs_is_bounded_whatever_the_library_holds() -> None:
    lines = "".join(f"{n}是第{n}号泵站{PAST[60 + n % 5 : 90]}。\n" for n in range(60))
    problems = "一、存在的主要问题\n（一）作风方面\n"
    paper = PAPER.split("\n")[0] + "\n" + problems + lines.replace("泵站", "闸站")
    past = material(PAST.split("\n")[0] + "\n" + problems + lines, "own-past")
    assert len(pairs(sheet(subject(paper, past=(past,) * 3, peers=())))) <= MOST_PAIRS


def test_a_quote_is_found_across_marks_and_spaces_and_nowhere_else() -> None:
    text = "一是巡河台账，年末“突击”补填；两处没有上报。"
    span = quoted("巡河台账年末突击补填", text)
    assert span is not None
    assert span.text == "巡河台账，年末“突击”补填"
    assert quoted("巡河台账年末突击抽查", text) is None
