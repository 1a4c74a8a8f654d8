"""At the door of a house that has a sign-in provider of its own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.browsing import settled
from tests.browser.serving import Office, served_office
from tests.simulated_llm import Simulated


@pytest.fixture
def office(data: Path, model: Simulated) -> Iterator[Office]:
    """As everywhere, with a provider that is not there."""
    given = {"oidc_issuer": "http://127.0.0.1:9/issuer", "oidc_client_id": "duizhao"}
    with served_office(data, model, **given) as started:
        yield started


@pytest.mark.usefixtures("office")
def test_the_provider_is_offered_and_told_where_to_go_on(page: Page) -> None:
    settled(page, "/sign-in?goes_to=/library")
    link = page.get_by_role("link", name="用统一身份认证登录")
    expect(link).to_have_attribute("href", re.compile(r"goes_to=%2Flibrary$"))
    assert violations(page) == []
