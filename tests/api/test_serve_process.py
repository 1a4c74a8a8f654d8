"""``duizhao serve`` as an operator runs it: begun, refused, stopped, killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.simulated_llm.server import free_port

PATIENCE_S = 60.0


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DUIZHAO_")}
    return {**kept, "DUIZHAO_DATA_DIR": str(folder), "NO_COLOR": "1", **more}


def serve(folder: Path, *options: str, **more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "service.cli", "serve", *options]
    return subprocess.Popen(
        command,
        env=environment(folder, **more),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def refused(folder: Path, *options: str, **more: str) -> str:
    """What it says when it does not start: one clear line."""
    with serve(folder, *options, **more) as process:
        out, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 2, said
    assert out == ""
    lines = said.strip().splitlines()
    assert len(lines) == 1, said
    assert lines[0].startswith("错误：")
    assert "Traceback" not in said
    return lines[0]


@contextmanager
def served(folder: Path, **more: str) -> Iterator[tuple[subprocess.Popen[str], httpx2.Client]]:
    """A service that answers, and a client; whatever is left of it is killed."""
    port = free_port()
    with serve(folder, "--port", str(port), **more) as process:
        try:
            base = f"http://127.0.0.1:{port}"
            with httpx2.Client(base_url=base, timeout=30, trust_env=False) as client:
                answering(process, client)
                yield process, client
        finally:
            process.kill()
            process.communicate()


def answering(process: subprocess.Popen[str], client: httpx2.Client) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"no service: {process.stderr.read() if process.stderr else ''}")


def test_it_serves_without_sign_in_on_loopback_refuses_a_second_and_ends_when_asked(
    tmp_path: Path,
) -> None:
    with served(tmp_path) as (process, client):
        assert client.get("/api/v1/me").json()["local"] is True
        said = refused(tmp_path, "--port", str(free_port()))
        assert "正被另一个 duizhao 进程使用" in said
        (tmp_path / "other").mkdir()
        taken = refused(tmp_path / "other", "--port", str(client.base_url.port))
        assert "已被别的程序占用" in taken
        assert client.get("/api/v1/me").status_code == 200
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE_S)
        assert process.returncode == 0
        assert "Traceback" not in process.communicate()[1]


def test_killed_and_begun_again_everything_acknowledged_is_there(tmp_path: Path) -> None:
    names: list[str] = []
    with served(tmp_path) as (process, client):
        for number in range(30):
            answer = client.post("/api/v1/units", json={"name": f"第{number}局"})
            if answer.status_code == 201:
                names.append(answer.json()["name"])
        process.kill()
        process.wait(timeout=PATIENCE_S)
    with served(tmp_path) as (_, client):
        kept = [unit["name"] for unit in client.get("/api/v1/units").json()["items"]]
        assert set(names) <= set(kept)
        assert len(names) == 30


@pytest.mark.parametrize("port", ["99999999", "0"])
def test_what_is_no_port_is_refused(tmp_path: Path, port: str) -> None:
    assert "1 到 65535" in refused(tmp_path, "--port", port)


def test_an_address_that_this_machine_does_not_have_is_refused(tmp_path: Path) -> None:
    said = refused(tmp_path, "--host", "192.0.2.1", "--port", str(free_port()))
    assert "192.0.2.1" in said


def test_beyond_this_machine_nothing_is_served_before_there_are_accounts(tmp_path: Path) -> None:
    said = refused(tmp_path, "--host", "0.0.0.0", "--port", str(free_port()))  # noqa: S104
    assert "duizhao users add" in said
    told = refused(
        tmp_path,
        "--host",
        "0.0.0.0",  # noqa: S104 - it is what must be refused
        "--port",
        str(free_port()),
        DUIZHAO_AUTH="local",
    )
    assert "材料会外泄" in told


def test_on_sqlite_the_service_has_to_do_its_jobs_itself(tmp_path: Path) -> None:
    assert "--no-jobs" in refused(tmp_path, "--no-jobs", "--port", str(free_port()))


def test_a_port_that_another_program_has_is_told_before_anything_is_opened(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert str(port) in refused(tmp_path, "--port", str(port))
    assert not (tmp_path / "duizhao.sqlite").exists()
