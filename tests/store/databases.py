"""Opening databases for tests."""

from collections.abc import Iterator

from service.store.database import Database, open_database

KINDS = ("sqlite", "postgres")


def opened(address: str) -> Iterator[Database]:
    """The database at ``address``, closed in the end."""
    found = open_database(address)
    yield found
    found.close()
