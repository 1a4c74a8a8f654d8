"""Settings: names nobody reads, values nobody can use."""

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches

from pydantic import SecretStr, ValidationError

from service.care.finding import Finding, Surroundings, ok, problem, warning
from service.settings import Settings
from service.validation import cause_of

NAME, TITLE, SECONDS = "settings", "设置", 5.0
PREFIX = "DUIZHAO_"
ELSEWHERE = ("DUIZHAO_RESTORE_DATABASE_URL",)
"""Variables that a command reads by itself."""
_LINE = re.compile(r"^\s*(?:export\s+)?(DUIZHAO_\w*)\s*=", re.MULTILINE)


def look(around: Surroundings) -> Iterator[Finding]:
    """Unknown names with the one probably meant, then what cannot be used."""
    known = {PREFIX + name.upper() for name in Settings.model_fields} | set(ELSEWHERE)
    named = {name.upper() for name in around.environment if name.upper().startswith(PREFIX)}
    named |= {name.upper() for name in _names_in_file(around)}
    strange = sorted(named - known)
    for name in strange:
        near = get_close_matches(name, known, n=1, cutoff=0.75)
        mend = f"是不是想写 {near[0]}？请改名" if near else "请删去；可用的名称见 README"
        yield warning(f"不认识 {name}，它不起作用", mend)
    faults = list(unusable())
    for name, cause in faults:
        yield problem(f"{name} 的值不可用：{cause}", f"请改正 {name}，或删去以用默认值")
    yield from _open_file(around)
    if not strange and not faults:
        yield ok(f"认识全部 {len(named)} 项，取值可用")


def unusable() -> Iterator[tuple[str, str]]:
    """Variables of this process whose values cannot be used, with the cause; no value is told."""
    try:
        Settings()
    except ValidationError as error:
        for fault in error.errors(include_input=False, include_url=False):
            name = PREFIX + "_".join(str(part) for part in fault["loc"]).upper()
            yield name, cause_of(fault)


def _names_in_file(around: Surroundings) -> list[str]:
    if not around.env_file.is_file():
        return []
    return _LINE.findall(around.env_file.read_text(encoding="utf-8", errors="replace"))


def _open_file(around: Surroundings) -> Iterator[Finding]:
    secret = {
        PREFIX + name.upper()
        for name, field in Settings.model_fields.items()
        if field.annotation is SecretStr or name == "database_url"
    }
    if os.name == "nt" or not secret & {name.upper() for name in _names_in_file(around)}:
        return
    if around.env_file.stat().st_mode & 0o077:
        yield warning(
            f"{around.env_file} 里有密钥，本机其他用户也能读",
            f"请执行 chmod 600 {around.env_file}",
        )
