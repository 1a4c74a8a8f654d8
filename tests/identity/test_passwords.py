"""Passwords: the worst are refused, the rest kept as Argon2id."""

import pytest

from service.errors import BadInput
from service.identity.passwords import Cost, Passwords, refuse_easy

CHEAP = Passwords(Cost(time=1, memory_kib=64, threads=1))
GOOD = "correct horse battery"


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "ninechars",
        "1234567890",
        "0987654321",
        "12345678901234567890",
        "abcdefghij",
        "qwertyuiop",
        "QWERTYUIOPasdfghjkl",
        "aaaaaaaaaaaa",
        "ababababab",
        "Password123",
        "password12345!",
        "１２３４５６７８９０",
        "admin123456",
        "duizhao2024",
        "woaini1314520",
        "wang.li",
        "wang.li2024",
        "WANG.LI1234",
        "has a tab\tin it",
        "x" * 10 + "长" * 191,
    ],
)
def test_an_easy_password_is_refused(password: str) -> None:
    with pytest.raises(BadInput, match="密码"):
        refuse_easy(password, "wang.li")


@pytest.mark.parametrize(
    "password",
    [GOOD, "柳树河边有三把锄头靠墙", "Tq7#mLp29x", "liwang-2019-abcd", "wang.li与三把旧锄头"],
)
def test_a_password_nobody_tries_first_is_taken(password: str) -> None:
    refuse_easy(password, "wang.li")
    assert CHEAP.verify(password, CHEAP.new_hash(password, login="wang.li")) == (True, None)


def test_a_refusal_does_not_repeat_the_password() -> None:
    with pytest.raises(BadInput) as refused:
        refuse_easy("admin123456", "x")
    assert "admin" not in str(refused.value)


def test_only_the_password_itself_fits_its_hash() -> None:
    kept = CHEAP.new_hash(GOOD, login="x")
    assert kept.startswith("$argon2id$")
    assert GOOD not in kept
    for other in ("", GOOD + " ", GOOD.upper(), GOOD[:-1], "x" * 100_000, "\ud800" * 12):
        assert CHEAP.verify(other, kept) == (False, None)
    assert CHEAP.new_hash(GOOD, login="x") != kept


def test_full_width_letters_of_an_input_method_are_the_same_password() -> None:
    kept = CHEAP.new_hash("correct horse battery", login="x")
    assert CHEAP.verify("ｃｏｒｒｅｃｔ　ｈｏｒｓｅ　ｂａｔｔｅｒｙ", kept)[0]


def test_without_a_hash_nothing_fits_not_even_what_the_empty_hash_was_made_of() -> None:
    for password in ("nobody", "", GOOD):
        assert CHEAP.verify(password, None) == (False, None)


def test_a_hash_weaker_than_today_is_made_anew() -> None:
    stronger = Passwords(Cost(time=2, memory_kib=64, threads=1))
    weak = CHEAP.new_hash(GOOD, login="x")
    good, better = stronger.verify(GOOD, weak)
    assert good
    assert better is not None
    assert stronger.verify(GOOD, better) == (True, None)
    assert stronger.verify("not the password", weak) == (False, None)
