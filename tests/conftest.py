"""What holds for every test: nothing connects to the outside, and CI skips nothing for want of
a real part."""

import ipaddress
import os
import shutil
import socket
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["tests.children", "tests.postgres"]
SHARED_SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"


class OutsideConnection(Exception):
    """Something tried to reach another machine."""


def _refuse_outside(address: object) -> None:
    if isinstance(address, tuple):
        host = str(address[0])
        if host in ("localhost", ""):
            return
        try:
            inside = ipaddress.ip_address(host.split("%")[0]).is_loopback
        except ValueError:
            inside = False
        if not inside:
            raise OutsideConnection(f"a test tried to connect to {host}")


@pytest.fixture(autouse=True)
def no_outside_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    real_connect, real_connect_ex = socket.socket.connect, socket.socket.connect_ex

    def connect(self: socket.socket, address: Any) -> None:
        _refuse_outside(address)
        real_connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_outside(address)
        return real_connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if shutil.which("soffice"):
        return
    missing = pytest.mark.skip(reason="needs LibreOffice (soffice)")
    for item in items:
        if item.get_closest_marker("office"):
            item.add_marker(missing)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a missing real part is a failure; only papers kept outside the repository may lack."""
    report = yield
    if os.environ.get("CI") and report.skipped and "shared/samples" not in str(report.longrepr):
        report.outcome = "failed"
    return report


@pytest.fixture
def shared_samples() -> Path:
    """The real papers and labelled sets beside the repository, where somebody keeps them."""
    if not SHARED_SAMPLES.is_dir():
        pytest.skip("needs ../shared/samples, which is not part of the repository")
    return SHARED_SAMPLES
