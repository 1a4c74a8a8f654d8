import pytest

from service.language.assigned import assigned_spans


def named(text: str) -> list[str]:
    return [text[start:end] for start, end in assigned_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "逐条登记。责任领导：分管防汛的副局长；责任股室：办公室、防御股。",
            ["责任领导：分管防汛的副局长", "责任股室：办公室、防御股"],
        ),
        ("摊位统一编号，由分管市容的副局长负责。", ["由分管市容的副局长负责"]),
        ("每季度讲一次，由党委书记负责、党办承办。", ["由党委书记负责、党办承办"]),
        ("2026年6月底前编好名册。", ["2026年6月底前"]),
        ("整改时限：长期坚持。", ["整改时限：长期坚持"]),
    ],
)
def test_owners_and_deadlines_are_found_word_for_word(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    ["由于人手不足，巡查少了四次。", "责任意识不强，遇事往后拖。", "分管领导没有到过现场。"],
)
def test_a_problem_that_speaks_of_duty_names_nobody(text: str) -> None:
    assert named(text) == []
