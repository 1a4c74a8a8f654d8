"""One database of each kind for all tests of an office's work: making one takes longer than most
of them do."""

from collections.abc import Iterator

import pytest

from service.store.database import Database
from tests.store.databases import KINDS, opened


@pytest.fixture(scope="session", params=KINDS)
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A database that the worker's tests share: each makes units of its own (``Town``), and so
    they see nothing of each other."""
    if request.param == "sqlite":
        yield from opened(f"sqlite:///{tmp_path_factory.mktemp('store') / 'duizhao.sqlite'}")
        return
    server = request.getfixturevalue("postgres_server")
    name = server.create_database()
    yield from opened(server.address(name, "psycopg"))
    server.drop_database(name)
