"""Every bad file through the command a user would type: exit code 2 and one line that names it."""

from pathlib import Path

import pytest

from service.cli.command import run
from tests.readers.bad_files import BAD_FILES, BAD_NOTES


def test_there_are_at_least_thirty_of_them() -> None:
    assert len(BAD_FILES) + len(BAD_NOTES) >= 30


@pytest.mark.parametrize("name", sorted(BAD_FILES))
def test_a_bad_paper_is_refused_in_one_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    BAD_FILES[name][0](tmp_path / name)
    assert run(["outline", str(tmp_path / name)]) == 2
    _one_line(capsys, name)


@pytest.mark.parametrize("name", sorted(BAD_NOTES))
def test_bad_notes_are_refused_in_one_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    BAD_NOTES[name][0](tmp_path / name)
    assert run(["sort", str(tmp_path / name), "--kind", "team-2023"]) == 2
    _one_line(capsys, name)


def _one_line(capsys: pytest.CaptureFixture[str], name: str) -> None:
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("错误：")
    assert name in printed.err
    assert printed.err.strip().count("\n") == 0
    assert "Traceback" not in printed.err
