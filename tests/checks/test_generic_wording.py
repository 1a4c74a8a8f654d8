"""Generic wording: what is flagged is empty, and the flag shows where and why."""

from hashlib import sha256

from service.blocks import SourceText
from service.checks import check, load_cards
from service.flags import Flag
from service.library import Material
from service.parsing import parse
from service.subject import Subject

CARD = [card for card in load_cards() if card.id == "generic.wording"]
EMPTY = "班子成员学习的系统性还不够强，存在学用脱节的现象，理论与实践结合得不够紧密。"


def _subject(point: str, **more: object) -> Subject:
    text = f"一、存在的主要问题\n（一）理论学习方面\n{point}\n"
    paper = parse(SourceText(file="f.txt", format="txt", text=text))
    return Subject.model_validate({"file": "f.txt", "text": text, "paper": paper, **more})


def _flags(point: str, **more: object) -> tuple[Flag, ...]:
    return check(_subject(point, **more), CARD)


def _material(text: str, unit: str) -> Material:
    paper = parse(SourceText(file="p.txt", format="txt", text=text))
    return Material(
        sha256=sha256(text.encode()).hexdigest(),
        owner=unit,
        use="peer",
        file="p.txt",
        text=text,
        paper=paper.model_copy(update={"unit": unit}),
    )


def test_several_stock_phrases_in_one_sentence_give_one_flag() -> None:
    flags = _flags(f"一是理论学习不够深入。{EMPTY}")
    sentence = _subject(f"一是理论学习不够深入。{EMPTY}").text.index(EMPTY)
    assert len([flag for flag in flags if flag.start >= sentence]) == 1


def test_the_span_is_a_phrase_and_not_the_whole_sentence() -> None:
    flag = max(_flags(f"一是理论学习不够深入。{EMPTY}"), key=lambda flag: flag.start)
    assert flag.text in EMPTY
    assert len(flag.text) < len(EMPTY) / 2


def test_the_question_belongs_to_the_phrase() -> None:
    asked = {flag.ask for flag in _flags(f"一是理论学习不够深入。{EMPTY}")}
    assert any("哪" in ask and "？" in ask for ask in asked)
    assert asked != {CARD[0].ask}


def test_a_headline_followed_by_a_case_is_left_alone() -> None:
    assert _flags("一是理论学习不够深入。全年安排中心组学习12次，实际开了9次。") == ()


def test_the_evidence_counts_the_units_that_say_the_same_and_quotes_one() -> None:
    flags = _flags(f"一是理论学习不够深入。{EMPTY}")
    told = [flag for flag in flags if "参考材料" in flag.message]
    assert told
    assert all(flag.evidence and flag.evidence[0].quote for flag in told)


def test_official_formulae_alone_are_never_flagged() -> None:
    assert _flags("一是增强“四个意识”、坚定“四个自信”、做到“两个维护”。") == ()


def test_the_word_of_a_trade_does_not_make_a_sentence_concrete() -> None:
    point = "一是担当精神不足。推动水利工作的思路不够宽，攻坚克难的劲头不足，缺乏主动性。"
    assert any("水利" in _subject(point).text[f.start - 40 : f.end + 40] for f in _flags(point))


def test_a_units_own_paper_is_no_evidence_against_it() -> None:
    own = "青岚县档案馆党组对照检查材料\n一、存在的主要问题\n" + EMPTY
    peers = (_material(own, "青岚县档案馆党组"),)
    flags = _flags(f"一是理论学习不够深入。{EMPTY}", unit="青岚县档案馆党组", peers=peers)
    assert all(e.source != "p.txt" for flag in flags for e in flag.evidence)


def test_a_lone_everyday_thing_does_not_save_a_plainly_empty_sentence() -> None:
    point = (
        "一是理论学习不够深入。班子成员学习的系统性还不够强，满足于听讲座，"
        "存在学用脱节的现象，理论与实践结合得不够紧密。"
    )
    assert _flags(point)


def test_an_example_that_stays_vague_is_no_example() -> None:
    vague = "一是担当不足。比如，有时工作缺乏主动性和创造性，攻坚克难的勇气和锐气不足。"
    assert any("比如" in _subject(vague).text[f.start - 30 : f.end] for f in _flags(vague))


def test_a_count_inside_a_title_is_not_a_fact() -> None:
    point = "一是纪律意识不强。落实《廉洁从业九项准则》不够到位，拒腐防变的思想防线筑得不够牢。"
    assert _flags(point)


def test_a_sentence_that_only_leads_on_is_left_alone() -> None:
    point = "一是担当不足。泵站坏了三个月没有修。究其原因，根子在班子。"
    assert all("根子" not in flag.text for flag in _flags(point))


def test_vague_words_are_asked_about_but_not_counted_in_other_papers() -> None:
    flags = _flags("一是作风不实。班子成员自我要求有时就低不就高。")
    vague = [flag for flag in flags if "有时" in flag.text]
    assert vague
    assert all("参考材料" not in flag.message for flag in vague)


def test_the_emptiest_sentence_ranks_before_a_doubtful_one() -> None:
    flags = _flags(f"一是理论学习不够深入。{EMPTY}")
    assert list(flags) == sorted(flags, key=lambda flag: -flag.score)


def test_a_sentence_beside_a_question_of_ours_is_asked_already() -> None:
    assert _flags(f"一是理论学习不够深入。{EMPTY}")
    flags = _flags(f"一是理论学习不够深入。{EMPTY}【待补：是哪一次、哪个专题的学习】")
    assert [flag for flag in flags if flag.text in EMPTY] == []


def test_a_promise_is_not_asked_what_was_left_undone() -> None:
    said = "一是切实履行好党风廉政建设责任，力戒重部署轻落实。"
    text = f"一、下一步整改措施\n（一）理论学习方面\n{said}\n"
    paper = parse(SourceText(file="f.txt", format="txt", text=text))
    (flag,) = check(Subject(file="f.txt", text=text, paper=paper), CARD)
    assert flag.ask == CARD[0].data["asks"]["measure"]


def test_a_formula_that_is_found_wanting_gives_the_phrase_and_its_question() -> None:
    said = "政治判断力、政治领悟力、政治执行力还需在实践中提升"
    flag = max(_flags(f"一是政治能力有待提高。{said}。"), key=lambda flag: flag.start)
    assert flag.text == said
    assert "政治" in flag.ask


def test_a_span_does_not_lose_the_quotation_mark_it_begins_with() -> None:
    sentence = "“三会一课”质量不高，批评与自我批评辣味不足，存在一团和气的现象。"
    flag = max(_flags(f"一是组织生活不严肃。{sentence}"), key=lambda flag: flag.start)
    assert flag.text.count("“") == flag.text.count("”")


def test_a_sentence_that_leads_on_to_points_is_no_finding() -> None:
    assert _flags("支委会作了认真剖析，存在的问题主要有四个方面：") == ()
