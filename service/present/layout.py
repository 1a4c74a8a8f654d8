"""The page of an official paper: every number of GB/T 9704-2012, with its clause.

Where a number was measured instead, it was measured on pages rendered by LibreOffice.
"""

from dataclasses import dataclass

PAGE_MM = (210, 297)
"""5.1: A4."""
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 37, 35, 28, 26
"""5.2.1: 天头 37±1, 订口 28±1, 版心 156×225; bottom and right are what remains."""
LINE_TWIPS = 579
"""5.2.3: 22 lines in 225 mm = 579.8 twips; 580 gives only 21 lines."""
TIGHTER_TWIPS = -5
"""5.2.3: 28 characters of 16 pt need 448 pt, the line has 442.2: each is set 0.25 pt tighter.
Word's own character grid would do it too, but makes LibreOffice set 14 characters a line."""
TITLE_PT, BODY_PT, PAGE_NUMBER_PT = 22.0, 16.0, 14.0
"""2号, 3号, 4号."""
TITLE_LINE_PT = 35.0
"""Not in the standard: what a 2号 title needs."""
FOOTER_MM = 25.6
"""7.5: the dash of the page number 7 mm below the type area (measured)."""
INDENT_CHARACTERS = 200
"""7.3.3: two characters in, in hundredths of a character."""


@dataclass(frozen=True, slots=True)
class Face:
    """A Chinese face, the Latin face beside it, and what to take where it is missing."""

    chinese: str
    latin: str = "Times New Roman"
    instead: str = ""


TITLE_FACE = Face("方正小标宋简体", instead="FZXiaoBiaoSong-B05S")
BODY_FACE = Face("仿宋_GB2312", instead="仿宋")
LEVEL1_FACE = Face("黑体", instead="SimHei")
LEVEL2_FACE = Face("楷体_GB2312", instead="楷体")
NUMBER_FACE = Face("宋体", latin="宋体", instead="SimSun")
FACES = (TITLE_FACE, BODY_FACE, LEVEL1_FACE, LEVEL2_FACE, NUMBER_FACE)
