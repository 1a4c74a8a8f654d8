"""A store in a process of its own: when that dies, the one that serves people lives."""

import os
import signal
from multiprocessing import AuthenticationError, active_children
from multiprocessing.connection import Client
from pathlib import Path

import numpy as np
import pytest

from vectorstore.apart import StoreApart
from vectorstore.chroma import ChromaStore
from vectorstore.errors import StoreBusy, StoreDamaged, StoreError
from vectorstore.line import StoreLine
from vectorstore.port import Chunk

pytestmark = pytest.mark.usefixtures("spawned")
UNIT = "青岚县水利局党组"
ROW = np.eye(1, 8, dtype=np.float32)


def opened(folder: Path) -> StoreApart:
    return StoreApart(ChromaStore, folder, "e")


def test_after_the_child_is_killed_one_call_fails_and_the_next_finds_everything(
    tmp_path: Path,
) -> None:
    store = opened(tmp_path)
    store.upsert(UNIT, [Chunk("a", "水库巡查")], ROW)
    (child,) = (c for c in active_children() if c.name == "vectors")
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    with pytest.raises(StoreError, match="已重新启动"):
        store.count(UNIT)
    assert store.count(UNIT) == 1
    store.close()


def test_the_child_yields_to_the_process_that_serves_people(tmp_path: Path) -> None:
    store = opened(tmp_path)
    (child,) = (c for c in active_children() if c.name == "vectors")
    assert child.pid is not None
    assert os.getpriority(os.PRIO_PROCESS, child.pid) > os.getpriority(os.PRIO_PROCESS, 0)
    store.close()


def test_what_the_store_refuses_is_refused_here_too(tmp_path: Path) -> None:
    held = ChromaStore(tmp_path, "e")
    try:
        with pytest.raises(StoreBusy):
            opened(tmp_path)
    finally:
        held.close()


def test_others_use_the_store_on_lines_of_their_own_also_after_its_child_was_killed(
    tmp_path: Path,
) -> None:
    store = opened(tmp_path)
    line = StoreLine(store.address)
    line.upsert(UNIT, [Chunk("a", "水库巡查")], ROW)
    assert store.count(UNIT) == 1
    (child,) = (c for c in active_children() if c.name == "vectors")
    child.kill()
    child.join()
    assert line.count(UNIT) == 1
    line.close()
    assert store.count(UNIT) == 1
    store.close()


def test_what_the_store_says_no_to_is_told_on_a_line_and_nobody_gets_in_without_the_key(
    tmp_path: Path,
) -> None:
    store = opened(tmp_path)
    with pytest.raises(AuthenticationError), Client(store.address(), authkey=b"other"):
        pass
    line = StoreLine(store.address)
    line.upsert(UNIT, [Chunk("a", "水库巡查")], ROW)
    with pytest.raises(StoreDamaged):
        line.upsert(UNIT, [Chunk("b", "水库巡查")], np.eye(1, 9, dtype=np.float32))
    assert line.count(UNIT) == 1
    line.close()
    store.close()


def test_a_closed_store_lets_go_of_its_files(tmp_path: Path) -> None:
    opened(tmp_path).close()
    ChromaStore(tmp_path, "e").close()
