import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from service.language.likeness import LikenessIndex, Sample, like_numbers, shared
from service.language.postings import Postings
from service.language.prints import Print, print_of
from service.language.stock import StockWording

LETTERS = "".join(chr(0x4E00 + n) for n in range(2_000))
STOCK = "以更高标准更实举措抓好各项任务"


def written(seed: int, size: int = 3_000) -> str:
    chance = random.Random(seed)  # noqa: S311 - a repeatable text, no secret
    return "".join(chance.choices(LETTERS, k=size))


def edited(text: str, every: int) -> str:
    return "".join("改" if place % every == 0 else letter for place, letter in enumerate(text))


def sample(text: str) -> Sample:
    return Sample.of(print_of(text))


def pairs(texts: list[str]) -> set[tuple[int, int]]:
    return {(one, other.number) for one, other in like_numbers([sample(t) for t in texts])}


def test_a_paper_edited_in_every_fourteenth_letter_is_still_a_candidate() -> None:
    assert pairs([written(1), edited(written(1), 14), written(2)]) == {(1, 0)}


def test_a_passage_of_a_twentieth_of_the_paper_is_enough() -> None:
    own, other = written(1), written(2)
    assert pairs([own, other[:1_000] + own[500:650] + other[1_150:]]) == {(1, 0)}


def test_papers_that_share_a_phrase_are_no_candidates() -> None:
    assert pairs([written(1) + STOCK, written(2) + STOCK]) == set()


def test_adding_one_by_one_gives_what_adding_at_once_gives() -> None:
    samples = [sample(written(seed // 2, 600)) for seed in range(40)]
    one_by_one, at_once = LikenessIndex(), LikenessIndex()
    numbers = [one_by_one.add(held) for held in samples]
    assert at_once.add_all(samples) == 0
    assert numbers == list(range(40))
    for held in samples:
        assert one_by_one.candidates(held) == at_once.candidates(held)


def test_wording_that_is_to_be_ignored_makes_no_candidate() -> None:
    common = written(9, 400)
    samples = [sample(written(seed) + common) for seed in range(4)]
    index = LikenessIndex()
    index.add_all(samples[:3])
    many = shared([held.passage for held in samples], 3)
    assert [c.number for c in index.candidates(samples[3])] == [0, 1, 2]
    assert index.candidates(samples[3], ignored=many) == []


def test_the_likeness_of_a_paper_with_itself_is_one() -> None:
    index = LikenessIndex()
    index.add(sample(written(1)))
    (found,) = index.candidates(sample(written(1)))
    assert found.likeness == 1.0


def test_no_papers_and_empty_papers_are_like_nothing() -> None:
    assert pairs([]) == set()
    assert pairs(["", "", "。。"]) == set()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=2, max_size=6), st.integers(20, 400))
def test_candidates_are_symmetric(seeds: list[int], size: int) -> None:
    samples = [sample(written(seed, size)) for seed in seeds]
    index = LikenessIndex()
    index.add_all(samples)
    found = [{c.number for c in index.candidates(held)} for held in samples]
    for one in range(len(seeds)):
        for other in range(len(seeds)):
            assert (other in found[one]) == (one in found[other])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), max_size=20), max_size=12), st.integers(1, 64))
def test_postings_find_every_entry_however_they_were_added(
    blocks: list[list[int]], large: int
) -> None:
    postings = Postings(large)
    entries: list[int] = []
    for block in blocks:
        places = np.arange(len(entries), len(entries) + len(block))
        postings.add(np.array(block, dtype=np.uint64) << np.uint64(32), places)
        entries += block
    wanted = np.arange(31, dtype=np.uint64) << np.uint64(32)
    which, places = postings.find(wanted)
    found = sorted(zip(places.tolist(), which.tolist(), strict=True))
    assert found == list(enumerate(entries))
    assert len(postings) == len(entries)


@given(st.text(max_size=80))
def test_a_print_holds_the_letters_and_knows_where_they_stand(text: str) -> None:
    printed = print_of(text)
    assert [text[place] for place in printed.places] == [c for c in text if c.isalnum()]
    assert len(printed.letters) == len(printed.places)


def test_digits_of_both_widths_are_the_same_letters() -> None:
    assert print_of("２０２４年").letters == print_of("2024年").letters


def season(units: int, users: int, wording: str) -> tuple[StockWording, Print]:
    papers = [
        (
            f"单位{n}",
            print_of(written(n, 200) + (wording if n < users else "") + written(1_000 + n, 200)),
        )
        for n in range(units)
    ]
    return StockWording.of(papers), papers[0][1]


def stock_letters(units: int, users: int, wording: str) -> str:
    stock, printed = season(units, users, wording)
    marks = stock.letters(printed).tolist()
    return "".join(c for c, marked in zip(printed.letters, marks, strict=True) if marked)


def test_a_short_phrase_of_half_the_units_is_stock() -> None:
    assert stock_letters(8, 4, STOCK) == STOCK


def test_a_phrase_of_two_units_is_not() -> None:
    assert stock_letters(8, 2, STOCK) == ""


def test_a_long_passage_planted_in_three_of_eight_is_not() -> None:
    assert stock_letters(8, 3, written(99, 60)) == ""


def test_a_whole_sentence_is_no_stock_however_many_have_it() -> None:
    assert stock_letters(12, 12, written(99, 60)) == ""


def test_stock_inside_a_longer_copy_shows_by_its_wider_use() -> None:
    copied = written(98, 40) + STOCK + written(97, 40)
    papers = [(f"单位{n}", print_of(written(n) + (copied if n < 3 else STOCK))) for n in range(8)]
    stock = StockWording.of(papers)
    marks = stock.letters(papers[0][1]).tolist()
    assert "".join(c for c, m in zip(papers[0][1].letters, marks, strict=True) if m) == STOCK


def test_a_unit_with_many_papers_is_one_unit() -> None:
    stock = StockWording.of([("甲", print_of(written(n) + STOCK)) for n in range(9)])
    assert not stock.letters(print_of(STOCK)).any()
