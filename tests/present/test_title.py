import pytest

from service.present.title import ROOM, title_lines

LONG = [
    "白鹭县档案局党组领导班子2025年度民主生活会对照检查材料",
    "白鹭市第三人民医院党委2024年度民主生活会整改方案",
    "白鹭市公安局特警支队党委领导班子学习贯彻习近平新时代中国特色社会主义思想主题教育专题民主生活会对照检查材料",
    "白鹭职业学院后勤党支部2023年度组织生活会对照检查材料",
]
WHOLE = ("民主生活会", "组织生活会", "对照检查材料", "整改方案", "领导班子", "2025年度", "主题教育")


@pytest.mark.parametrize("title", LONG)
def test_no_word_is_torn_and_no_line_is_too_long(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert len(lines) > 1
    for word in WHOLE:
        assert title.count(word) == sum(line.count(word) for line in lines)
    for line in lines:
        assert sum(0.5 if c.isascii() else 1 for c in line) <= ROOM


def test_lines_are_of_much_the_same_length() -> None:
    lines = title_lines(LONG[0])
    assert [len(line) for line in lines] == [12, 17]


@pytest.mark.parametrize("title", ["整改方案", "", "A" * 90])
def test_what_fits_or_cannot_be_parted_stays_whole(title: str) -> None:
    assert title_lines(title) == [title]


def test_a_title_without_known_words_breaks_into_even_lines() -> None:
    assert [len(line) for line in title_lines("某" * 50)] == [16, 17, 17]
