"""Nothing of the product calls out: the whole demo runs where no outside address exists.

Python's own sockets are guarded (every attempt is recorded, also in children), and where the
machine lets us, the run happens in a network namespace that has no interface but loopback.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GUARD = """
import os, socket
_real = socket.socket.connect
_LOG = os.environ["OUTSIDE_LOG"]
def _note(address):
    if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost")):
        with open(_LOG, "a") as log:
            log.write(f"{address}\\n")
def _connect(self, address):
    _note(address)
    return _real(self, address)
_resolve = socket.getaddrinfo
def _getaddrinfo(host, *rest, **more):
    _note((host,))
    return _resolve(host, *rest, **more)
socket.socket.connect = _connect
socket.getaddrinfo = _getaddrinfo
"""


@pytest.mark.parametrize("tracing", ["", "true"])
def test_the_demo_reaches_for_nothing_outside(tmp_path: Path, tracing: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    log = tmp_path / "outside.log"
    environment = {
        **os.environ,
        "PYTHONPATH": str(tmp_path),
        "OUTSIDE_LOG": str(log),
        # A machine on which somebody uses these must not make us phone home.
        "LANGSMITH_TRACING": tracing,
        "LANGCHAIN_TRACING_V2": tracing,
        "LANGSMITH_API_KEY": "secret" if tracing else "",
        "DO_NOT_TRACK": "",
    }
    command = [sys.executable, "-m", "service.cli", "demo", "--out", str(tmp_path / "out")]
    run = subprocess.run(
        [*_without_network(), *command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "out" / "draft.docx").exists()
    assert not log.exists(), log.read_text(encoding="utf-8")


def _without_network() -> list[str]:
    wrapper = ["unshare", "-rn"]
    if shutil.which("unshare"):
        tried = subprocess.run([*wrapper, "true"], capture_output=True, check=False)
        if tried.returncode == 0:
            return wrapper
    return []
