"""The one door to a model, held against a real HTTP server that fails in every known way."""

import asyncio
import time
from collections.abc import Callable

import pytest
from pydantic import BaseModel

from service.errors import ModelAnswerRejected, ModelFailure, ModelUnavailable
from service.llm.compatible import ATTEMPTS, CompatibleModel
from service.llm.endpoint import Endpoint, Pace
from service.llm.manner import Manner, StreamUse, Way
from service.llm.port import Answer
from service.prompting import Prompt
from tests.simulated_llm import Simulated, Speed, serving
from tests.simulated_llm.faults import FAULTS
from tests.simulated_llm.request import ChatRequest


class Items(BaseModel):
    items: list[str]


PROMPT = Prompt(stamp="test@1", system="你是校对。", user="列出问题。")
HURRY = Pace(stall_s=0.6, tokens_per_s=20.0, grace_s=0.6, whole_s=0.6)
LASTING_ONE_CALL = {"retry_after_a_day", "context_length"}


def honest(_: ChatRequest) -> str:
    return '{"items": ["台账未更新"]}'


def model_at(
    simulated: Simulated, pace: Pace = HURRY, slots: int = 4, stream: StreamUse = "auto"
) -> CompatibleModel:
    endpoint = Endpoint(
        simulated.base_url, "simulated", pace=pace, backoff_s=0.01, slots=slots, stream=stream
    )
    return CompatibleModel(endpoint)


def ask(model: CompatibleModel, deadline_s: float = 20.0) -> Answer[Items]:
    async def run() -> Answer[Items]:
        until = time.monotonic() + deadline_s
        return await model.ask(PROMPT, Items, max_tokens=200, deadline=until)

    return asyncio.run(run())


def test_a_complete_answer_comes_back_with_the_servers_own_token_counts() -> None:
    with serving(Simulated(honest)) as server:
        answer = ask(model_at(server))
    assert answer.value.items == ["台账未更新"]
    assert answer.stamp == "test@1"
    assert answer.usage.calls == 1
    assert answer.usage.prompt_tokens == server.ledger.prompt_tokens
    assert answer.usage.completion_tokens == server.ledger.completion_tokens


@pytest.mark.parametrize("stream", ["on", "off"])
@pytest.mark.parametrize("fault", [f.name for f in FAULTS])
def test_a_fault_that_lasts_is_never_taken_for_an_answer(fault: str, stream: StreamUse) -> None:
    with serving(Simulated(honest, fault_at=lambda _: fault)) as server:
        with pytest.raises(ModelFailure) as failed:
            ask(model_at(server, stream=stream))
        assert server.ledger.arrivals <= ATTEMPTS
        assert failed.value.calls == server.ledger.arrivals
        if fault in LASTING_ONE_CALL:
            assert server.ledger.arrivals == 1


@pytest.mark.parametrize("fault", sorted({f.name for f in FAULTS} - LASTING_ONE_CALL))
def test_a_fault_that_passes_costs_at_most_one_extra_call(fault: str) -> None:
    first: Callable[[int], str] = lambda number: fault if number == 1 else ""  # noqa: E731
    with serving(Simulated(honest, fault_at=first)) as server:
        answer = ask(model_at(server))
    assert answer.value.items == ["台账未更新"]
    assert server.ledger.arrivals == 2


@pytest.mark.parametrize("known", [("json_object", "plain"), ("plain",)])
def test_a_server_that_knows_fewer_json_forms_is_asked_in_one_it_knows(
    known: tuple[str, ...],
) -> None:
    with serving(Simulated(honest, forms=known)) as server:
        model = model_at(server)
        ask(model)
        ask(model)
    assert [call.form for call in server.ledger.calls] == [known[0], known[0]]
    refused = 3 - len(known)
    assert server.ledger.arrivals == refused + 2, "what was refused once is not tried again"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda text: f"```json\n{text}\n```",
        lambda text: f"<think>先看{{意见}}再写</think>\n{text}",
        lambda text: f"先看意见</think>好的：{text}",
    ],
)
def test_fences_and_thinking_around_an_answer_do_not_spoil_it(wrap: Callable[[str], str]) -> None:
    with serving(Simulated(honest, wrap=wrap)) as server:
        assert ask(model_at(server)).value.items == ["台账未更新"]
        assert server.ledger.arrivals == 1


