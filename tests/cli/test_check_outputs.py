"""What ``check`` writes for others to read: the one-page summary and SARIF."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from service.cli.command import run
from service.readers import read_here

TEXT = (
    "某某县水务局党组2025年度民主生活会对照检查材料\n一、存在的问题\n"
    "（一）带头强化政治忠诚、提高政治能力方面\n一是学习不够深入，XX同志缺席5次。\n"
)


@pytest.fixture(name="paper")
def _paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUIZHAO_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "材料 1" / "稿.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_summary_is_written_beside_the_usual_answer(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = paper.parent / "摘要.docx"
    assert run(["check", str(paper), "--summary", str(out), "--format", "json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["schema"] == "check/1"
    assert "摘要.docx" in printed.err
    text = read_here(out).text
    assert "一、必须改的" in text
    assert "“XX" in text


def test_a_summary_is_of_one_paper(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(paper), str(paper), "--summary", "摘要.docx"]) == 2
    assert "--summary" in capsys.readouterr().err


def test_sarif_on_stdout_leads_back_to_the_file(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(paper), "--format", "sarif"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["runs"]
    assert found["results"]
    for result in found["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == "材料 1/稿.txt"
        start, length = place["region"]["charOffset"], place["region"]["charLength"]
        assert TEXT[start : start + length] == place["region"]["snippet"]["text"]


def test_sarif_is_no_form_for_what_was_read_back(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(paper), "--read-back", str(paper), "--format", "sarif"]) == 2
    assert "sarif" in capsys.readouterr().err


def test_sarif_is_a_form_of_check_alone(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["outline", str(paper), "--format", "sarif"]) == 2
    assert "sarif" in capsys.readouterr().err
