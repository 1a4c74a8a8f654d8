"""On SQLite the serving process and its jobs process keep to one limit together."""

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from service.jobs.slot_files import SlotFiles

HOLDER = """
import asyncio, sys
from pathlib import Path
from service.jobs.slot_files import SlotFiles

async def hold():
    async with SlotFiles(Path(sys.argv[1]), 2).taken("a"):
        print("held", flush=True)
        await asyncio.sleep(600)

asyncio.run(hold())
"""


def test_no_more_are_under_way_than_there_are_slots_and_everybody_gets_one(tmp_path: Path) -> None:
    under_way: list[str] = []
    most = 0
    served: list[str] = []

    async def ask(slots: SlotFiles, name: str) -> None:
        nonlocal most
        async with slots.taken(name):
            under_way.append(name)
            most = max(most, len(under_way))
            await asyncio.sleep(0.02)
            under_way.remove(name)
        served.append(name)

    async def all_of(one: SlotFiles, two: SlotFiles) -> None:
        async with asyncio.timeout(60):
            asks = [ask(slots, f"{n}") for n in range(6) for slots in (one, two)]
            await asyncio.gather(*asks)

    with closing(SlotFiles(tmp_path, 2)) as one, closing(SlotFiles(tmp_path, 2)) as two:
        asyncio.run(all_of(one, two))
    assert len(served) == 12
    assert most == 2


def test_a_killed_process_gives_its_slot_back(tmp_path: Path) -> None:
    async def both(slots: SlotFiles, other: int) -> None:
        async with asyncio.timeout(60), slots.taken("b"):
            waiting = asyncio.create_task(second(slots))
            os.kill(other, signal.SIGKILL)
            await waiting

    async def second(slots: SlotFiles) -> None:
        async with slots.taken("c"):
            pass

    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with closing(SlotFiles(tmp_path, 2)) as slots:
            asyncio.run(both(slots, process.pid))
