"""House rules that no linter knows, each with its reason."""

import re
import subprocess
import tomllib
from pathlib import Path

from service.checks import RULES

ROOT = Path(__file__).resolve().parents[1]
_BANNED_NAMES = {"utils", "util", "helpers", "helper", "manager", "base", "misc", "common"}
_LONGEST_MODULE = 400


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_every_rule_is_kept_apart_from_the_others() -> None:
    """Reason: a rule that imports another cannot be switched off or read alone."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    apart = next(c["modules"] for c in contracts if c["type"] == "independence")
    assert set(apart) == {rule.__name__ for rule in RULES}


def test_no_module_is_named_after_nothing() -> None:
    """Reason: what is called utils grows into what nobody can name."""
    assert [p for p in tracked("service/*.py", "vectorstore/*.py") if p.stem in _BANNED_NAMES] == []


def test_modules_stay_short_enough_to_read() -> None:
    """Reason: a newcomer reads a module in five minutes."""
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in tracked("service/*.py", "vectorstore/*.py", "prompts/*.py")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > _LONGEST_MODULE
    }
    assert long == {}


def test_nothing_names_a_machine_or_a_package_host() -> None:
    """Reason: what is committed must be true everywhere, and must not lead anybody's client."""
    hosts = ("pypi" + ".org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian")
    paths = r"(^|[\s\"'(=])/(work|root|farm|check|tmp/tmp\w+|tmp/pytest-\w+)/"
    found = []
    for path in tracked():
        if path.suffix in {".png", ".docx", ".xlsx", ".lock"}:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        if any(host in text for host in hosts) or re.search(paths, text, re.MULTILINE):
            found.append(path.relative_to(ROOT).as_posix())
    assert found == []


def test_work_left_over_is_not_left_in_the_code() -> None:
    """Reason: a mark without an owner is never taken up."""
    mark = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b|raise NotImplemented|pragma: no " r"cover")
    left = [
        path.relative_to(ROOT).as_posix()
        for path in tracked("*.py")
        if path != Path(__file__) and mark.search(path.read_text(encoding="utf-8"))
    ]
    assert left == []
