"""What a person can read is what the roles say, right after each change of anything."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from service.settings import Settings
from tests.api.serving import serving
from tests.isolation.machine import Office

pytestmark = pytest.mark.xdist_group("isolation-season")
STEPS_A_RUN = 50
ALL_ACTS = {
    "disabled",
    "export refused",
    "exported",
    "key revoked",
    "moved",
    "note written",
    "reviewed",
    "role lost",
    "sent up",
    "withdrawn",
}


@contextmanager
def _machine(folder: Path, database: str = "") -> Iterator[type[Office]]:
    chosen = {
        "_env_file": None,
        "data_dir": folder,
        "database_url": database,
        "requests_per_minute": 0,
        "password_memory_kib": 64,
        "password_passes": 1,
    }
    with (
        serving(Settings.model_validate(chosen), local=False) as (house, base),
        httpx2.Client(base_url=base, timeout=60, trust_env=False) as client,
    ):
        yield type(
            "Office", (Office,), {"house": house, "client": client, "steps": 0, "acts": Counter()}
        )


def _play(machine: type[Office], runs: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS_A_RUN,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_on_sqlite_for_two_thousand_steps(tmp_path: Path) -> None:
    with _machine(tmp_path) as machine:
        _play(machine, 45)
        assert machine.steps >= 2000
        assert machine.acts.keys() >= ALL_ACTS


def test_on_postgresql_for_three_hundred_steps(tmp_path: Path, postgres_address: str) -> None:
    with _machine(tmp_path, postgres_address) as machine:
        _play(machine, 10)
        assert machine.steps >= 300
