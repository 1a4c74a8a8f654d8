"""``duizhao review`` as a reviewer runs it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from service.samples import PAPERS


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for unit, year in (("qinglan-water", 2024), ("yunze-hospital", 2024), ("liuxi-town", 2024)):
        source = next((PAPERS / unit).glob(f"{year}-team*"))
        shutil.copy(source, folder / f"{unit}{source.suffix}")
    (folder / "坏的.docx").write_bytes(b"PK\x03\x04")
    return folder


def duizhao(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"DUIZHAO_DATA_DIR": str(home), "PATH": "", "PYTHONUTF8": "1"},
    )


def test_a_folder_becomes_json_with_every_paper_and_the_bad_file_named(
    handed_in: Path, tmp_path: Path
) -> None:
    done = duizhao(tmp_path, "review", str(handed_in), "--format", "json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert found["schema"] == "review/1"
    assert len(found["papers"]) == 3
    assert set(found["papers"][0]) >= {"file", "unit", "digest", "counts", "missing"}
    assert "坏的.docx" in done.stderr


def test_a_folder_becomes_a_word_file_and_a_page(handed_in: Path, tmp_path: Path) -> None:
    word, page = tmp_path / "摘要.docx", tmp_path / "摘要.html"
    done = duizhao(tmp_path, "review", str(handed_in), "--out", str(word), "--page", str(page))
    assert done.returncode == 0
    said = "\n".join(paragraph.text for paragraph in Document(str(word)).paragraphs)
    assert "青岚县水利局党组" in said
    html = page.read_text(encoding="utf-8")
    assert "青岚县水利局党组" in html
    assert "<script" not in html
    assert "青岚县水利局党组" in done.stdout


def test_earlier_papers_tell_what_is_repeated(tmp_path: Path) -> None:
    this, last = (PAPERS / "yunze-hospital" / f"{y}-team-{y}.txt" for y in (2024, 2023))
    done = duizhao(tmp_path, "review", str(this), "--against", str(last), "--format", "json")
    found = json.loads(done.stdout)
    assert found["repeated"]
    assert found["pairs"][0]["sort"] == "own_past"
    assert {"a_start", "a_end", "b_start", "b_end", "text"} <= set(found["pairs"][0]["spans"][0])


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (("review", "没有这个文件夹"), "没有这个文件夹"),
        (("review", ".", "--out", "摘要.pdf"), ".docx"),
        (("review", ".", "--kind", "nobody-2025"), "nobody-2025"),
    ],
)
def test_bad_use_gets_one_line(arguments: tuple[str, ...], cause: str, tmp_path: Path) -> None:
    done = duizhao(tmp_path, *arguments)
    assert done.returncode == 2
    assert cause in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
