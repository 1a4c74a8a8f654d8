"""What a view of a screen weighs: what it loads until a person can use it, and what afterwards."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser.browsing import settled

_MARK_READY = """
performance.setResourceTimingBufferSize(1000);
new MutationObserver((_, observer) => {
    if (!document.documentElement?.dataset.ready) return;
    observer.disconnect();
    performance.mark("ready");
}).observe(document, { attributes: true, childList: true, subtree: true });
"""
_LOADED = """() => {
    const [{ startTime: ready }] = performance.getEntriesByName("ready");
    const kinds = ["navigation", "resource"];
    return kinds.flatMap((kind) => performance.getEntriesByType(kind))
        .map(({ name, startTime, decodedBodySize }) => [name, startTime <= ready, decodedBodySize]);
}"""


@dataclass
class Weight:
    """Plain bytes by address, as they are before they are packed: of what was asked for until
    ``html[data-ready]``, and ``later``. What the interface answers is data and not counted."""

    first: dict[str, int] = field(default_factory=dict)
    later: dict[str, int] = field(default_factory=dict)


def weighed(page: Page, address: str) -> Weight:
    """Goes to a screen with a browser that has nothing of it yet, and weighs it once nothing more
    comes. Raises AssertionError where no page is answered."""
    page.add_init_script(_MARK_READY)
    settled(page, address)
    page.wait_for_load_state("networkidle")
    weight = Weight()
    for name, before, size in page.evaluate(_LOADED):
        path = urlsplit(name).path
        if not path.startswith("/api/"):
            (weight.first if before else weight.later)[path] = size
    return weight
