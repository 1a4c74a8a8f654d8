"""Reading a Word file of 2,000 paragraphs, against markitdown where it is installed.

markitdown is no dependency (it brings onnxruntime). To measure against it, install it apart and
name the folder: ``uv pip install --target DIR 'markitdown[docx]'``, then
``PYTHONPATH=DIR python -m tests.bench word``.
"""

import importlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document

from service.readers import read, read_here
from tests.bench.library import sentence_pool
from tests.bench.measure import Line, limit, median_seconds, paired

NAME = "word"
_PARAGRAPHS = 2_000
_ROWS = 60


def run() -> Iterator[Line]:
    """In process, in the sandbox, and against markitdown in process."""
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as folder:
        path = Path(folder) / "paper.docx"
        _write(path)
        yield Line("file", f"{_PARAGRAPHS} paragraphs, a table of {_ROWS} rows")
        yield Line("in the sandbox", f"{median_seconds(lambda: read(path)) * 1000:.0f} ms")
        peer = _markitdown()
        if peer is None:
            yield Line("in process", f"{median_seconds(lambda: read_here(path)) * 1000:.0f} ms")
            yield Line("markitdown", "not installed: see tests/bench/word.py")
            return
        against = paired(lambda: read_here(path), lambda: peer.convert(str(path)))
        yield Line("in process", f"{against.a * 1000:.0f} ms")
        yield Line("markitdown", f"{against.b * 1000:.0f} ms")
        yield limit("in process / markitdown", against.ratio, 0.2, "")
        boxed = paired(lambda: read(path), lambda: peer.convert(str(path)))
        yield Line("in the sandbox / markitdown", f"{boxed.ratio:.3f}")


def _markitdown() -> Any | None:
    try:
        module = importlib.import_module("markitdown")
    except ImportError:
        return None
    return module.MarkItDown()


def _write(path: Path) -> None:
    document = Document()
    pool = sentence_pool()
    for number in range(_PARAGRAPHS):
        style = "List Number" if number % 5 == 0 else None
        document.add_paragraph(pool[number % len(pool)], style=style)
    table = document.add_table(rows=_ROWS, cols=4)
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = pool[number % len(pool)][:20]
    document.save(str(path))
