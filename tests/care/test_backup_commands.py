"""``duizhao backup`` and ``duizhao restore`` as their user meets them."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from service.cli.command import run
from service.scope import of_unit
from service.store.database import open_database
from service.store.originals import Originals
from service.store.units import Units


class Told(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Told]


@pytest.fixture
def duizhao(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    monkeypatch.setenv("DUIZHAO_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, **variables: str) -> Told:
        with monkeypatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Told(code, captured.out, captured.err)

    return call


@pytest.fixture
def unit(tmp_path: Path) -> str:
    """A unit with an original in the data directory."""
    database = open_database(f"sqlite:///{tmp_path / 'data' / 'duizhao.sqlite'}")
    found = Units(database).ensure("市审计局机关党委")
    originals = Originals(database, tmp_path / "data" / "originals")
    originals.keep(of_unit(found.id, "p"), found.id, "意见.txt", "意见".encode() * 100)
    database.close()
    return found.id


def test_a_house_moves_to_another_machine_and_into_postgresql(
    duizhao: Run, tmp_path: Path, unit: str, postgres_address: str
) -> None:
    made = duizhao("backup", "backups", DUIZHAO_LLM_API_KEY="sk-canary")
    assert made.returncode == 0, made.stderr
    path = tmp_path / made.stdout.strip()
    assert path.parent == tmp_path / "backups"
    assert b"sk-canary" not in path.read_bytes()
    assert "敏感" in made.stderr
    moved = duizhao(
        *("restore", path, "--into", "new"),
        DUIZHAO_RESTORE_DATABASE_URL=postgres_address,
    )
    assert moved.returncode == 0, moved.stderr
    assert "核对无误" in moved.stderr
    database = open_database(postgres_address)
    originals = Originals(database, tmp_path / "new" / "originals")
    (kept,) = originals.of(of_unit(unit, "p"), unit)
    assert originals.get(of_unit(unit, "p"), unit, kept.sha256).decode() == "意见" * 100
    database.close()


def test_every_refusal_is_one_line_and_exit_2(duizhao: Run, tmp_path: Path, unit: str) -> None:
    assert unit
    (tmp_path / "not.tar").write_text("nothing")
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "x").write_text("x")
    assert duizhao("backup", "one.tar").returncode == 0
    for arguments, words in (
        (("backup", "one.tar"), "已经存在"),
        (("backup", "/proc/none"), "建不了文件夹"),
        (("backup", "not.tar", "--verify"), "不是 duizhao 的备份"),
        (("backup", "gone.tar", "--verify"), "打不开"),
        (("restore", "not.tar", "--into", "new"), "不是 duizhao 的备份"),
        (("restore", "one.tar", "--into", "used"), "不是空文件夹"),
    ):
        told = duizhao(*arguments)
        assert told.returncode == 2, arguments
        assert words in told.stderr
        assert len(told.stderr.strip().splitlines()) == 1, told.stderr
    assert not (tmp_path / "new").exists()


def test_a_backup_that_lacks_an_original_says_so_and_exits_1(
    duizhao: Run, tmp_path: Path, unit: str
) -> None:
    for path in (tmp_path / "data" / "originals" / unit).rglob("*"):
        if path.is_file():
            path.unlink()
    made = duizhao("backup", "one.tar")
    assert made.returncode == 1
    assert "1 份原始文件" in made.stderr
    assert duizhao("backup", "one.tar", "--verify").returncode == 0
    assert duizhao("restore", "one.tar", "--into", "new").returncode == 1
    assert (tmp_path / "new" / "duizhao.sqlite").is_file()
