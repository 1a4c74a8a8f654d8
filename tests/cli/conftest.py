"""The command line as its user meets it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from service.cli.command import run

Run = Callable[..., tuple[int, str, str]]
"""Runs one command: its exit code, stdout and stderr."""


@pytest.fixture
def duizhao(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    monkeypatch.setenv("DUIZHAO_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call
