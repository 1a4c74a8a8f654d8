"""With a model outside the house, whatever is asked over HTTP: the names of a unit's people and
their numbers stay inside, though the request names the unit only."""

import json
from collections.abc import Callable, Iterator

import httpx2
import pytest

from service.office.people import Membership
from service.samples import PAPERS
from tests.api.accounts import Town, settings_of, town_at
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours import BEHAVIOURS

SOMEBODY, NUMBER = "仝小满", "13900001111"
SAID = f"{SOMEBODY}打{NUMBER}报修水管，三次没有人来。"
PAPER = (PAPERS / "qinglan-water" / "2024-team-2024.txt").read_text(encoding="utf-8")
UNIT = "青岚县水利局党组"


@pytest.fixture(scope="module")
def model() -> Iterator[Simulated]:
    with serving(Simulated(behaviour=BEHAVIOURS["honest"])) as server:
        yield server


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, model: Simulated) -> Iterator[Town]:
    outside = {"llm_external": "true", "llm_external_use": "masked", "llm_checks": "on"}
    folder = tmp_path_factory.mktemp("town")
    with town_at(settings_of(folder, llm_base_url=model.base_url, **outside)) as made:
        office = made.house.office
        role = Membership(unit=made.bureau.id, role="drafter")
        office.people.create(office.scopes.local("操作员"), "tong", SOMEBODY, memberships=[role])
        yield made


def draft(client: httpx2.Client) -> httpx2.Response:
    notes = [{"id": "N1", "text": SAID, "source": "座谈会"}]
    return client.post("/api/v1/drafts", json={"kind": "team-2025", "unit": UNIT, "notes": notes})


def check(client: httpx2.Client) -> httpx2.Response:
    return client.post("/api/v1/checks", files={"file": paper()}, data={"unit": UNIT})


def review(client: httpx2.Client) -> httpx2.Response:
    return client.post("/api/v1/reviews", files={"files": paper()})


def paper() -> tuple[str, bytes]:
    """A paper of the unit in which somebody is named again and again."""
    return "对照检查材料.txt", PAPER.replace("，", f"，{SOMEBODY}说").encode()


@pytest.mark.parametrize("asks", [draft, check, review], ids=lambda one: one.__name__)
def test_a_model_outside_is_shown_no_name_and_no_number_of_the_units_people(
    town: Town, model: Simulated, asks: Callable[[httpx2.Client], httpx2.Response]
) -> None:
    model.ledger.calls.clear()
    with town.signed_in("clerk") as clerk:
        asks(clerk).raise_for_status()
    sent = json.dumps([call.prompt for call in model.ledger.calls], ensure_ascii=False)
    assert "〔人名" in sent
    assert SOMEBODY not in sent
    assert NUMBER not in sent
