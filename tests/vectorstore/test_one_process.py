"""Chroma's index breaks for good under two writers, so only one process may hold a folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from vectorstore.chroma import ChromaStore, NoEmbedding
from vectorstore.errors import StoreBusy

_SECOND = """
import sys
from pathlib import Path
from vectorstore.chroma import ChromaStore
from vectorstore.errors import StoreBusy
try:
    ChromaStore(Path(sys.argv[1]), "sketch")
except StoreBusy:
    print("busy")
"""


def test_a_second_process_is_kept_out_and_let_in_when_the_first_has_closed(tmp_path: Path) -> None:
    def second() -> str:
        command = [sys.executable, "-c", _SECOND, str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    store = ChromaStore(tmp_path, "sketch")
    assert second() == "busy"
    store.close()
    assert second() == ""


def test_a_second_store_in_the_same_process_is_kept_out_too(tmp_path: Path) -> None:
    store = ChromaStore(tmp_path, "sketch")
    with pytest.raises(StoreBusy):
        ChromaStore(tmp_path, "sketch")
    store.close()


def test_chroma_is_never_allowed_to_embed_by_itself() -> None:
    with pytest.raises(RuntimeError, match="supplied by the caller"):
        NoEmbedding()(["水库巡查"])
