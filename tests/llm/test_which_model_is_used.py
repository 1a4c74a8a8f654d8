"""From what the operator set to the model that is used: nothing leaves the house by default."""

import asyncio
from dataclasses import replace

import pytest

from service.errors import BadSettings
from service.llm.endpoint import Endpoint
from service.llm.external import External
from service.llm.opening import NOT_SET, OUTSIDE, model_of
from service.settings import Settings
from tests.llm.asking import Said, echo, endpoint, prompt
from tests.simulated_llm import Simulated, serving

OUTSIDE_URL = "https://api.example.com/v1"


def test_without_an_address_there_is_no_model_and_a_reason() -> None:
    opened = model_of(Endpoint("", ""))
    assert (opened.door, opened.model, opened.reason) == (None, None, NOT_SET)


@pytest.mark.parametrize(
    ("url", "external"), [(OUTSIDE_URL, "auto"), ("http://127.0.0.1:9/v1", "true")]
)
def test_a_model_outside_is_not_used_by_default_and_the_reason_says_what_to_do(
    url: str, external: External
) -> None:
    opened = model_of(Endpoint(url, "m"), external=external)
    assert opened.door is None
    assert opened.reason == OUTSIDE
    assert "DUIZHAO_LLM_EXTERNAL_USE=masked" in opened.reason


def test_a_model_in_the_house_is_used_as_it_is() -> None:
    opened = model_of(Endpoint("http://127.0.0.1:9/v1", "m"))
    assert opened.door is not None
    assert not opened.door.masks
    assert opened.reason == ""


@pytest.mark.parametrize("external", ["auto", "false"])
def test_masking_hides_nothing_from_a_model_in_the_house(external: External) -> None:
    opened = model_of(
        Endpoint("http://127.0.0.1:9/v1", "m"), external=external, external_use="masked"
    )
    assert opened.door is not None
    assert not opened.door.masks


def test_a_model_outside_that_is_allowed_is_shown_no_detail() -> None:
    with serving(Simulated(echo)) as server:
        opened = model_of(endpoint(server), external="true", external_use="masked")
        assert opened.door is not None
        model = opened.door.model(roster=("柏青山",))
        answer = asyncio.run(model.ask(prompt("柏青山，13900001111"), Said, max_tokens=50))
        assert "柏青山" not in server.ledger.calls[0].prompt
        assert "13900001111" not in server.ledger.calls[0].prompt
    assert answer.value.said == "柏青山，13900001111"


def test_jobs_of_one_door_share_its_slots_and_its_breaker() -> None:
    with serving(Simulated(echo)) as server:
        door = model_of(replace(endpoint(server), slots=2)).door
        assert door is not None

        async def many() -> None:
            asks = (
                door.model(unit=f"u{n}").ask(prompt("问"), Said, max_tokens=50) for n in range(8)
            )
            await asyncio.gather(*asks)

        asyncio.run(many())
    assert server.ledger.most_at_once <= 2
    assert server.ledger.arrivals == 8


def test_an_address_is_not_told_back_for_it_may_hold_a_password() -> None:
    with pytest.raises(BadSettings) as wrong:
        model_of(Endpoint("http://office:geheim@/v1", "m"))
    assert "geheim" not in str(wrong.value)


def test_external_use_is_off_unless_somebody_writes_masked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert Settings().llm_external_use == "off"
    monkeypatch.setenv("DUIZHAO_LLM_EXTERNAL_USE", " ")
    assert Settings().llm_external_use == "off"
    monkeypatch.setenv("DUIZHAO_LLM_EXTERNAL_USE", "Masked")
    assert Settings().llm_external_use == "masked"
