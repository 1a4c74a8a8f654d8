"""Children that begin with everything loaded.

The product spawns its children, and each takes a second of the processor to load its modules: in
nearly every test that runs a service, up to four times. Here multiprocessing's fork server makes
them, a process of one thread that has loaded all of it once; what is asked of them and how they
end is as with spawned ones. Tests of how a child begins ask for the fixture ``spawned``.
"""

import multiprocessing
import os
from collections.abc import Iterator
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_REAL = multiprocessing.get_context


@pytest.fixture(scope="session", autouse=True)
def children_begin_loaded() -> Iterator[None]:
    """For the whole session: parts that many tests share have children, too."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        # Loads meanwhile. Who runs a test or two by hand should not pay for it.
        _begin_server()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(multiprocessing, "get_context", _loaded)
        yield


@pytest.fixture(scope="session")
def children_loaded(children_begin_loaded: None) -> None:  # noqa: ARG001 - comes first
    """By now loading is over: who waits at a page does not wait for it."""
    child = _loaded("spawn").Process()
    child.start()
    child.join()


@pytest.fixture
def spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children are spawned, as by the product."""
    monkeypatch.setattr(multiprocessing, "get_context", _REAL)


def _loaded(method: str | None = None) -> Any:
    if method != "spawn":
        return _REAL(method)
    _begin_server()
    return _REAL("forkserver")


def _begin_server() -> None:
    multiprocessing.set_forkserver_preload(["tests.loaded"])
    with pytest.MonkeyPatch.context() as patch:
        # Whichever folder the first test that needs a child stands in.
        patch.setenv("PYTHONPATH", os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")]))
        forkserver.ensure_running()
