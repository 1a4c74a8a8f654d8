"""No screen keeps an old machine waiting for what its first view does not need."""

import pytest
from playwright.sync_api import Page

from service.web.screens import SCREENS
from tests.browser.browsing import Visitors
from tests.browser.scene import Scene
from tests.browser.screens import PICTURED, Pictured
from tests.browser.weight import weighed

MOST = 100_000
"""Plain bytes of a first view: the page, its styles and its program."""
VIEWS = {screen.address: screen for screen in PICTURED}


def _seen(scene: Scene, visitors: Visitors, screen: Pictured) -> Page:
    if screen.login:
        return visitors.signed_in(screen.login, scene.office.password)
    return visitors.page()


def test_every_screen_is_among_those_that_are_weighed() -> None:
    assert {screen.path for screen in SCREENS} <= set(VIEWS)


@pytest.mark.parametrize("screen", VIEWS.values(), ids=VIEWS)
def test_a_first_view_weighs_less_than_a_hundred_kilobytes(
    scene: Scene, visitors: Visitors, screen: Pictured
) -> None:
    weight = weighed(_seen(scene, visitors, screen), scene.address(screen.address))
    heaviest = sorted(weight.first.items(), key=lambda one: -one[1])
    assert len(heaviest) >= 4, "the page, its two style sheets and its program"
    assert all(size for _, size in heaviest), "something was weighed as nothing"
    assert sum(weight.first.values()) < MOST, heaviest
