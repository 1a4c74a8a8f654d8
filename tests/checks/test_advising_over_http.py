"""Advising over a real HTTP server that plays five characters and fails in eighteen ways.

Only the protocol is proven here: how well a real model judges is measured on tests/eval/paraphrase.
"""

import asyncio
import time

import pytest

from service.checks.advising import CONCERNS, Advised, advise
from service.llm.compatible import ATTEMPTS, CompatibleModel
from service.llm.endpoint import PATIENT, Endpoint, Pace
from tests.checks.advising_cases import FLAGS, SUBJECT
from tests.simulated_llm import Simulated, Speed, serving
from tests.simulated_llm.behaviours import BEHAVIOURS
from tests.simulated_llm.behaviours.lying import LIES
from tests.simulated_llm.faults import FAULTS

HURRY = Pace(stall_s=0.4, tokens_per_s=20.0, grace_s=0.6)
FREE = {"proposed_ask", "stamp"}


def advised(server: Simulated, deadline_s: float = 30.0, pace: Pace = HURRY) -> Advised:
    endpoint = Endpoint(server.base_url, "simulated", pace=pace, backoff_s=0.01)
    return asyncio.run(advise(SUBJECT, FLAGS, CompatibleModel(endpoint), deadline_s=deadline_s))


def assert_flags_kept(found: Advised) -> None:
    firm = [f.model_dump(exclude=FREE) for f in found.flags if f.level != "suggestion"]
    assert firm == [f.model_dump(exclude=FREE) for f in FLAGS if f.level != "suggestion"]
    free = {*FREE, "score"}
    after = {f.id: f.model_dump(exclude=free) for f in found.flags}
    assert all(after[f.id] == f.model_dump(exclude=free) for f in FLAGS)


@pytest.mark.parametrize("behaviour", sorted(BEHAVIOURS))
def test_whatever_the_model_is_like_no_flag_is_lost_and_no_lie_gets_in(behaviour: str) -> None:
    with serving(Simulated(BEHAVIOURS[behaviour])) as server:
        found = advised(server, pace=PATIENT)
        assert server.ledger.arrivals == found.usage.calls == len(CONCERNS)
        assert found.usage.prompt_tokens == server.ledger.prompt_tokens
    assert_flags_kept(found)
    said = "".join(f.proposed_ask + f.stamp for f in found.flags)
    said += "".join(f.message + f.text for f in found.flags if f.id not in {g.id for g in FLAGS})
    assert not any(lie in said for lie in LIES)
    assert not any(mark in said for mark in ("evil", "http", "<", "**", "忽略以上"))
    assert found.notices == ()


def test_an_honest_model_is_let_through() -> None:
    with serving(Simulated(BEHAVIOURS["honest"])) as server:
        found = advised(server, pace=PATIENT)
        shared = [call.cached_tokens for call in server.ledger.calls]
    asked = [flag for flag in found.flags if flag.proposed_ask]
    assert len(asked) >= 10
    assert {f.level for f in asked} == {"error", "warning", "suggestion"}
    assert [f.rule for f in found.flags if "换了说法" in f.message] == [
        "reuse.own-past",
        "reuse.peer",
    ]
    assert found.flags != FLAGS
    assert shared[0] == 0
    assert min(shared[1:]) > 200


@pytest.mark.parametrize("behaviour", ["lying", "malicious", "sloppy", "copying"])
def test_of_a_dishonest_model_nothing_but_an_order_is_taken(behaviour: str) -> None:
    with serving(Simulated(BEHAVIOURS[behaviour])) as server:
        found = advised(server, pace=PATIENT)
    assert [f for f in found.flags if f.proposed_ask or "换了说法" in f.message] == []
    assert len(found.flags) == len(FLAGS)
    assert found.refused


@pytest.mark.parametrize("fault", [f.name for f in FAULTS])
def test_a_fault_that_lasts_leaves_the_flags_untouched_and_is_told_once(fault: str) -> None:
    with serving(Simulated(BEHAVIOURS["honest"], fault_at=lambda _: fault)) as server:
        found = advised(server)
        arrivals = server.ledger.arrivals
    assert found.flags == FLAGS
    assert len(found.notices) == 1
    assert found.notices[0].startswith("模型没有完成")
    # Asks that come back in no shape go on to the next concern; a server that is gone does not.
    assert arrivals <= ATTEMPTS * (len(CONCERNS) if fault == "wrong_shape" else 1)
    assert found.usage.calls == arrivals


@pytest.mark.parametrize("fault", ["500", "truncated_json", "wrong_shape", "reset_midway"])
def test_a_fault_that_passes_costs_a_retry_and_nothing_else(fault: str) -> None:
    broken = Simulated(BEHAVIOURS["honest"], fault_at=lambda n: fault if n == 1 else "")
    with serving(broken) as server:
        found = advised(server)
        assert server.ledger.arrivals == len(CONCERNS) + 1
    assert found.notices == ()
    assert any(flag.proposed_ask for flag in found.flags)


def test_a_slow_model_is_left_at_the_deadline() -> None:
    slow = Simulated(BEHAVIOURS["honest"], speed=Speed(first_token_s=30.0))
    patient = Pace(stall_s=60.0, tokens_per_s=0.0)
    with serving(slow) as server:
        endpoint = Endpoint(server.base_url, "simulated", pace=patient)
        began = time.monotonic()
        model = CompatibleModel(endpoint)
        found = asyncio.run(advise(SUBJECT, FLAGS, model, deadline_s=1.0))
        took = time.monotonic() - began
    assert found.flags == FLAGS
    assert "规定时间内没有答完" in found.notices[0]
    assert took < 5
