"""Draws pages of a sample draft or review: ``python -m tests.present.picture OUT [--of review]``.

Needs soffice and pdftoppm; the pictures in the documentation are made with it.
"""

import argparse
import asyncio
import datetime as dt
import os
import shutil
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

from service.kinds import load_kinds
from service.pipelines.checking import for_people
from service.pipelines.demo import look_through
from service.pipelines.drafting import draft_paper, snapshot_of
from service.pipelines.sorting import sort_file
from service.present.layout import BODY_FACE, LEVEL1_FACE, LEVEL2_FACE, NUMBER_FACE, TITLE_FACE
from service.present.word import beside_questions, write_draft
from service.samples import NOTES

TODAY = dt.date(2026, 1, 15)
UNIT, KIND, NOTES_FILE = "青岚县水利局党组", "team-2025", "qinglan-water-2025.xlsx"
WIDTH = 600
"""Of one page, in pixels."""
GREYS = 16
"""Shades kept of each colour: text stays smooth and the file small."""
STAND_INS = {
    TITLE_FACE.chinese: "Noto Serif CJK SC",
    BODY_FACE.chinese: "Noto Serif CJK SC",
    LEVEL1_FACE.chinese: "Noto Sans CJK SC",
    LEVEL2_FACE.chinese: "AR PL UKai CN",
    NUMBER_FACE.chinese: "Noto Serif CJK SC",
    "Times New Roman": "Noto Serif CJK SC",
}
WITHOUT_NOTES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"false"}}'
"""LibreOffice without a screen draws comments as signs over the text, never in the margin."""


def main() -> None:
    """Writes the picture to the path given."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--of", choices=sorted(WRITERS), default="draft")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "picture.docx"
        WRITERS[given.of](word)
        pages = drawn(word)
        shown = pages[:2] if given.of == "draft" else [pages[0], pages[-1]]
        given.out.write_bytes(png(beside([page.read_bytes() for page in shown])))


def write_sample_draft(word: Path) -> None:
    """The draft of a sample unit from its notes."""
    kind = load_kinds()[KIND]
    found = asyncio.run(sort_file(NOTES / NOTES_FILE, kind, None))
    snapshot = snapshot_of(found.report.notes, kind, unit=UNIT, year=kind.year, library=None)
    made = asyncio.run(draft_paper(snapshot))
    write_draft(made, word, today=TODAY, flags=for_people(beside_questions(made.flags)))


def write_sample_review(word: Path) -> None:
    """The review of the sample library's newest papers, as the demo makes it."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        look_through(out, load_kinds(), None, 0.0, lambda _done, _all, _file: None)
        shutil.copy(out / "review.docx", word)


WRITERS = {"draft": write_sample_draft, "review": write_sample_review}
"""What can be drawn: the first two pages of a draft, the first and the last page of a review."""


def drawn(word: Path) -> list[Path]:
    """The pages of a Word file as PPM files beside it."""
    folder = word.parent
    fonts = folder / "fonts.conf"
    fonts.write_text(substitutes(), encoding="utf-8")
    call = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}"]
    subprocess.run(
        [*call, "--convert-to", WITHOUT_NOTES, "--outdir", str(folder), str(word)],
        check=True,
        capture_output=True,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )
    size = ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
    made = str(folder / "page")
    subprocess.run(["pdftoppm", *size, str(word.with_suffix(".pdf")), made], check=True)
    return sorted(folder.glob("page-*.ppm"))


def substitutes() -> str:
    """A font configuration for machines without the faces of official papers."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{wanted}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{have}</string></edit></match>'
        for wanted, have in STAND_INS.items()
    )
    system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    return f'<?xml version="1.0"?><fontconfig>{system}{rules}</fontconfig>'


def beside(pages: list[bytes]) -> tuple[int, int, bytes]:
    """Pages of one height side by side: width, height, RGB rows."""
    sizes, rows = [], []
    for page in pages:
        _, size, _, pixels = page.split(b"\n", 3)
        width, height = (int(number) for number in size.split())
        sizes.append((width, height))
        rows.append([pixels[at : at + 3 * width] for at in range(0, len(pixels), 3 * width)])
    height = min(height for _, height in sizes)
    joined = b"".join(b"".join(page[number] for page in rows) for number in range(height))
    return sum(width for width, _ in sizes), height, joined


def png(picture: tuple[int, int, bytes]) -> bytes:
    """A PNG of RGB rows, each pixel stored as its difference to the one on its left."""
    width, height, pixels = picture
    step = 256 // GREYS
    fewer = pixels.translate(bytes(255 - (255 - value) // step * step for value in range(256)))
    rows = []
    for at in range(0, len(fewer), 3 * width):
        row = fewer[at : at + 3 * width]
        left = bytes(3) + row[:-3]
        rows.append(b"\1" + bytes((a - b) & 255 for a, b in zip(row, left, strict=True)))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(rows), 9)
    chunks = _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


if __name__ == "__main__":
    main()
