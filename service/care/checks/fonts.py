"""Fonts: what pages rendered on this machine will look like."""

import shutil
import subprocess
from collections.abc import Iterator

from service.care.finding import Finding, Surroundings, ok, warning

NAME, TITLE, SECONDS = "fonts", "字体", 15.0
FACES = {
    "小标宋": ("方正小标宋", "FZXiaoBiaoSong", "小标宋"),
    "仿宋": ("仿宋", "FangSong", "STFangsong", "FZFangSong"),
    "黑体": ("黑体", "SimHei", "STHeiti", "FZHei", "Noto Sans CJK SC", "Source Han Sans"),
    "楷体": ("楷体", "KaiTi", "STKaiti", "FZKai", "AR PL UKai"),
    "宋体": ("宋体", "SimSun", "STSong", "FZShuSong", "Noto Serif CJK SC", "AR PL UMing"),
}
"""Faces of GB/T 9704-2012 and what carries them, or has their widths, under which name."""


def look(around: Surroundings) -> Iterator[Finding]:
    """Faces of official papers that are not installed here."""
    del around
    program = shutil.which("fc-list")
    if program is None:
        yield ok("本机不排版预览（没有 fontconfig）；Word 文件在装有公文字体的电脑上显示正常")
        return
    command = [program, ":lang=zh", "family"]
    listed = subprocess.run(  # noqa: S603 - a fixed command
        command, capture_output=True, text=True, timeout=SECONDS - 5, check=False
    ).stdout
    missing = [face for face, names in FACES.items() if not any(n in listed for n in names)]
    if missing:
        yield warning(
            f"没有{'、'.join(missing)}，在本机预览、转换时会用别的字体代替",
            "Word 文件本身不受影响；要在本机得到准确的版面，请安装公文字体",
        )
    else:
        yield ok(f"{'、'.join(FACES)}均有，或有等宽的替代")
