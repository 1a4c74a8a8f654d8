"""A database of each kind for every test of the store that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.store.database import Database
from tests.store.databases import KINDS, opened


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the test's own: every test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield from opened(f"sqlite:///{tmp_path / 'duizhao.sqlite'}")
    else:
        yield from opened(request.getfixturevalue("postgres_address"))
