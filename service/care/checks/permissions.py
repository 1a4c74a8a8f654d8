"""Who else on this machine can read the notes."""

import os
from collections.abc import Iterator

from service.care.finding import Finding, Surroundings, ok, warning

NAME, TITLE, SECONDS = "permissions", "目录权限", 5.0


def look(around: Surroundings) -> Iterator[Finding]:
    """The folders that hold people's words are for one user only."""
    settings = around.settings
    folders = [f for f in dict.fromkeys((settings.data_dir, settings.originals())) if f.is_dir()]
    if os.name == "nt" or not folders:
        yield ok("数据目录尚未建立" if not folders else "Windows 上由用户目录的权限保护")
        return
    for folder in folders:
        mode = folder.stat().st_mode
        if mode & 0o007:
            yield warning(
                f"{folder} 本机任何用户都能进入（{mode & 0o777:o}）", f"请执行 chmod 700 {folder}"
            )
        else:
            yield ok(f"{folder} 其他用户进不去（{mode & 0o777:o}）")
