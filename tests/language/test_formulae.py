import pytest

from service.language.formulae import formula_spans, formulae


def found(text: str) -> list[str]:
    return [span.text for span in formula_spans(text)]


def test_official_wording_is_found_whatever_the_quotation_marks() -> None:
    assert found('深刻领悟“两个确立”，做到"两个维护"') == ["两个确立", "两个维护"]


def test_the_longest_phrase_wins() -> None:
    assert found("落实中央八项规定及其实施细则精神") == ["中央八项规定及其实施细则精神"]


def test_a_phrase_is_found_across_its_own_marks() -> None:
    text = "增强“四个意识”、坚定“四个自信”、做到“两个维护”。"
    (span,) = formula_spans(text)
    assert text[span.start : span.end] == span.text
    assert span.text.startswith("增强")
    assert span.end >= text.index("维护") + 2


def test_a_phrase_never_runs_over_a_line_end() -> None:
    assert found("两个\n确立") == []


def test_prescribed_wording_can_be_added_for_one_search() -> None:
    spans = formula_spans("带头固本培元、增强党性方面", ["带头固本培元、增强党性"])
    assert [span.text for span in spans] == ["带头固本培元、增强党性"]


def test_ordinary_text_holds_none() -> None:
    assert found("食堂排队时间长，窗口只开两个。") == []


@pytest.mark.parametrize("phrase", formulae())
def test_every_phrase_of_the_list_is_found_whole(phrase: str) -> None:
    spans = formula_spans(f"要{phrase}。")
    assert spans
    assert spans[0].start <= 1


def test_the_list_names_no_phrase_twice() -> None:
    assert len(formulae()) == len(set(formulae()))
