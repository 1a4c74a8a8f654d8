"""What several modules of job tests share."""

from collections.abc import Iterator

import pytest

from tests.jobs.kills import Zygote, zygotes


@pytest.fixture(scope="package")
def three() -> Iterator[list[Zygote]]:
    """Processes to fork workers from. They take long to load: one group of tests shares them."""
    with zygotes(3) as made:
        yield made
