"""A review as its story: files in, pages and comparisons out, nothing lost on the way."""

import shutil
from pathlib import Path

import pytest

from service.errors import BadInput
from service.kinds import load_kinds
from service.pipelines.reviewing import review
from service.samples import PAPERS

KINDS = load_kinds()
WATER = PAPERS / "qinglan-water" / "2024-team-2024.txt"
WATER_BEFORE = PAPERS / "qinglan-water" / "2023-team-2023.txt"
HOSPITAL = PAPERS / "yunze-hospital" / "2024-team-2024.txt"
HOSPITAL_BEFORE = PAPERS / "yunze-hospital" / "2023-team-2023.txt"


def test_every_paper_gets_a_page_and_a_bad_file_is_named(tmp_path: Path) -> None:
    shutil.copy(WATER, tmp_path / "水利局.txt")
    shutil.copy(HOSPITAL, tmp_path / "医院.txt")
    (tmp_path / "坏的.docx").write_bytes(b"PK\x03\x04 nothing behind it")
    (tmp_path / "照片.png").write_bytes(b"\x89PNG")
    found = review([tmp_path], KINDS)
    assert {paper.file for paper in found.papers} == {"水利局.txt", "医院.txt"}
    assert {failed.file for failed in found.failed} == {"坏的.docx", "照片.png"}
    assert all(failed.cause for failed in found.failed)


def test_papers_called_alike_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for folder, paper in (("水利局", WATER), ("医院", HOSPITAL)):
        (tmp_path / folder).mkdir()
        shutil.copy(paper, tmp_path / folder / "对照检查材料.txt")
    found = review([tmp_path], KINDS)
    assert {p.file for p in found.papers} == {"水利局/对照检查材料.txt", "医院/对照检查材料.txt"}


def test_a_paper_handed_in_twice_is_reviewed_once(tmp_path: Path) -> None:
    shutil.copy(WATER, tmp_path / "水利局.txt")
    found = review([tmp_path, tmp_path / "水利局.txt"], KINDS)
    assert len(found.papers) == 1


def test_earlier_papers_are_compared_with_but_get_no_page() -> None:
    found = review([HOSPITAL], KINDS, against=[HOSPITAL_BEFORE, WATER_BEFORE])
    assert [paper.file for paper in found.papers] == [HOSPITAL.name]
    assert len(found.compared) == 2
    own = [pair for pair in found.pairs if pair.sort == "own_past"]
    assert own
    assert own[0].share > 0.4
    assert found.repeated


def test_the_same_paper_under_two_units_names_is_seen(tmp_path: Path) -> None:
    text = WATER.read_text(encoding="utf-8")
    (tmp_path / "甲.txt").write_text(text, encoding="utf-8")
    (tmp_path / "乙.txt").write_text(text.replace("青岚县", "南桐县"), encoding="utf-8")
    (pair,) = review([tmp_path], KINDS).pairs
    assert pair.sort == "peer"
    assert pair.share > 0.9


def test_each_paper_is_held_against_the_notes_named_like_it(tmp_path: Path) -> None:
    papers, notes = tmp_path / "材料", tmp_path / "意见"
    papers.mkdir()
    notes.mkdir()
    shutil.copy(WATER, papers / "水利局.txt")
    shutil.copy(HOSPITAL, papers / "医院.txt")
    (notes / "水利局.txt").write_text("职工食堂的饭菜三个月没有换过花样\n", encoding="utf-8")
    (notes / "别处.txt").write_text("电梯坏了两个月没有人修\n", encoding="utf-8")
    found = review([papers], KINDS, notes=notes)
    unanswered = {
        paper.file: [line for line in paper.digest if line.part == "unanswered"]
        for paper in found.papers
    }
    assert any("食堂" in line.text for line in unanswered["水利局.txt"])
    assert unanswered["医院.txt"] == []
    assert [failed.file for failed in found.failed] == ["别处.txt"]


def test_progress_is_told_until_all_is_done(tmp_path: Path) -> None:
    shutil.copy(WATER, tmp_path / "水利局.txt")
    shutil.copy(HOSPITAL, tmp_path / "医院.txt")
    (tmp_path / "坏的.docx").write_bytes(b"PK\x03\x04 nothing behind it")
    told: list[tuple[int, int, str]] = []
    review([tmp_path], KINDS, step=lambda *step: told.append(step))
    words = [what for _, _, what in told]
    # Each paper is read, checked and laid beside the others; a bad file is only tried.
    assert [what for what in words if "：" not in what] == [
        "读取 0 / 3",
        "核对 0 / 2",
        "比对 0 / 2",
    ]
    assert {"读取 1 / 3：医院.txt", "核对 2 / 2：水利局.txt"} <= set(words)
    assert [done for done, _, what in told if "：" in what] == list(range(1, 8))
    assert {of for done, of, _ in told if done >= 3} == {7}
    assert told[-1][0] == told[-1][1]


def test_a_single_paper_is_told_of_until_it_is_done() -> None:
    told: list[tuple[int, int, str]] = []
    review([WATER], KINDS, owners={WATER: "水利局党组"}, step=lambda *step: told.append(step))
    assert told[-1] == (3, 3, "比对 1 / 1：水利局党组")


def test_what_hears_of_the_steps_may_end_the_review() -> None:
    told: list[str] = []

    def step(done: int, of: int, what: str) -> None:
        told.append(what)
        if done == of - 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        review([WATER], KINDS, step=step)
    assert told[-1].startswith("核对 1 / 1")


def test_nothing_to_review_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有找到可以审阅的材料"):
        review([tmp_path], KINDS)
    (tmp_path / "坏的.docx").write_bytes(b"not a zip")
    with pytest.raises(BadInput, match=r"没有一份材料读得出来：.*坏的\.docx"):
        review([tmp_path], KINDS)
