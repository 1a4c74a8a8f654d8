"""The child process: limits, replacement, and what it is not told."""

import os
from pathlib import Path

import pytest

from service.readers import read_many, word
from service.readers.limits import LIMITS
from service.readers.piece import Refused
from service.readers.sandbox import Sandbox
from tests.readers.bad_files import BODY, CLOSE_BODY, OPEN_BODY
from tests.readers.office_files import bomb, hand_zipped, packed, paragraph, word_file, word_parts


def _good(folder: Path, text: str = "学习不够深入") -> bytes:
    return word_file(folder / "good.docx", paragraph(text)).read_bytes()


def _greedy(folder: Path, thousands: int = 5000) -> bytes:
    """A table of some 30 MB: more than the child may hold, once no preflight stands before it."""
    rest = [packed(name, text) for name, text in word_parts("").items() if name != BODY]
    table = bomb(BODY, OPEN_BODY + "<w:tbl>", "<w:r/>" * 1000, thousands, "</w:tbl>" + CLOSE_BODY)
    return hand_zipped(folder / "greedy.docx", [*rest, table._replace(crc=0)]).read_bytes()


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    with (
        Sandbox(LIMITS._replace(wall_s=0, wall_factor=0)) as hasty,
        pytest.raises(Refused) as refused,
    ):
        hasty.extract(word.READER, _good(tmp_path))
    assert "超时" in refused.value.cause


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        with pytest.raises(Refused):
            sandbox.extract(word.READER, _greedy(tmp_path))
        assert sandbox.extract(word.READER, _good(tmp_path)).pieces[0].text == "学习不够深入"


def test_a_file_that_takes_too_much_processor_time_is_refused(tmp_path: Path) -> None:
    roomy = LIMITS._replace(memory=2**32, address_space=2**33, cpu_s=0, cpu_s_per_megabyte=0)
    with Sandbox(roomy._replace(wall_s=60)) as sandbox, pytest.raises(Refused) as refused:
        sandbox.extract(word.READER, _greedy(tmp_path, 12_000))
    assert "超时" in refused.value.cause


def test_one_child_serves_several_files_and_is_replaced_in_time(tmp_path: Path) -> None:
    data = _good(tmp_path)
    with Sandbox(LIMITS._replace(files_per_child=2)) as sandbox:
        extracts = [sandbox.extract(word.READER, data) for _ in range(5)]
    assert len(set(extracts)) == 1


def test_the_child_is_told_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIZHAO_LLM_API_KEY", "canary")
    with Sandbox() as sandbox:
        sandbox.extract(word.READER, _good(tmp_path))
        child = _only_child()
        environment = Path(f"/proc/{child}/environ").read_bytes()
    assert b"PATH=" in environment
    assert b"canary" not in environment


def _only_child() -> str:
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if not children.exists():
        pytest.skip("this system does not list a process's children under /proc")
    return children.read_text("ascii").split()[-1]


def test_an_ordinary_file_stays_far_below_the_limit_of_memory(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        sandbox.extract(word.READER, _good(tmp_path))
        assert 0 < sandbox.peak < 100 * 1024 * 1024


@pytest.mark.parametrize("workers", [1, 2])
def test_many_files_come_back_in_the_order_given(workers: int, tmp_path: Path) -> None:
    paths = [word_file(tmp_path / f"{n}.docx", paragraph(f"第{n}份")) for n in range(9)]
    results = list(read_many(paths, workers))
    assert [path for path, _ in results] == paths
    assert [getattr(result, "text", None) for _, result in results] == [
        f"第{n}份" for n in range(9)
    ]
