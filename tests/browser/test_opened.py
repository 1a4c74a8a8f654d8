"""What opens inside a screen: dialogs, menus, a conflict, the parts of 管理, a beginning."""

from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.browsing import PHONE, SCREEN, Visitors, Watch
from tests.browser.pictures import opened
from tests.browser.scene import Scene
from tests.browser.screens import OPENED

_WIDER = "() => document.documentElement.scrollWidth - innerWidth"


def test_whatever_opens_can_be_used_without_a_mouse_or_seeing_and_fits_a_phone(
    scene: Scene, visitors: Visitors, watch: Watch
) -> None:
    found: dict[str, list[str]] = {}
    for screen in OPENED:
        for pattern in screen.provoked:
            watch.forgive(pattern)
        page = opened(visitors, scene, screen, SCREEN)
        found[screen.name] = violations(page)
        page.context.close()
        phone = opened(visitors, scene, screen, PHONE)
        found[screen.name] += _too_wide(phone)
        phone.context.close()
    assert {name: faults for name, faults in found.items() if faults} == {}


def _too_wide(page: Page) -> list[str]:
    wider = page.evaluate(_WIDER)
    return [f"{wider} pixels are beyond the edge"] if wider > 0 else []
