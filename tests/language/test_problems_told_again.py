"""Last year's problem told again: found under another heading, and explained or not."""

import pytest

from service.language.repeats import explained

YEAR = 2025


@pytest.mark.parametrize(
    "text",
    [
        "去年定的两人值守没有落实，因为夜班只排得出一个人。",
        "2024年整改时换过一次锁，三个月又坏了，问题反弹。",
        "候船棚从2022年说到2025年，图纸改了三稿。",
        "原定六月换装的缆绳至今没有到货。",
        "没有兑现的原因是预算没有列进去。",
    ],
)
def test_a_word_on_last_year_or_its_measure_explains(text: str) -> None:
    assert explained(text, YEAR)


@pytest.mark.parametrize(
    "text",
    [
        "贪快怕烦的想法没有根除。",
        "2025年巡查反馈缆绳超期使用4根。",
        "渡工反映过七次，没有人来看。",
    ],
)
def test_this_years_findings_and_mere_fault_explain_nothing(text: str) -> None:
    assert not explained(text, YEAR)
