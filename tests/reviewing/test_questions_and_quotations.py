"""The questions of a page ask after what a yes or no cannot settle; quotations nest their marks."""

import re

from service.reviewing.clipping import cited
from service.reviewing.page import page_of
from service.reviewing.quoting import texts_of
from service.reviewing.tracing import untraceable
from service.reviews import DigestLine, Source
from tests.reviewing.review_cases import FILES, flags, subject

TEXT = "全年开展“两学两看”活动四次，到会的都是机关的人。"


def _questions(file: str) -> list[DigestLine]:
    page = page_of(subject(file), flags(file))
    return [line for line in page.digest if line.part == "questions"]


def test_marks_within_a_quotation_become_the_inner_ones_and_the_source_stays_verbatim() -> None:
    source = Source(source="本年.txt", end=len(TEXT), quote=TEXT)
    assert cited(source) == "“全年开展‘两学两看’活动四次，到会的都是机关的人。”"
    line = DigestLine(part="owns_up", text=cited(source), sources=(source,))
    assert untraceable([line], {"本年.txt": TEXT}) == ()


def test_a_quotation_with_a_changed_word_is_not_traced_for_its_inner_marks() -> None:
    source = Source(source="本年.txt", end=len(TEXT), quote=TEXT)
    told = cited(source).replace("四次", "九次")
    line = DigestLine(part="owns_up", text=told, sources=(source,))
    assert untraceable([line], {"本年.txt": TEXT}) == (line,)


def test_no_question_of_the_sample_papers_is_answered_by_yes_or_no() -> None:
    asked = [line.text.rpartition("”")[2] for file in FILES[:8] for line in _questions(file)]
    assert asked
    assert not [text for text in asked if text.endswith("吗？")]
    assert all(re.search(r"哪|谁|什么|怎|如何|为何|多少|多久|几|还是", text) for text in asked)


def test_aspects_without_a_case_are_asked_after_together_and_traced() -> None:
    for file in FILES[:8]:
        asked = _questions(file)
        assert sum("没有一件可以核对的事" in line.text for line in asked) <= 1
        assert untraceable(asked, texts_of(subject(file))) == ()


def test_no_page_asks_three_times_in_the_same_words() -> None:
    for file in FILES[:8]:
        words = [line.text.rpartition("：")[2] for line in _questions(file)]
        assert all(words.count(one) <= 2 for one in words)
