import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.cli.app import app
from service.evaluation import Baseline, read_baseline

PAPER = "一、征求意见\n电话⟦personal:13800138000⟧，编号⟦not personal:20231105⟧。\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["eval", *map(str, words)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = {"papers": [{"unit": f"{n}所", "text": PAPER} for n in range(40)]}
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "marked.yaml").write_text(
        json.dumps(rows, ensure_ascii=False), encoding="utf-8"
    )
    return tmp_path / "set"


def test_a_table_by_rule_has_every_rule_and_their_sum(folder: Path) -> None:
    found = run(folder, "--by", "rule")
    assert found.exit_code == 0
    assert "safe.personal" in found.stdout
    assert "合计" in found.stdout


def test_the_json_holds_rules_with_their_lintscore(folder: Path) -> None:
    data = json.loads(run(folder, "--format", "json").stdout)
    (score,) = data["rules"]
    assert (score["planted"], score["found"], score["lintscore"]) == (40, 40, 40.0)
    assert data["overall"]["lintscore"] == 40.0


def test_against_its_own_baseline_nothing_is_lower(folder: Path, tmp_path: Path) -> None:
    saved = tmp_path / "baseline.json"
    assert run(folder, "--save", saved).exit_code == 0
    assert run(folder, "--against", saved).exit_code == 0


def test_what_is_lower_than_the_baseline_ends_with_one_and_is_named(
    folder: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "baseline.json"
    run(folder, "--save", saved)
    spoiled = (folder / "marked.yaml").read_text(encoding="utf-8").replace("138001", "无号码")
    (folder / "marked.yaml").write_text(spoiled, encoding="utf-8")
    found = run(folder, "--against", saved)
    assert found.exit_code == 1
    assert isinstance(read_baseline(saved), Baseline)
    assert "safe.personal：找出" in found.output
