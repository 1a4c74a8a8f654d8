"""The same files give the same answer in every process, whatever order sets happen to have."""

import os
import subprocess
import sys
from pathlib import Path

from service.samples import NOTES, PAPERS


def answer(data: Path, seed: int, *arguments: object) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "DUIZHAO_DATA_DIR": str(data)}
    command = [sys.executable, "-m", "service.cli", *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_check_and_a_sorting_are_the_same_twice(tmp_path: Path) -> None:
    town = PAPERS / "liuxi-town"
    notes = NOTES / "liuxi-town-2023.txt"
    check = ("check", town / "2024-team-2024.txt", "--against", town / "2023-team-2023.txt")
    for asked in ((*check, "--notes", notes), ("sort", notes, "--kind", "team-2023")):
        first, second = (answer(tmp_path, seed, *asked, "--format", "json") for seed in (1, 7))
        assert first == second
