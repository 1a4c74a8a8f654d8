"""The tables as migration 0002 makes them, by what they are about; never changed once released."""

from service.store.migrations.schema_0002 import (
    assignments,
    audit,
    drafts,
    jobs,
    library,
    people,
    submissions,
    units,
)


def create() -> None:
    """Makes all of them, each after those it refers to."""
    for part in (units, people, library, assignments, drafts, submissions, jobs, audit):
        part.create()
