"""What opens inside a screen: dialogs, menus, a conflict, the parts of 管理, a beginning."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.browsing import PHONE, SCREEN, Visitors, Watch
from tests.browser.pictures import opened
from tests.browser.scene import Scene
from tests.browser.screens import OPENED

_WIDER = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["1366", "390"])
def test_whatever_opens_can_be_used_without_a_mouse_or_seeing_and_fits_the_screen(
    scene: Scene, visitors: Visitors, watch: Watch, size: dict[str, int]
) -> None:
    found: dict[str, list[str]] = {}
    for screen in OPENED:
        for pattern in screen.provoked:
            watch.forgive(pattern)
        page = opened(visitors, scene, screen, size)
        found[screen.name] = [*violations(page), *_too_wide(page)]
        page.context.close()
    assert {name: faults for name, faults in found.items() if faults} == {}


def _too_wide(page: Page) -> list[str]:
    wider = page.evaluate(_WIDER)
    return [f"{wider} pixels are beyond the edge"] if wider > 0 else []
