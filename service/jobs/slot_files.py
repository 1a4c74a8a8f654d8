"""The limit on requests to the model over the processes of one data directory.

Each slot is a locked file: a process that dies gives its slots back at once. Inside a process the
turn goes to the unit whose turn it is; between the processes it goes to whoever looks first.
"""

import threading
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from pathlib import Path

from service.errors import LibraryBusy
from service.llm.slots import FairQueue
from service.store.one_process import hold

_LOOK_S = 0.1


class SlotFiles:
    """``Slots`` of all processes that name the same folder."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = max(1, limit)
        self._queue = FairQueue(self._share)
        self._lock = threading.Lock()
        self._held: dict[int, AbstractContextManager[None]] = {}
        self._looking: threading.Timer | None = None

    def taken(self, by: str) -> AbstractAsyncContextManager[None]:
        """See the protocol."""
        return self._queue.taken(by)

    def close(self) -> None:
        """Gives every slot back."""
        with self._lock:
            if self._looking is not None:
                self._looking.cancel()
            while self._held:
                self._give_back()

    def _share(self) -> None:
        """Keeps as many slots as are used, and lets in whomever there is one for."""
        with self._lock:
            self._looking = None
            while len(self._held) > self._queue.counts()[0]:
                self._give_back()
            while self._queue.counts()[1] and self._took_one():
                self._queue.let_in(len(self._held))
            if self._queue.counts()[1]:
                # Nobody tells when another process gives one back.
                self._looking = threading.Timer(_LOOK_S, self._share)
                self._looking.daemon = True
                self._looking.start()

    def _took_one(self) -> bool:
        for number in range(self._limit):
            if number not in self._held:
                slot = hold(self._folder, f"model-{number}.lock")
                try:
                    slot.__enter__()
                except LibraryBusy:
                    continue
                self._held[number] = slot
                return True
        return False

    def _give_back(self) -> None:
        self._held.popitem()[1].__exit__(None, None, None)
