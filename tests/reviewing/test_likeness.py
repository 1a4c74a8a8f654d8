import random
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.blocks import SourceText
from service.kinds import load_kinds
from service.library import Material
from service.parsing import parse
from service.reviewing.likeness import like_pairs
from service.reviews import LikePair
from service.subject import Subject

LETTERS = "".join(chr(0x4E00 + n) for n in range(1_500))
COPIED = "城东泵站的检修记录三个月没有人填写，抽查六次有四次对不上，值班日志也是事后补的"
STOCK = "以钉钉子精神抓好各项任务落地"
MANY = [
    f"{name}局党组" for name in ("青岚", "临溪", "江屿", "安岭", "云泽", "柳河", "鹿鸣", "禾川")
]


def told(seed: int, *said: str) -> str:
    """A paper of nobody else's wording, and what is said in it."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable text, no secret
    own = ["".join(chance.choices(LETTERS, k=30)) + "。" for _ in range(8)]
    points = [*own[:4], *(f"{sentence}。" for sentence in said), *own[4:]]
    return "一、存在的主要问题\n" + "\n".join(f"{n}.{p}" for n, p in enumerate(points, 1)) + "\n"


def paper(file: str, unit: str, text: str, year: int = 2024, kind: str = "team-2024") -> Subject:
    return Subject(
        file=file,
        text=text,
        paper=parse(SourceText(file=file, format="txt", text=text)),
        kind=load_kinds()[kind],
        unit=unit,
        year=year,
    )


def old(file: str, unit: str, text: str, year: int | None) -> Material:
    parsed = parse(SourceText(file=file, format="txt", text=text))
    return Material(
        sha256=sha256(text.encode()).hexdigest(),
        owner=unit,
        use="own-past",
        file=file,
        text=text,
        paper=parsed.model_copy(update={"unit": unit, "year": year}),
    )


def by_files(pairs: tuple[LikePair, ...]) -> dict[frozenset[str], LikePair]:
    return {frozenset((pair.a, pair.b)): pair for pair in pairs}


def test_a_passage_that_two_units_share_is_shown_in_both_texts() -> None:
    papers = [
        paper("甲.txt", MANY[0], told(1, COPIED)),
        paper("乙.txt", MANY[1], told(2, "本年度有关情况说明如下", COPIED)),
    ]
    (pair,) = like_pairs(papers)
    (span,) = pair.spans
    assert (pair.a, pair.b, pair.sort) == ("甲.txt", "乙.txt", "peer")
    assert span.text == span.other == COPIED
    assert papers[0].text[span.a_start : span.a_end] == COPIED
    assert papers[1].text[span.b_start : span.b_end] == COPIED
    assert pair.matched == len(COPIED.replace("，", ""))


def test_the_pair_with_the_greatest_share_comes_first() -> None:
    papers = [
        paper("甲.txt", MANY[0], told(1, COPIED)),
        paper("乙.txt", MANY[1], told(2, COPIED)),
        paper("丙.txt", MANY[2], told(3)),
        paper("丁.txt", MANY[3], told(3)),
    ]
    pairs = like_pairs(papers)
    assert [{pair.a, pair.b} for pair in pairs] == [{"丙.txt", "丁.txt"}, {"甲.txt", "乙.txt"}]
    assert pairs[0].share > 0.9 > pairs[1].share


def test_a_units_two_years_are_its_own_past_with_the_later_year_first() -> None:
    papers = [
        paper("去年.txt", MANY[0], told(1, COPIED), year=2023),
        paper("今年.txt", f"中共{MANY[0]}", told(2, COPIED), year=2024),
    ]
    (pair,) = like_pairs(papers)
    assert (pair.a, pair.b, pair.sort) == ("今年.txt", "去年.txt", "own_past")


def test_the_library_is_only_held_against_its_own_unit_and_only_earlier_years() -> None:
    papers = [paper("甲.txt", MANY[0], told(1, COPIED)), paper("乙.txt", MANY[1], told(2))]
    past = [
        old("甲23.txt", MANY[0], told(3, COPIED), 2023),
        old("甲24.txt", MANY[0], told(4, COPIED), 2024),
        old("乙23.txt", MANY[1], told(5, COPIED), 2023),
    ]
    (pair,) = like_pairs(papers, past)
    assert (pair.a, pair.b, pair.sort) == ("甲.txt", "甲23.txt", "own_past")


def test_a_paper_that_is_also_anothers_past_gives_one_pair() -> None:
    before = paper("去年.txt", MANY[0], told(1, COPIED), year=2023)
    now = paper("今年.txt", MANY[0], told(2, COPIED)).model_copy(
        update={"past": (old("去年.txt", MANY[0], before.text, 2023),)}
    )
    assert len(like_pairs([before, now], now.past)) == 1


def test_a_short_phrase_of_every_unit_is_discounted_and_counted_as_such() -> None:
    papers = [
        paper(f"{n}.txt", unit, told(n, COPIED + STOCK if n < 2 else STOCK))
        for n, unit in enumerate(MANY)
    ]
    (pair,) = like_pairs(papers)
    assert {pair.a, pair.b} == {"0.txt", "1.txt"}
    assert pair.discounted == len(STOCK)
    assert pair.matched == len(COPIED.replace("，", ""))


def test_a_long_passage_in_three_papers_of_eight_stays_a_copy() -> None:
    papers = [
        paper(f"{n}.txt", unit, told(n, COPIED) if n < 3 else told(n))
        for n, unit in enumerate(MANY)
    ]
    pairs = like_pairs(papers)
    assert len(pairs) == 3
    assert {pair.discounted for pair in pairs} == {0}


def test_what_the_kind_prescribes_is_no_likeness() -> None:
    kind = load_kinds()["team-2024"]
    said = [aspect.title for aspect in kind.aspects]
    papers = [paper(f"{n}.txt", MANY[n], told(n, *said)) for n in range(2)]
    assert like_pairs(papers) == ()


def test_titles_and_headings_are_no_likeness() -> None:
    title = "关于城区供水管网改造与老旧泵站更新工程推进过程中党员干部作用发挥情况的专题对照检查材料"
    papers = [paper(f"{n}.txt", MANY[n], f"{title}\n\n{told(n)}") for n in range(2)]
    assert papers[0].paper.title == title
    assert like_pairs(papers) == ()


def test_less_than_a_sentence_is_not_worth_a_pair() -> None:
    papers = [paper(f"{n}.txt", MANY[n], told(n, COPIED[:20])) for n in range(2)]
    assert like_pairs(papers) == ()


def test_an_index_of_many_papers_finds_what_laying_all_together_finds() -> None:
    copied = told(50)[12:220].replace("\n", "")
    papers = [
        paper(
            f"{n}.txt",
            f"单位{'甲乙丙丁戊己庚辛壬癸'[n]}党委",
            told(n, copied) if n < 2 else told(n),
        )
        for n in range(10)
    ]
    assert like_pairs(papers, few=0) == like_pairs(papers) != ()


def test_no_papers_have_no_pairs() -> None:
    assert like_pairs([]) == ()
    assert like_pairs([paper("空.txt", "", "")] * 3) == ()


TEXTS = st.lists(
    st.lists(
        st.sampled_from([COPIED, STOCK, told(7)[12:90], "问题", "\n", "。", "一是", "A１"]),
        max_size=6,
    ),
    min_size=2,
    max_size=4,
).map(lambda papers: ["".join(said) for said in papers])


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_spans_stand_in_both_texts_and_the_answer_is_always_the_same(texts: list[str]) -> None:
    papers = [paper(f"{n}.txt", MANY[n], text) for n, text in enumerate(texts)]
    held = {subject.file: subject.text for subject in papers}
    pairs = like_pairs(papers)
    assert pairs == like_pairs(papers)
    for pair in pairs:
        assert 0 < pair.share <= 1
        for span in pair.spans:
            assert 0 <= span.a_start < span.a_end <= len(held[pair.a])
            assert held[pair.a][span.a_start : span.a_end] == span.text
            assert held[pair.b][span.b_start : span.b_end] == span.other


@settings(max_examples=30, deadline=None)
@given(TEXTS, st.integers(100, 200))
def test_an_unrelated_paper_changes_no_pairs_spans(texts: list[str], seed: int) -> None:
    papers = [paper(f"{n}.txt", MANY[n], text) for n, text in enumerate(texts[:2])]
    unrelated = paper("旁.txt", MANY[5], told(seed))
    before, after = by_files(like_pairs(papers)), by_files(like_pairs([*papers, unrelated]))
    assert {k: p.spans for k, p in before.items()} == {k: p.spans for k, p in after.items()}


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_papers_does_not_matter(order: int) -> None:
    papers = [paper(f"{n}.txt", MANY[n], told(n % 2, COPIED)) for n in range(4)]
    assert like_pairs(papers[::order]) == like_pairs(papers)
