"""The character model: what other units often write is cheap, what nobody writes is dear."""

from itertools import pairwise

import pytest

from service.language.character_model import CharacterModel

COMMON = "理论学习不够深入，学用结合不够紧密。"


def _model() -> CharacterModel:
    model = CharacterModel()
    for unit in ("甲", "乙", "丙"):
        model.add(COMMON * 3, unit)
    model.add("闸门启闭机锈蚀，汛前没有检修。", "丁")
    return model


def test_what_many_write_costs_less_than_what_nobody_wrote() -> None:
    model = _model()
    assert model.bits_per_char("学习不够深入") < model.bits_per_char("岸桥吊具磨损超限")


def test_a_units_own_papers_can_be_left_out() -> None:
    model = _model()
    own = "闸门启闭机锈蚀"
    assert model.bits_per_char(own, frozenset({"丁"})) > model.bits_per_char(own) + 2


def test_more_of_the_same_makes_it_cheaper() -> None:
    model = CharacterModel()
    costs = []
    for number in range(4):
        model.add(COMMON, str(number))
        costs.append(model.bits_per_char(COMMON))
    assert all(later < earlier for earlier, later in pairwise(costs))


def test_every_character_has_its_cost_and_an_empty_model_still_answers() -> None:
    assert len(_model().costs("一二三四")) == 4
    assert CharacterModel().bits_per_char("任何文字") == pytest.approx(12.55, abs=0.1)
    assert _model().bits_per_char("") == 0.0
