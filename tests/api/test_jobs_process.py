"""The jobs of ``duizhao serve`` are done in a process beside it, which lives and ends with it."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2

from service.samples import PAPERS
from service.store.one_process import JOBS, hold
from tests.api.test_serve_process import refused, served
from tests.simulated_llm.server import free_port

PATIENCE_S = 150.0
"""The processes of a service begin slowly where the machine is busy with other tests."""
# Nobody reads the pipe meanwhile: full of a line a request, it would stop the service.
QUIET = {"DUIZHAO_LOG_LEVEL": "warning"}
FINAL = ("done", "failed", "cancelled")


def until(true: Callable[[], Any]) -> Any:
    """What ``true`` gives once it gives something."""
    end = time.monotonic() + PATIENCE_S
    while not (found := true()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
    return found


def children() -> dict[int, list[int]]:
    """Process ids by parent."""
    found: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(") ", 1)[1].split()
        except (OSError, IndexError):
            continue
        found.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    return found


def descendants(process: int) -> list[int]:
    """All processes under one."""
    by_parent = children()
    found = list(by_parent.get(process, []))
    for each in found:
        found += by_parent.get(each, [])
    return found


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False


def jobs_process(folder: Path, parent: int) -> int:
    """The process that holds the jobs' lock of the folder."""
    inode = f":{(folder / JOBS).stat().st_ino} "
    held = [line.split() for line in Path("/proc/locks").read_text().splitlines() if inode in line]
    found = [int(fields[4]) for fields in held if int(fields[4]) in descendants(parent)]
    assert found, "no process does jobs"
    return found[0]


def handed_in(client: httpx2.Client, mark: str, papers: int = 3) -> str:
    """The address of the job that takes in some papers."""
    units = client.get("/api/v1/units").json()["items"]
    unit = (units or [client.post("/api/v1/units", json={"name": "青岚县水利局党组"}).json()])[0]
    files = [
        ("files", (f"{path.stem}-{mark}.txt", path.read_bytes() + mark.encode()))
        for path in sorted(PAPERS.rglob("*.txt"))[:papers]
    ]
    taken = client.post(f"/api/v1/units/{unit['id']}/library", files=files)
    assert taken.status_code == 202, taken.text
    return str(taken.headers["location"])


def done(client: httpx2.Client, job: str) -> None:
    until(lambda: client.get(job).json()["state"] in FINAL)
    assert client.get(job).json()["state"] == "done"


def readiness(client: httpx2.Client) -> tuple[int, str]:
    answer = client.get("/readyz")
    return answer.status_code, str(answer.json()["jobs"])


def test_the_serving_process_does_no_job_itself_and_tells_when_nobody_does(tmp_path: Path) -> None:
    with served(tmp_path, **QUIET) as (process, client):
        beside = jobs_process(tmp_path, process.pid)
        assert os.getpriority(os.PRIO_PROCESS, beside) > os.getpriority(
            os.PRIO_PROCESS, process.pid
        )
        os.kill(beside, signal.SIGSTOP)
        job = handed_in(client, "a")
        until(lambda: readiness(client) == (503, "stopped"))
        assert client.get(job).json()["state"] == "queued"
        os.kill(beside, signal.SIGCONT)
        done(client, job)
        until(lambda: readiness(client) == (200, "ok"))


def test_a_killed_jobs_process_is_begun_anew_and_finishes_the_job(tmp_path: Path) -> None:
    with served(tmp_path, **QUIET) as (process, client):
        before = jobs_process(tmp_path, process.pid)
        job = handed_in(client, "a", papers=20)
        until(lambda: client.get(job).json()["state"] != "queued")
        os.kill(before, signal.SIGKILL)
        done(client, job)
        assert jobs_process(tmp_path, process.pid) != before


def test_a_killed_service_takes_its_processes_with_it_and_the_next_one_goes_on(
    tmp_path: Path,
) -> None:
    with served(tmp_path, **QUIET) as (process, client):
        job = handed_in(client, "a", papers=20)
        until(lambda: client.get(job).json()["state"] != "queued")
        left = descendants(process.pid)
        assert jobs_process(tmp_path, process.pid) in left
        process.kill()
        process.wait(timeout=PATIENCE_S)
    until(lambda: not any(map(alive, left)))
    with served(tmp_path, **QUIET) as (_, client):
        done(client, job)


def test_asked_to_end_all_its_processes_end(tmp_path: Path) -> None:
    with served(tmp_path, **QUIET) as (process, client):
        done(client, handed_in(client, "a"))
        left = descendants(process.pid)
        assert jobs_process(tmp_path, process.pid) in left
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE_S) == 0
        # What cleans up after Python's processes ends a moment after the last of them.
        until(lambda: not any(map(alive, left)))
        said = process.communicate()[1]
        assert "Traceback" not in said
        assert "does not end" not in said


def test_ctrl_c_at_the_terminal_ends_them_in_order(tmp_path: Path) -> None:
    with served(tmp_path, **QUIET) as (process, client):
        done(client, handed_in(client, "a"))
        left = [process.pid, *descendants(process.pid)]
        for each in left:
            os.kill(each, signal.SIGINT)
        process.wait(timeout=PATIENCE_S)
        until(lambda: not any(map(alive, left)))
        assert "Traceback" not in process.communicate()[1]


def test_what_jobs_take_in_is_found_here_and_what_is_removed_here_is_gone_for_them(
    tmp_path: Path,
) -> None:
    with served(tmp_path, **QUIET) as (_, client):
        done(client, handed_in(client, "a"))
        unit = client.get("/api/v1/units").json()["items"][0]["id"]
        library = f"/api/v1/units/{unit}/library"
        asked: dict[str, str | int] = {"q": "调查研究不够深入", "k": 50}
        found = client.get(f"{library}/search", params=asked).json()
        assert found["items"]
        assert found["notice"] == ""
        first = client.get(library).json()["items"][0]["sha256"]
        client.delete(f"{library}/{first}").raise_for_status()
        after = client.get(f"{library}/search", params=asked).json()
        assert len(client.get(library).json()["items"]) == 2
        # Vectors that were left behind would be told here.
        assert after["notice"] == ""
        assert first not in str(after["items"])
        done(client, handed_in(client, "b"))
        assert client.get(f"{library}/search", params=asked).json()["notice"] == ""


def test_what_keeps_jobs_from_being_done_is_told_at_the_start(tmp_path: Path) -> None:
    with hold(tmp_path, JOBS):
        assert "正被另一个 duizhao 进程使用" in refused(tmp_path, "--port", str(free_port()))
