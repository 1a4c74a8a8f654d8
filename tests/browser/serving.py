"""The real service for a browser to look at: quickly in a thread, or in a process to be killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx2

from service.bootstrap import House
from service.office.units import Unit
from tests.api.accounts import CHEAP, PASSWORD, populate, settings_of
from tests.api.serving import serving
from tests.simulated_llm import Simulated
from tests.simulated_llm import serving as serving_model
from tests.simulated_llm.behaviours import BEHAVIOURS
from tests.simulated_llm.server import free_port

PATIENCE_S = 90.0
"""How long a start, an end or a job may take on a machine that is busy with other tests."""
_ENDED = ("done", "failed", "cancelled")
_QUICK = {
    "DUIZHAO_JOB_POLL_S": "0.2",
    "DUIZHAO_REQUESTS_PER_MINUTE": "0",
    "DUIZHAO_LLM_MODEL": "simulated",
    **{f"DUIZHAO_{name.upper()}": str(value) for name, value in CHEAP.items()},
}
_Opened = TypeVar("_Opened")


class Service:
    """A running service at ``base`` (no slash at the end), which does its jobs with ``model``."""

    def __init__(self, base: str, model: Simulated) -> None:
        self.base = base
        self.model = model

    def client(self) -> httpx2.Client:
        """A client of its API; use it as a context manager."""
        return httpx2.Client(base_url=self.base, timeout=PATIENCE_S, trust_env=False)

    def done(self, client: httpx2.Client, accepted: httpx2.Response) -> None:
        """Waits for the job that an answer 202 announced. Raises AssertionError when it fails."""
        assert accepted.status_code == 202, accepted.text
        address = accepted.headers["location"]
        until = time.monotonic() + PATIENCE_S
        while (job := client.get(address).json())["state"] not in _ENDED:
            assert time.monotonic() < until, f"the job goes on and on: {job}"
            time.sleep(0.05)
        assert job["state"] == "done", job


class ServiceProcess(Service):
    """``duizhao serve`` on ``folder`` (SQLite, Chroma, originals).

    It keeps its port and its data through ``kill`` and ``start``. ``settings`` are further
    ``DUIZHAO_*`` variables, read at every start.
    """

    def __init__(self, folder: Path, model: Simulated, settings: Mapping[str, str]) -> None:
        self.port = free_port()
        super().__init__(f"http://127.0.0.1:{self.port}", model)
        self.folder = folder
        self.settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """What it has written so far, over all its starts."""
        written = self.folder / "serve.log"
        return written.read_text(encoding="utf-8") if written.exists() else ""

    def start(self) -> None:
        """Starts it and waits until it answers. Raises AssertionError with its log otherwise."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("DUIZHAO_")}
        environment = {
            **kept,
            **_QUICK,
            "DUIZHAO_DATA_DIR": str(self.folder),
            "DUIZHAO_LLM_BASE_URL": self.model.base_url,
            **self.settings,
        }
        command = [sys.executable, "-m", "service.cli", "serve", "--port", str(self.port)]
        with (self.folder / "serve.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, env=environment, cwd=self.folder, stdout=log, stderr=log
            )
        self._wait_until_ready(self._process)

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Asks it to end, and waits for that."""
        self._end(signal.SIGTERM)

    def restart(self) -> None:
        """Kills it and starts it again on the same port and data."""
        self.kill()
        self.start()

    def _end(self, number: int) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(timeout=PATIENCE_S)
            self._process = None

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE_S
        with self.client() as client:
            while time.monotonic() < until and process.poll() is None:
                try:
                    if client.get("/readyz").status_code == 200:
                        return
                except httpx2.TransportError:
                    time.sleep(0.05)
        raise AssertionError(f"no service on port {self.port}:\n{self.log}")


@dataclass(frozen=True)
class Office:
    """A service in which people sign in: ``clerk`` (drafter) and ``head`` of the bureau,
    ``reviewer`` of the county above it, ``admin`` of the whole house; all with ``password``."""

    service: Service
    county: Unit
    bureau: Unit
    password: str = PASSWORD

    @contextmanager
    def client(self, login: str) -> Iterator[httpx2.Client]:
        """A client of the interface in which somebody is signed in."""
        with self.service.client() as client:
            given = {"login": login, "password": self.password}
            answer = client.post("/api/v1/sign-in", json=given)
            assert answer.status_code == 200, answer.text
            client.headers["X-CSRF-Token"] = answer.json()["csrf"]
            yield client


@dataclass(frozen=True)
class OfficeProcess(Office):
    """The same in a process that may be killed."""

    service: ServiceProcess


@contextmanager
def served(folder: Path, model: Simulated, **settings: object) -> Iterator[Service]:
    """A service without accounts in a thread of ours; ``settings`` as ``Settings`` names them."""
    given = settings_of(folder, llm_base_url=model.base_url, **settings)
    with _in_a_thread(serving(given, listen=True)) as (_, base):
        yield Service(base, model)


@contextmanager
def served_office(folder: Path, model: Simulated, **settings: object) -> Iterator[Office]:
    """A service with units and people in a thread of ours."""
    county, bureau = _populated(folder)
    with reopened_office(folder, model, county, bureau, **settings) as office:
        yield office


@contextmanager
def reopened_office(
    folder: Path, model: Simulated, county: Unit, bureau: Unit, **settings: object
) -> Iterator[Office]:
    """A service in a thread of ours on a folder in which an office has been before."""
    given = settings_of(folder, llm_base_url=model.base_url, **settings)
    with _in_a_thread(serving(given, local=False, listen=True)) as (_, base):
        yield Office(Service(base, model), county, bureau)


@contextmanager
def running(folder: Path, model: Simulated, **settings: str) -> Iterator[ServiceProcess]:
    """A service without accounts in a process. Killed with the block, whatever it is doing."""
    service = ServiceProcess(folder, model, settings)
    try:
        service.start()
        yield service
    finally:
        service.kill()


@contextmanager
def running_office(folder: Path, model: Simulated, **settings: str) -> Iterator[OfficeProcess]:
    """A service with units and people in a process. Killed with the block."""
    county, bureau = _populated(folder)
    with running(folder, model, **settings) as service:
        yield OfficeProcess(service, county, bureau)


@contextmanager
def honest_model() -> Iterator[Simulated]:
    """A model server that answers well. Its ``behaviour``, ``speed`` and ``fault_at`` may be set
    at any time."""
    with serving_model(Simulated(BEHAVIOURS["honest"])) as server:
        yield server


def _populated(folder: Path) -> tuple[Unit, Unit]:
    with House(settings_of(folder)) as house:
        return populate(house)


@contextmanager
def _in_a_thread(opening: AbstractContextManager[_Opened]) -> Iterator[_Opened]:
    """Opens and closes in another thread: in ours Playwright's loop runs, beside which the engine
    of the jobs refuses to start."""
    opened: list[_Opened] = []
    failed: list[BaseException] = []
    ready, over = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with opening as value:
                opened.append(value)
                ready.set()
                over.wait()
        except BaseException as error:  # noqa: BLE001 - raised again where it belongs
            failed.append(error)
        finally:
            ready.set()

    thread = threading.Thread(target=hold, daemon=True)
    thread.start()
    ready.wait()
    try:
        if opened:
            yield opened[0]
    finally:
        over.set()
        thread.join(timeout=PATIENCE_S)
    if failed:
        raise failed[0]
