"""What the READMEs say is so."""

import re
from pathlib import Path

import pytest
from typer.main import get_group

from service.cli.app import app
from service.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


@pytest.mark.parametrize("readme", READMES, ids=lambda p: p.name)
def test_every_setting_is_told_with_its_default(readme: Path) -> None:
    told = set(re.findall(r"DUIZHAO_[A-Z_]+", readme.read_text(encoding="utf-8")))
    assert told == {f"DUIZHAO_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("readme", READMES, ids=lambda p: p.name)
def test_every_command_is_told_and_no_other(readme: Path) -> None:
    told = set(re.findall(r"`duizhao ([a-z]+)", readme.read_text(encoding="utf-8")))
    assert told == set(get_group(app).commands)


@pytest.mark.parametrize("readme", READMES, ids=lambda p: p.name)
def test_the_two_commands_stand_at_the_top_and_are_in_the_makefile(readme: Path) -> None:
    first = readme.read_text(encoding="utf-8").split("\n\n")[2]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"make {target}" in first
        assert f"\n{target}:" in makefile


@pytest.mark.parametrize("readme", READMES, ids=lambda p: p.name)
def test_every_link_leads_somewhere(readme: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", readme.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def test_the_locks_hold_hashes_and_no_address() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text
        assert all("--hash" in block for block in text.split("\n") if block.startswith("    "))


def test_the_runtime_lock_is_a_part_of_the_development_lock() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9_.-]+==[^ ;\\]+)", text, re.MULTILINE))

    assert pins("requirements.lock") < pins("requirements-dev.lock")
