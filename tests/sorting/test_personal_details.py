"""Personal details in a text, found without taking other numbers for them."""

import pytest

from service.language.personal import is_bank_card, is_identity_number, personal_spans


def found(text: str, roster: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(s.kind, text[s.start : s.end]) for s in personal_spans(text, roster)]


def test_an_identity_number_is_known_by_its_checksum_and_date() -> None:
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310021")
    assert not is_identity_number("11010519491331002X")


def test_a_bank_card_is_known_by_the_luhn_check() -> None:
    assert is_bank_card("6222 0212 3456 7894") != is_bank_card("6222 0212 3456 7895")


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("身份证号11010519491231002X，请核实", "identity_number", "11010519491231002X"),
        ("打我电话138 1234 5678", "phone", "138 1234 5678"),
        ("值班电话010-62345678没人接", "phone", "010-62345678"),
        ("苏A12345乱停", "plate", "苏A12345"),
        ("王科长态度不好", "name", "王科长"),
        ("问题出在李某某身上", "name", "李某某"),
        ("小周老师怀孕了", "name", "小周"),
    ],
)
def test_a_personal_detail_is_found_where_it_stands(text: str, kind: str, part: str) -> None:
    spans = found(text)
    assert spans[0][0] == kind
    assert part in spans[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "项目编号202312345678901234",
        "专项资金900万元，执行率50%",
        "某些项目方面没有进展",
        "老系统没备份，小问题拖成大问题",
        "党委书记要带头，各科科长跟进",
        "2023年12月31日前完成",
        "老师在下面改作业",
        "农家乐老板说检查太多",
    ],
)
def test_ordinary_text_holds_nobody(text: str) -> None:
    assert found(text) == []


def test_a_name_on_the_roster_is_found_anywhere() -> None:
    assert found("这事找夏侯甲乙就行", ("夏侯甲乙",)) == [("name", "夏侯甲乙")]
