"""Children for computing are forked from a process that has everything loaded: the product spawns
them, which takes seconds each time (``test_compute`` does that)."""

import pytest

from tests.jobs.worker import fork_children
from tests.jobs.world import warm


@pytest.fixture(scope="session")
def warmed() -> None:
    warm()


@pytest.fixture(autouse=True)
def quick_children(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.module.__name__.endswith("test_compute"):
        return
    request.getfixturevalue("warmed")
    fork_children(monkeypatch.setattr)
