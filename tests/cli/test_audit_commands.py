"""The audit on the command line."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Run


def spoil(tmp_path: Path, statement: str) -> None:
    with closing(sqlite3.connect(tmp_path / "data" / "duizhao.sqlite")) as connection, connection:
        connection.execute(statement)


def head_of(duizhao: Run) -> str:
    return str(json.loads(duizhao("audit", "verify", "--format", "json")[1])["head"])


def test_an_empty_log_is_whole(duizhao: Run) -> None:
    code, out, err = duizhao("audit", "verify")
    assert code == 0
    assert "0条，完整" in out
    assert err == ""


def test_a_whole_log_gives_its_head_to_be_written_down(duizhao: Run) -> None:
    for name in ("甲", "乙", "丙"):
        duizhao("units", "add", name)
    code, out, err = duizhao("audit", "verify")
    assert code == 0
    assert "3条，完整" in out
    assert head_of(duizhao) in out
    assert "另存一处" in err
    duizhao("units", "add", "丁")
    assert duizhao("audit", "verify", "--head", head_of(duizhao))[0] == 0


def test_a_changed_log_is_told_with_the_place(duizhao: Run, tmp_path: Path) -> None:
    for name in ("甲", "乙", "丙"):
        duizhao("units", "add", name)
    spoil(tmp_path, "UPDATE audit SET person = '别人' WHERE number = 2")
    code, out, _ = duizhao("audit", "verify")
    assert code == 1
    assert "从第2条起" in out
    code, out, _ = duizhao("audit", "verify", "--format", "json")
    assert code == 1
    assert json.loads(out)["broken_at"] == 2


def test_a_cut_off_end_is_found_by_the_head(duizhao: Run, tmp_path: Path) -> None:
    for name in ("甲", "乙", "丙"):
        duizhao("units", "add", name)
    head = head_of(duizhao)
    spoil(tmp_path, "DELETE FROM audit WHERE number = 3")
    assert duizhao("audit", "verify")[0] == 0
    code, out, _ = duizhao("audit", "verify", "--head", head)
    assert code == 1
    assert "截去" in out


def test_entries_are_listed_by_unit_and_action(duizhao: Run) -> None:
    duizhao("units", "add", "甲")
    duizhao("units", "add", "乙")
    duizhao("units", "rename", "甲", "甲局")
    assert "unit.change" in duizhao("audit", "list")[1]
    only = json.loads(duizhao("audit", "list", "--unit", "乙", "--format", "json")[1])["entries"]
    assert [entry["action"] for entry in only] == ["unit.create"]
    changed = ("audit", "list", "--action", "unit.change", "--format", "json")
    assert [entry["number"] for entry in json.loads(duizhao(*changed)[1])["entries"]] == [3]
    page = ("audit", "list", "--before", "3", "--limit", "1", "--format", "json")
    assert [entry["number"] for entry in json.loads(duizhao(*page)[1])["entries"]] == [2]
