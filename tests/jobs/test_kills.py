"""Kills at every commit and at random moments: nothing lost, nothing paid twice, one end.

``python -m tests.jobs.kills --all --random 200`` is the whole run, of half an hour; here a drawn
eighth of the moments before and after each commit on SQLite, a sixteenth of them on PostgreSQL, and
twelve random ones.
"""

import time
from collections.abc import Iterator, Sequence

import pytest

from tests.jobs.kills import (
    Template,
    Told,
    Trial,
    Zygote,
    at_random,
    every_commit,
    measure,
    run_all,
    summary,
    templated,
    zygotes,
)
from tests.postgres import PostgresServer

pytestmark = pytest.mark.xdist_group("jobs-kills")
_SEED = 20261121
_RANDOM = 6
_LONGEST_S = 2.0


@pytest.fixture(scope="module")
def forks() -> Iterator[list[Zygote]]:
    with zygotes() as made:
        yield made


@pytest.fixture(scope="module")
def on_sqlite(forks: list[Zygote]) -> Iterator[Template]:
    with templated() as template:
        measure(template, forks[0])
        yield template


@pytest.fixture(scope="module")
def on_postgres(forks: list[Zygote], postgres_server: PostgresServer) -> Iterator[Template]:
    with templated(postgres_server) as template:
        measure(template, forks[0])
        yield template


def test_kills_around_an_eighth_of_the_commits_on_sqlite(
    on_sqlite: Template, forks: list[Zygote]
) -> None:
    _mostly_killed(_tried(on_sqlite, every_commit(on_sqlite, step=8, seed=_SEED), forks))


def test_kills_around_a_sixteenth_of_the_commits_on_postgres(
    on_postgres: Template, forks: list[Zygote]
) -> None:
    _mostly_killed(_tried(on_postgres, every_commit(on_postgres, step=16, seed=_SEED), forks))


@pytest.mark.parametrize("world", ["on_sqlite", "on_postgres"])
def test_kills_at_random_moments(
    world: str, forks: list[Zygote], request: pytest.FixtureRequest
) -> None:
    template: Template = request.getfixturevalue(world)
    told = _tried(template, at_random(_RANDOM, _SEED, _LONGEST_S), forks)
    assert sum(one.hits for one in told) > 0


def _tried(template: Template, trials: Sequence[Trial], forks: Sequence[Zygote]) -> list[Told]:
    began = time.monotonic()
    told = run_all(template, trials, forks)
    print(summary("kills", told, began))  # noqa: T201 - figures to be read, none asserted
    assert len(told) == len(trials)
    assert [(one.trial.name, one.trouble) for one in told if one.trouble] == []
    return told


def _mostly_killed(told: Sequence[Told]) -> None:
    # The last numbers lie beyond the end of most runs: threads race a little.
    assert 2 * sum(one.hits for one in told) >= len(told)
