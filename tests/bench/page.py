"""The web page in Chromium: how soon a screen can be used on an old machine, what it loads, and how
long a keystroke takes to be seen in a paper of 8,000 characters with 120 flags."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from tests.bench.measure import Line, limit
from tests.browser.browsing import SCREEN, Visitors, Watch, chromium
from tests.browser.pictures import busy_office, opened
from tests.browser.scene import Scene
from tests.browser.screens import PICTURED, Pictured
from tests.browser.serving import running_office
from tests.browser.weight import Weight, weighed

NAME = "page"
SLOWER = 4
"""How many times slower than here the old machine's processor is."""
_LINE = {
    "offline": False,
    "downloadThroughput": 10_000_000 / 8,
    "uploadThroughput": 10_000_000 / 8,
}
_NEAR_MS, _FAR_MS = 5, 40
"""There and back: an old network inside the house, and a line to another town."""
_VIEWS = 5
EDITOR = "[contenteditable]"
_KEYS = 60
_READY = """() => new Promise((done, fail) => {
    setTimeout(() => fail(new Error("the page is never ready")), 60000);
    // Ready, and the frame that shows it is drawn: it ends before the next task.
    const drawn = new MessageChannel();
    drawn.port1.onmessage = () => done(performance.now());
    const told = () => {
        const ready = document.documentElement?.dataset.ready;
        requestAnimationFrame(() => ready ? drawn.port2.postMessage(null) : told());
    };
    told();
})"""
_LISTEN = """element => {
    window.strokes = [];
    element.addEventListener("keydown", event => requestAnimationFrame(() => {
        // The frame in which the letter is drawn ends before the next task.
        const after = new MessageChannel();
        after.port1.onmessage = () => window.strokes.push(performance.now() - event.timeStamp);
        after.port2.postMessage(null);
    }), true);
    element.focus();
}"""


@dataclass
class Loaded:
    """What one view of a screen cost: ``seconds`` until it is ready, ``requests``, and bytes: its
    ``data`` from the interface as the page reads them, everything as ``sent`` with headers."""

    seconds: float = 0.0
    requests: int = 0
    data: int = 0
    sent: int = 0


def run() -> Iterator[Line]:
    """Every pictured screen, then typing in the draft."""
    # In a process of its own, as people have it: in this one it would wait for the measuring.
    with chromium() as browser, busy_office(running_office) as scene:
        for screen in PICTURED:
            yield from _screen(browser, scene, screen)
        draft = next(screen for screen in PICTURED if screen.name == "draft")
        yield from _typing(browser, scene, draft)


def _screen(browser: Browser, scene: Scene, screen: Pictured) -> Iterator[Line]:
    views = [viewed(browser, scene, screen) for _ in range(_VIEWS)]
    seconds = statistics.median(view.seconds for view in views)
    last = views[-1]
    yield limit(f"{screen.name}: usable, CPU/{SLOWER}, 10 Mbit, {_NEAR_MS} ms", seconds, 0.8, "s")
    far = viewed(browser, scene, screen, _FAR_MS).seconds
    yield Line(f"{screen.name}: usable over a line of {_FAR_MS} ms", f"{far:.2f} s")
    weight = _weight(browser, scene, screen)
    yield limit(f"{screen.name}: until usable, plain", sum(weight.first.values()) / 1000, 100, "kB")
    later = f"{sum(weight.later.values()) / 1000:.1f} kB"
    yield Line(f"{screen.name}: afterwards, while idle, plain", later)
    sent = f"{last.data / 1000:.1f} kB, {last.requests}, {last.sent / 1000:.1f} kB"
    yield Line(f"{screen.name}: data, requests, all as sent", sent)


def viewed(browser: Browser, scene: Scene, screen: Pictured, latency_ms: int = _NEAR_MS) -> Loaded:
    """The first view of a screen by somebody whose browser has seen nothing of ours yet."""
    visitors = Visitors(browser, Watch(scene.office.service.base))
    try:
        page = _empty_page(visitors, scene, screen)
        session = page.context.new_cdp_session(page)
        loaded = Loaded()
        _count(session, loaded)
        _slow(session, latency_ms)
        answer = page.goto(scene.address(screen.address), wait_until="commit")
        assert answer is not None, screen.name
        assert answer.ok, f"{screen.name} answers {answer.status}"
        loaded.seconds = page.evaluate(_READY) / 1000
        page.wait_for_load_state("networkidle")
        return loaded
    finally:
        visitors.close()


def _weight(browser: Browser, scene: Scene, screen: Pictured) -> Weight:
    visitors = Visitors(browser, Watch(scene.office.service.base))
    try:
        return weighed(_empty_page(visitors, scene, screen), scene.address(screen.address))
    finally:
        visitors.close()


def _empty_page(visitors: Visitors, scene: Scene, screen: Pictured) -> Page:
    if screen.login:
        return visitors.signed_in(screen.login, scene.office.password, viewport=SCREEN)
    return visitors.page(viewport=SCREEN)


def _count(session: CDPSession, loaded: Loaded) -> None:
    of_data: set[str] = set()

    def asked(event: dict[str, Any]) -> None:
        loaded.requests += 1
        if "/api/" in event["request"]["url"]:
            of_data.add(event["requestId"])

    def came(event: dict[str, Any]) -> None:
        if event["requestId"] in of_data:
            loaded.data += event["dataLength"]

    def ended(event: dict[str, Any]) -> None:
        loaded.sent += int(event["encodedDataLength"])

    session.send("Network.enable")
    session.on("Network.requestWillBeSent", asked)
    session.on("Network.dataReceived", came)
    session.on("Network.loadingFinished", ended)


def _slow(session: CDPSession, latency_ms: int) -> None:
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.send("Network.emulateNetworkConditions", {**_LINE, "latency": latency_ms})


def _typing(browser: Browser, scene: Scene, screen: Pictured) -> Iterator[Line]:
    visitors = Visitors(browser, Watch(scene.office.service.base))
    try:
        page = opened(visitors, scene, screen, SCREEN)
        strokes = typed(page, EDITOR)
    finally:
        visitors.close()
    points = statistics.quantiles(strokes, n=20)
    yield limit("draft: keystroke to paint, median", statistics.median(strokes), 32, "ms")
    yield Line("draft: keystroke to paint, 95 of 100", f"{points[-1]:.1f} ms")


def typed(page: Page, selector: str, keys: int = _KEYS) -> list[float]:
    """Types into the first block that matches; gives the milliseconds of each keystroke, from the
    key to the end of the frame that shows it."""
    block = page.locator(selector).first
    block.evaluate(_LISTEN)
    for number in range(keys):
        page.keyboard.press("abcdefghij"[number % 10])
        page.wait_for_timeout(60)
    strokes: list[float] = page.evaluate("window.strokes")
    return strokes
