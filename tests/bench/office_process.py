"""The service in a process of its own, as an operator starts it, with a draft to work on."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2

from service.samples import NOTES
from tests.simulated_llm.server import free_port

UNIT, KIND = "青岚县水利局党组", "team-2025"
_SHEET = NOTES / "qinglan-water-2025.xlsx"
_PATIENCE_S = 120.0


@contextmanager
def office_process(database: str = "", *, worker: bool = False, **settings: str) -> Iterator[str]:
    """The address of a fresh service in local mode; it ends with the block. With ``worker``, jobs
    are done by a worker beside it, as an office with PostgreSQL runs it."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DUIZHAO_DATA_DIR": folder,
            "DUIZHAO_DATABASE_URL": database,
            "DUIZHAO_REQUESTS_PER_MINUTE": "0",
            "DUIZHAO_LOG_LEVEL": "error",
            **settings,
        }
        base = f"http://127.0.0.1:{port}"
        serve = ["serve", "--port", str(port), *(["--no-jobs"] if worker else [])]
        with ExitStack() as running:
            running.enter_context(_command(environment, *serve))
            with client_at(base) as client:
                _answering(client)
            if worker:
                running.enter_context(_command(environment, "worker"))
            yield base


@contextmanager
def _command(environment: dict[str, str], *words: str) -> Iterator[None]:
    command = [sys.executable, "-m", "service.cli", *words]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def client_at(base: str) -> httpx2.Client:
    """A client with a connection of its own."""
    return httpx2.Client(base_url=base, timeout=_PATIENCE_S, trust_env=False)


def done(client: httpx2.Client, accepted: httpx2.Response) -> None:
    """Waits until an accepted job has ended well."""
    until = time.monotonic() + _PATIENCE_S
    address = accepted.headers["location"]
    while (job := client.get(address).json())["state"] not in ("done", "failed", "cancelled"):
        if time.monotonic() > until:
            raise TimeoutError(address)
        time.sleep(0.1)
    if job["state"] != "done":
        raise RuntimeError(job["cause"])


def assigned(client: httpx2.Client, title: str = "2025年度对照检查材料") -> str:
    """The address of a new assignment of the unit."""
    units = client.get("/api/v1/units").json()["items"]
    unit = units[0] if units else client.post("/api/v1/units", json={"name": UNIT}).json()
    body = {"unit": unit["id"], "kind": KIND, "title": title}
    return str(client.post("/api/v1/assignments", json=body).headers["location"])


def sorted_notes(client: httpx2.Client, assignment: str) -> None:
    """Hands in the sample workbook and waits until it is sorted."""
    files = {"files": (_SHEET.name, Path(_SHEET).read_bytes())}
    done(client, client.post(f"{assignment}/notes/files", files=files))


def _answering(client: httpx2.Client) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise TimeoutError("the service did not start")
