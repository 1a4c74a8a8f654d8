"""What a load balancer and an orchestrator are told of a process and its jobs."""

import time
from pathlib import Path
from typing import Any

import httpx2
import pytest
from dbos import DBOS

from service.settings import Settings
from tests.api.serving import serving

PATIENCE_S = 60.0


def settings_of(folder: Path) -> Settings:
    return Settings.model_validate({"_env_file": None, "data_dir": folder, "job_poll_s": 0.2})


def readyz(base: str) -> tuple[int, dict[str, Any]]:
    answer = httpx2.get(f"{base}/readyz", timeout=30, trust_env=False)
    return answer.status_code, dict(answer.json())


@pytest.mark.parametrize(("listen", "jobs"), [(True, "ok"), (False, "elsewhere")])
def test_a_process_that_does_jobs_and_one_that_only_answers_are_both_ready(
    tmp_path: Path, listen: bool, jobs: str
) -> None:
    with serving(settings_of(tmp_path), listen=listen) as (_, base):
        status, told = readyz(base)
        assert (status, told["ready"], told["jobs"]) == (200, True, jobs)


def test_one_whose_engine_has_died_is_not(tmp_path: Path) -> None:
    with serving(settings_of(tmp_path), listen=True) as (_, base):
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=0)
        end = time.monotonic() + PATIENCE_S
        while readyz(base)[0] == 200:
            assert time.monotonic() < end, "it says to the end that it is ready"
            time.sleep(0.1)
        status, told = readyz(base)
        assert (status, told["ready"], told["jobs"]) == (503, False, "stopped")
        assert httpx2.get(f"{base}/healthz", trust_env=False).status_code == 200
