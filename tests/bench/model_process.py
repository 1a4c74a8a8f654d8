"""The simulated model in a process of its own: in ours it would compete for the interpreter."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from tests.simulated_llm import Call, Ledger, Simulated, Speed, serving
from tests.simulated_llm.behaviours import BEHAVIOURS


@dataclass
class ModelProcess:
    """A running server; ``calls`` gives what it was asked since the last time."""

    base_url: str
    speed: Speed
    _pipe: Connection

    def calls(self) -> list[Call]:
        """The ledger, which is emptied."""
        self._pipe.send("ledger")
        return list(self._pipe.recv())


@contextmanager
def model_process(speed: Speed, behaviour: str = "honest") -> Iterator[ModelProcess]:
    """Serves until the block ends."""
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_serve, args=(theirs, speed, behaviour), daemon=True)
    process.start()
    try:
        yield ModelProcess(ours.recv(), speed, ours)
    finally:
        ours.send("end")
        process.join(timeout=10)


def _serve(pipe: Connection, speed: Speed, behaviour: str) -> None:
    simulated = Simulated(BEHAVIOURS[behaviour], speed=speed)
    with serving(simulated) as server:
        pipe.send(server.base_url)
        while pipe.recv() == "ledger":
            pipe.send(list(server.ledger.calls))
            server.ledger = Ledger()
