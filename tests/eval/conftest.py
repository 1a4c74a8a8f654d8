"""One evaluation of every set for all tests that read figures: it takes the better part of a
minute, so it is made once a session."""

from pathlib import Path

import pytest

from service.evaluation import Report, evaluate_folder


@pytest.fixture(scope="session")
def report() -> Report:
    return evaluate_folder(Path(__file__).parent)
