"""Slots hold over all threads and event loops of a process, and units share them fairly."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from service.llm.compatible import CompatibleModel
from service.llm.endpoint import Endpoint
from service.llm.slots import FairSlots, SlotsState
from tests.llm.asking import Said, echo, prompt
from tests.simulated_llm import Simulated, Speed, serving
from tests.simulated_llm.request import ChatRequest


async def asks(model: CompatibleModel, unit: str, many: int) -> None:
    seen = model.seen_by(unit=unit)
    await asyncio.gather(
        *(seen.ask(prompt(f"{unit}-{n}"), Said, max_tokens=50) for n in range(many))
    )


def test_four_jobs_in_four_threads_never_make_more_requests_than_there_are_slots() -> None:
    slow = Simulated(echo, speed=Speed(first_token_s=0.02))
    with serving(slow) as server, ThreadPoolExecutor(4) as threads:
        model = CompatibleModel(Endpoint(server.base_url, "simulated", slots=3))
        jobs = [threads.submit(asyncio.run, asks(model, f"u{n}", 6)) for n in range(4)]
        for job in jobs:
            job.result()
    assert server.ledger.arrivals == 24
    assert server.ledger.most_at_once == 3


def test_twenty_waiting_asks_of_one_unit_hold_another_unit_back_by_one_turn_only() -> None:
    begun = threading.Event()

    def telling(request: ChatRequest) -> str:
        begun.set()
        return echo(request)

    slow = Simulated(telling, speed=Speed(first_token_s=0.05))
    with serving(slow) as server, ThreadPoolExecutor(2) as threads:
        model = CompatibleModel(Endpoint(server.base_url, "simulated", slots=1))
        many = threads.submit(asyncio.run, asks(model, "many", 20))
        assert begun.wait(10)
        before = server.ledger.arrivals
        threads.submit(asyncio.run, asks(model, "one", 1)).result()
        behind = server.ledger.arrivals
        many.result()
    assert server.ledger.arrivals == 21
    assert behind - before <= 4, "its own request, those under way, and one that was quicker"


def served(slots: FairSlots, arrivals: list[str]) -> list[str]:
    """In what order units that came in this order are let through one slot."""
    order: list[str] = []

    async def one(unit: str) -> None:
        async with slots.taken(unit):
            order.append(unit)
            await asyncio.sleep(0)

    async def run() -> None:
        async with asyncio.TaskGroup() as group:
            for unit in arrivals:
                group.create_task(one(unit))
                await asyncio.sleep(0)

    asyncio.run(run())
    return order


def test_of_units_that_hold_as_few_the_one_that_waited_longest_is_next() -> None:
    assert served(FairSlots(1), ["a", "b", "c", "a"]) == ["a", "b", "c", "a"]


def test_a_free_slot_goes_to_the_unit_that_holds_fewest() -> None:
    async def run() -> list[str]:
        slots, order = FairSlots(2), list[str]()
        leave = {name: asyncio.Event() for name in ("a1", "a2", "a3", "b1")}

        async def hold(name: str) -> None:
            async with slots.taken(name[0]):
                order.append(name)
                await leave[name].wait()

        async with asyncio.TaskGroup() as group:
            for name in ("a1", "a2", "a3", "b1"):
                group.create_task(hold(name))
                await asyncio.sleep(0.01)
            leave["a1"].set()
            await asyncio.sleep(0.01)
            for event in leave.values():
                event.set()
        return order

    assert asyncio.run(run()) == ["a1", "a2", "b1", "a3"]


def test_an_ask_cancelled_while_it_waits_or_works_leaves_nothing_behind() -> None:
    async def run() -> SlotsState:
        slots = FairSlots(1)

        async def hold() -> None:
            async with slots.taken("u"):
                await asyncio.sleep(60)

        tasks = [asyncio.create_task(hold()) for _ in range(3)]
        await asyncio.sleep(0.01)
        assert slots.state() == SlotsState(limit=1, held=1, waiting=2)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return slots.state()

    assert asyncio.run(run()) == SlotsState(limit=1, held=0, waiting=0)


def in_thread(work: Callable[[], None]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_a_loop_that_dies_with_a_slot_in_hand_gives_it_back() -> None:
    slots = FairSlots(1)
    states: list[SlotsState] = []
    unfinished: list[Coroutine[Any, Any, bool | None]] = []

    def die_holding() -> None:
        loop = asyncio.new_event_loop()
        held = slots.taken("dead")
        loop.run_until_complete(held.__aenter__())
        unfinished.append(held.__aexit__(None, None, None))
        states.append(slots.state())
        loop.close()

    in_thread(die_holding)
    assert [state.held for state in states] == [1]
    assert slots.state().held == 0
    assert served(slots, ["alive"]) == ["alive"]
    unfinished.pop().close()
