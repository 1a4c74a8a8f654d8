"""A check that may ask a model, from the settings down to the flags."""

from pathlib import Path

import pytest

from service.bootstrap import House
from service.flags import CheckedFile
from service.pipelines.checking import check_paper, held_by
from service.pipelines.opening import open_paper
from service.samples import PAPERS
from service.settings import Settings
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours import BEHAVIOURS

PAPER = PAPERS / "linxi-city" / "2023-team-2023.txt"


def checked(house: House) -> CheckedFile:
    opened = open_paper(PAPER, house.kinds, house.kinds["team-2023"])
    held = held_by(opened, house.kinds)
    return check_paper(opened, held, house.cards, model=house.reading_model, deadline_s=60)


def test_a_model_on_the_premises_is_asked_and_its_part_is_told(tmp_path: Path) -> None:
    with serving(Simulated(BEHAVIOURS["honest"])) as server:
        with House(Settings(data_dir=tmp_path, llm_base_url=server.base_url)) as house:
            found = checked(house)
        assert server.ledger.arrivals > 0
    assert "没有改动必改和应改的" in found.notices[0]
    assert any(flag.proposed_ask for flag in found.flags)


@pytest.mark.parametrize("chosen", [{"llm_external": "true"}, {"llm_checks": "off"}])
def test_a_model_outside_the_house_is_not_shown_a_paper(
    chosen: dict[str, str], tmp_path: Path
) -> None:
    with serving(Simulated(BEHAVIOURS["honest"])) as server:
        settings = Settings.model_validate(
            {"data_dir": tmp_path, "llm_base_url": server.base_url, **chosen}
        )
        with House(settings) as house:
            found = checked(house)
        assert server.ledger.arrivals == 0
    assert found.notices == ()


def test_a_model_outside_is_asked_where_the_operator_says_so(tmp_path: Path) -> None:
    with serving(Simulated(BEHAVIOURS["honest"])) as server:
        settings = Settings(
            data_dir=tmp_path,
            llm_base_url=server.base_url,
            llm_external="true",
            llm_external_use="masked",
            llm_checks="on",
        )
        with House(settings) as house:
            checked(house)
        assert server.ledger.arrivals > 0


def test_without_an_answer_the_flags_are_those_of_a_check_without_a_model(tmp_path: Path) -> None:
    with House(Settings(data_dir=tmp_path)) as house:
        plain = checked(house)
    with (
        serving(Simulated(BEHAVIOURS["honest"], fault_at=lambda _: "500")) as server,
        House(Settings(data_dir=tmp_path, llm_base_url=server.base_url)) as house,
    ):
        found = checked(house)
    assert found.flags == plain.flags
    assert found.notices[0].startswith("模型没有完成")
