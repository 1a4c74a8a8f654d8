"""A server that is gone: one probe at a time, no storm, and every job ends once it is back."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from service.errors import ModelAnswerRejected, ModelUnavailable
from service.llm.breaker import Breaker
from service.llm.compatible import ATTEMPTS, CompatibleModel
from service.llm.opening import model_of
from service.llm.patient import PatientModel, Waiting
from service.llm.port import Answer, Model
from service.llm.slots import FairSlots, SlotsState
from tests.llm.asking import Said, echo, endpoint, prompt
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.request import ChatRequest
from tests.simulated_llm.server import free_port

JOBS, ASKS = 4, 3


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.005)


def ask(model: Model, user: str = "问", deadline: float | None = None) -> Answer[Said]:
    return asyncio.run(model.ask(prompt(user), Said, max_tokens=50, deadline=deadline))


def patient(server: Simulated, breaker: Breaker, waiting: Waiting, slots: int = 4) -> PatientModel:
    place = endpoint(server, slots=slots)
    return PatientModel(CompatibleModel(place, gate=breaker), breaker, waiting)


def test_one_probe_a_cooldown_over_all_jobs_and_all_finish_when_the_server_is_back() -> None:
    clock, down = Clock(), True
    breaker = Breaker(clock=clock)
    jobs: list[Future[list[Answer[Said]]]] = []

    def job(model: Model) -> list[Answer[Said]]:
        async def run() -> list[Answer[Said]]:
            asks = (model.ask(prompt(f"问{n}"), Said, max_tokens=50) for n in range(ASKS))
            return await asyncio.gather(*asks)

        return asyncio.run(run())

    def outage(_: int) -> str:
        return "500" if down else ""

    gone = Simulated(echo, fault_at=outage)
    with serving(gone) as server, ThreadPoolExecutor(JOBS) as threads:
        slots = FairSlots(4)
        shared = CompatibleModel(endpoint(server), slots=slots, gate=breaker)
        for _ in range(JOBS):
            model = PatientModel(shared, breaker, Waiting(poll_s=0.01))
            jobs.append(threads.submit(job, model))
        until(lambda: breaker.state().state == "open")
        # What was under way when it opened comes to its end; nothing new leaves.
        until(lambda: slots.state() == SlotsState(limit=4, held=0, waiting=0))
        before = server.ledger.arrivals
        assert before <= JOBS * ASKS * ATTEMPTS
        for probe in range(1, 9):
            clock.now += 30.0
            until(lambda: server.ledger.arrivals == before + probe)  # noqa: B023
            until(lambda: breaker.state().next_probe_in_s == 30.0)
        assert server.ledger.arrivals == before + 8
        down = False
        clock.now += 30.0
        answers = [job.result(timeout=30) for job in jobs]
    assert breaker.state().state == "closed"
    assert [len(said) for said in answers] == [ASKS] * JOBS
    # Every request is somebody's cost, the failed ones too.
    assert sum(a.usage.calls for said in answers for a in said) == server.ledger.arrivals


def test_a_job_waits_for_a_server_that_is_not_there_yet_and_is_told_so() -> None:
    told: list[str] = []
    resumed: list[bool] = []
    breaker, port = Breaker(cooldown_s=0.05), free_port()
    waiting = Waiting(
        poll_s=0.01,
        on_wait=lambda _, cause: told.append(cause),
        on_resume=lambda: resumed.append(True),
    )
    here = Simulated(echo, base_url=f"http://127.0.0.1:{port}/v1")
    model = patient(here, breaker, waiting)
    with ThreadPoolExecutor(1) as threads:
        job = threads.submit(ask, model)
        until(lambda: bool(told))
        with serving(here, port):
            assert job.result(timeout=30).value.said == "问"
    assert told == ["连接中断或没有响应"] * len(told)
    assert resumed == [True]


def down_for_good(breaker: Breaker, waiting: Waiting) -> tuple[str, float]:
    """The failure of an ask to nobody, and how much later its deadline had become."""
    given: list[float] = []

    class Overheard:
        name, slots = "simulated", 1

        async def ask(self, *args: Any, **more: Any) -> Any:
            given.append(more["deadline"])
            return await nobody.ask(*args, **more)

    here = Simulated(echo, base_url=f"http://127.0.0.1:{free_port()}/v1")
    nobody = CompatibleModel(endpoint(here), gate=breaker)
    deadline = time.monotonic() + 20
    with pytest.raises(ModelUnavailable) as failed:
        ask(PatientModel(Overheard(), breaker, waiting), deadline=deadline)
    return str(failed.value), given[-1] - given[0]


def test_patience_ends_and_the_time_spent_waiting_was_added_to_the_deadline() -> None:
    waiting = Waiting(patience_s=0.3, poll_s=0.01)
    message, later = down_for_good(Breaker(cooldown_s=0.1), waiting)
    assert "一直不可用（连接中断或没有响应）" in message
    assert later > 0


def test_a_person_may_go_on_without_the_model() -> None:
    message, _ = down_for_good(Breaker(cooldown_s=60), Waiting(poll_s=0.01, give_up=lambda: True))
    assert message == "已按要求不再等待模型"


class Cancelled(Exception):
    pass


def test_a_job_cancelled_while_it_waits_ends_at_once() -> None:
    def cancelled() -> bool:
        raise Cancelled

    with pytest.raises(Cancelled):
        down_for_good(Breaker(cooldown_s=60), Waiting(poll_s=0.01, give_up=cancelled))


def test_where_nobody_waits_an_open_breaker_says_so_without_a_request() -> None:
    with serving(Simulated(echo, fault_at=lambda _: "500")) as server:
        opened = model_of(endpoint(server))
        assert opened.model is not None
        for _ in range(3):
            with pytest.raises(ModelUnavailable, match="服务器出错"):
                ask(opened.model)
        asked = server.ledger.arrivals
        with pytest.raises(ModelUnavailable, match=r"暂时不可用（服务器出错（500））.*秒后会再试"):
            ask(opened.model)
        assert server.ledger.arrivals == asked


@pytest.mark.parametrize("fault", ["context_length", "wrong_shape", "length", "null_content"])
def test_answers_that_are_no_good_open_no_breaker(fault: str) -> None:
    with serving(Simulated(echo, fault_at=lambda _: fault)) as server:
        opened = model_of(endpoint(server))
        assert opened.door is not None
        for _ in range(4):
            with pytest.raises((ModelUnavailable, ModelAnswerRejected)):
                ask(opened.door.model())
        assert opened.door.breaker.state().state == "closed"


def test_a_question_that_breaks_the_server_fails_alone_while_others_are_answered() -> None:
    """Patience is for servers: what only one question suffers is not waited for."""

    async def both(model: Model) -> list[Answer[Said] | BaseException]:
        asks = (model.ask(prompt(user), Said, max_tokens=50) for user in ("毒", "问"))
        return await asyncio.gather(*asks, return_exceptions=True)

    def poisoned(request: ChatRequest) -> str:
        return "500" if request.task == "毒" else ""

    with serving(Simulated(echo, fault_on=poisoned)) as server:
        breaker = Breaker(cooldown_s=60)
        place = replace(endpoint(server), backoff_s=0.2)
        model = PatientModel(CompatibleModel(place, gate=breaker), breaker, Waiting())
        bad, good = asyncio.run(both(model))
    assert isinstance(bad, ModelUnavailable)
    assert isinstance(good, Answer)
    assert server.ledger.arrivals == ATTEMPTS + 1
    assert breaker.state().state == "closed"


def test_a_probe_that_is_cancelled_leaves_the_next_one_to_the_next() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, clock=clock)
    first = breaker.admit()
    assert first is not None
    breaker.failed(first, "连接中断或没有响应")
    clock.now = 30.0
    probe = breaker.admit()
    assert probe is not None
    assert breaker.state().state == "half_open"
    assert breaker.admit() is None
    breaker.unknown(probe)
    assert breaker.admit() is None, "the pause is kept all the same"
    clock.now = 60.0
    assert breaker.admit() is not None


def test_a_probe_that_is_never_heard_of_again_does_not_shut_the_door_for_good() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, clock=clock)
    first = breaker.admit()
    assert first is not None
    breaker.failed(first, "连接中断或没有响应")
    clock.now = 30.0
    assert breaker.admit() is not None
    clock.now = 60.0
    assert breaker.admit() is None
    clock.now = 30.0 + 30 * 30.0
    assert breaker.admit() is not None
