"""Every screen, and what opens inside one, in the oldest browser itself.

What is typed, painted and walked through there is tested where it is in newer ones: the tests that
are ``ALSO_IN_CHROMIUM_88``. Dragging and composing are not: what Playwright does them by is newer.
"""

import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.browsing import SCREEN, Visitors, Watch
from tests.browser.chromium_88 import IN_CHROMIUM_88
from tests.browser.pictures import opened
from tests.browser.scene import Scene
from tests.browser.screens import OPENED, PICTURED
from tests.browser.serving import PATIENCE_S

_BEYOND = """() => [...document.querySelectorAll("body, body *")].flatMap((part) => {
    const { width, height } = part.getBoundingClientRect();
    const name = `${part.localName}.${part.className}#${part.id}`;
    const fits = height < 100 * innerHeight && width < 10 * innerWidth;
    return fits ? [] : [`${name} is ${height} high`];
}).concat(document.documentElement.scrollWidth > innerWidth ? ["wider than the window"] : [])"""

_EXPORTED = {"Word 稿": ".docx", "一页摘要": "（摘要）.docx", "意见整理表": "（意见整理表）.xlsx"}


@IN_CHROMIUM_88
def test_it_is_that_browser(browser: Browser) -> None:
    assert browser.version.startswith("88.")


@IN_CHROMIUM_88
def test_every_screen_is_ready_without_a_fault_and_no_part_of_it_grows_beyond_measure(
    scene: Scene, visitors: Visitors, watch: Watch
) -> None:
    found: dict[str, list[str]] = {}
    for screen in (*PICTURED, *OPENED):
        for pattern in screen.provoked:
            watch.forgive(pattern)
        page = opened(visitors, scene, screen, SCREEN)
        found[screen.name] = page.evaluate(_BEYOND)
        page.context.close()
    assert {name: faults for name, faults in found.items() if faults} == {}


@IN_CHROMIUM_88
def test_the_paper_is_had_as_files_under_its_own_name(
    scene: Scene, visitors: Visitors, tmp_path: Path
) -> None:
    page = opened(visitors, scene, next(s for s in PICTURED if s.name == "draft"), SCREEN)
    # Playwright does not hear of a download from so old a browser: the folder tells.
    allowed = {"behavior": "allow", "downloadPath": str(tmp_path)}
    page.context.new_cdp_session(page).send("Page.setDownloadBehavior", allowed)
    title = page.locator(".assignment").inner_text().splitlines()[0]
    for name, end in _EXPORTED.items():
        page.get_by_role("button", name="导出").click()
        page.get_by_role("menuitem", name=name).click()
        assert _arrived(page, tmp_path / f"{title}{end}")[:2] == b"PK"


def _arrived(page: Page, file: Path) -> bytes:
    until = time.monotonic() + PATIENCE_S
    while not file.exists():
        assert time.monotonic() < until, [path.name for path in file.parent.iterdir()]
        page.wait_for_timeout(100)
    return file.read_bytes()