def test_an_answer_in_the_wrong_shape_is_shown_its_mistake_and_may_be_mended() -> None:
    def second_time_right(request: ChatRequest) -> str:
        return honest(request) if "不合格" in request.messages[-1] else '{"items": "台账"}'

    with serving(Simulated(second_time_right)) as server:
        answer = ask(model_at(server))
    assert answer.value.items == ["台账未更新"]
    assert answer.usage.calls == 2
    assert answer.usage.prompt_tokens == server.ledger.prompt_tokens


def test_an_answer_that_never_fits_is_rejected_and_what_it_cost_is_told() -> None:
    with (
        serving(Simulated(lambda _: '{"items": 3}')) as server,
        pytest.raises(ModelAnswerRejected) as failed,
    ):
        ask(model_at(server))
    assert failed.value.calls == ATTEMPTS
    assert failed.value.completion_tokens == server.ledger.completion_tokens


def test_the_deadline_ends_an_ask_however_patient_the_pace_is() -> None:
    slow = Simulated(honest, speed=Speed(first_token_s=5.0))
    with serving(slow) as server, pytest.raises(ModelUnavailable, match="规定时间"):
        ask(model_at(server, pace=Pace(stall_s=60, tokens_per_s=0.1)), deadline_s=0.4)


def test_an_answer_that_is_not_streamed_comes_back_with_the_same_counts() -> None:
    with serving(Simulated(honest)) as server:
        answer = ask(model_at(server, stream="off"))
    assert answer.value.items == ["台账未更新"]
    assert answer.usage.completion_tokens == server.ledger.completion_tokens > 0


def test_a_gateway_that_refuses_to_stream_is_asked_whole_from_then_on() -> None:
    with serving(Simulated(honest, streams="refuses")) as server:
        model = model_at(server)
        assert ask(model).value == ask(model).value
        assert server.ledger.arrivals == 3, "one refusal, two answers"


def test_a_gateway_that_ignores_the_wish_to_stream_is_understood_after_two_asks() -> None:
    with serving(Simulated(honest, streams="ignores")) as server:
        model = model_at(server)
        assert len({tuple(ask(model).value.items) for _ in range(4)}) == 1
        assert server.ledger.arrivals == 4 + 2


def test_a_stream_is_never_given_up_where_the_operator_insists_on_it() -> None:
    with serving(Simulated(honest, streams="refuses")) as server:
        with pytest.raises(ModelUnavailable):
            ask(model_at(server, stream="on"))
        assert server.ledger.arrivals == 1


def test_what_was_learned_of_a_server_is_forgotten_after_an_hour() -> None:
    now = 0.0
    manner = Manner(clock=lambda: now)
    manner.refuse_form("json_schema")
    manner.answered_whole(said_so=True)
    assert manner.way() == Way("json_object", streamed=False)
    now = 3601.0
    assert manner.way() == Way("json_schema", streamed=True)


def test_asks_refused_together_move_on_to_the_next_form_only_once() -> None:
    async def four(model: CompatibleModel) -> None:
        await asyncio.gather(*(model.ask(PROMPT, Items, max_tokens=50) for _ in range(4)))

    with serving(Simulated(honest, forms=("json_object", "plain"))) as server:
        asyncio.run(four(model_at(server)))
    assert {call.form for call in server.ledger.calls} == {"json_object"}


def test_one_model_serves_two_event_loops_one_after_the_other() -> None:
    with serving(Simulated(honest)) as server:
        model = model_at(server)
        assert ask(model).value == ask(model).value


def test_nobody_at_the_address_is_said_plainly() -> None:
    model = CompatibleModel(Endpoint("http://127.0.0.1:9/v1", "nobody", backoff_s=0.01))
    with pytest.raises(ModelUnavailable, match="连接中断或没有响应"):
        ask(model)
