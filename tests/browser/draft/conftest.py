"""Fixtures of the draft's tests: a service that has a drafted paper, and the page open on it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.draft.drafted import Paper, copied, opened, the_paper
from tests.browser.serving import Service


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory that holds a drafted paper."""
    return copied(tmp_path / "data")


@pytest.fixture
def paper() -> Paper:
    """The paper that the service of the test has."""
    return the_paper()


@pytest.fixture
def desk(service: Service, page: Page, paper: Paper) -> Page:
    """The page with the paper open, on a machine of one's own."""
    assert page.request.get(service.base).ok
    opened(page, paper)
    return page
