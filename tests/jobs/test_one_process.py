"""One process a data directory on SQLite; ``duizhao worker`` only where several may work."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from service.cli.command import run
from service.errors import LibraryBusy
from service.store.one_process import hold

HOLDER = """
import sys, time
from pathlib import Path
from service.store.one_process import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_process_on_one_data_directory_is_refused_in_words(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LibraryBusy, match="另一个 duizhao 进程"), hold(tmp_path):
            pass
        other.kill()
        other.wait()
    # A process that was killed leaves nothing that has to be cleared away.
    with hold(tmp_path):
        pass
    with hold(tmp_path):
        pass


def test_a_worker_on_sqlite_is_told_that_serve_does_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUIZHAO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DUIZHAO_DATABASE_URL", "")
    assert run(["worker"]) == 2
    assert "duizhao serve 自己做" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_worker_begins_and_ends_when_it_is_told_to(tmp_path: Path, postgres_address: str) -> None:
    environment = {
        **os.environ,
        "DUIZHAO_DATA_DIR": str(tmp_path),
        "DUIZHAO_DATABASE_URL": postgres_address,
    }
    command = [sys.executable, "-m", "service.cli", "worker", "--name", "one"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stderr is not None
        assert "工作进程 one 已启动" in worker.stderr.readline()
        worker.send_signal(signal.SIGTERM)
        told = worker.stderr.read()
        assert "正在停止" in told
        assert "Traceback" not in told
        assert worker.wait() == 0
