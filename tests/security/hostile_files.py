"""Every hostile file: by its name, how it is built and what must come of reading it.

Nothing is kept as a file; each is made by code when it is needed, and none is over some megabytes.
"""

from tests.security.hostile import Hostile
from tests.security.hostile_excel import EXCEL
from tests.security.hostile_pdf import PDFS
from tests.security.hostile_text import NOTES, TEXTS
from tests.security.hostile_word import WORD
from tests.security.hostile_zip import ZIPS

__all__ = ["FILES", "HOSTILE", "NOTES"]

FILES: dict[str, Hostile] = {**ZIPS, **WORD, **EXCEL, **PDFS, **TEXTS}
"""Read as papers."""
HOSTILE: dict[str, Hostile] = {**FILES, **NOTES}
"""All of them; those in ``NOTES`` are read as notes."""
