"""Debian's Chromium under test: how it is started, and what no page of ours may do in it."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Error,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)

SCREEN = {"width": 1366, "height": 768}
"""The old office screen that everything has to fit, in CSS pixels."""
PHONE = {"width": 390, "height": 844}
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever a page asks for, no name is looked up and no other machine is reached.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
_PATIENCE_MS = 20_000
_TIMEZONE, _AHEAD = "Asia/Shanghai", dt.timedelta(hours=8)


def today() -> dt.date:
    """The day it is in these browsers, which may be tomorrow on the machine that runs them."""
    return dt.datetime.now(dt.timezone(_AHEAD)).date()


def chromium_path() -> str | None:
    """The machine's own Chromium, None where there is none; first the one that Debian builds for
    use without a screen: it takes a sixth less of the processor for the same pages."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def chromium(*arguments: str, path: str | None = None) -> Iterator[Browser]:
    """A running Chromium, the machine's own or that at ``path``; ``arguments`` are added to its
    command line."""
    with sync_playwright() as playwright:
        browser = launched(playwright, *arguments, path=path)
        try:
            yield browser
        finally:
            browser.close()


def launched(playwright: Playwright, *arguments: str, path: str | None = None) -> Browser:
    """Starts Chromium. Raises RuntimeError where there is none."""
    path = path or chromium_path()
    if path is None:
        raise RuntimeError("needs Chromium (Debian: apt-get install chromium)")
    # As patient as every other act: a machine that is busy with other tests is slow, not wrong.
    expect.set_options(timeout=_PATIENCE_MS)
    return playwright.chromium.launch(executable_path=path, args=[*_ARGUMENTS, *arguments])


def settled(page: Page, address: str) -> None:
    """Goes to a screen of ours and waits until its module says that it is ready for a person.
    Raises AssertionError where no page is answered."""
    answer = page.goto(address)
    assert answer is not None, address
    assert answer.ok, f"{address} answers {answer.status}"
    page.wait_for_selector("html[data-ready]", state="attached")


def held_back(page: Page, address: str) -> bool:
    """Whether the browser asks before it goes to the address; the answer is to stay."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    # Staying is an error to whoever went.
    with suppress(Error):
        page.goto(address)
    page.remove_listener("dialog", stay)
    return asked == ["beforeunload"]


@dataclass
class Watch:
    """What went wrong in the pages of a test. ``forgiven`` are patterns of what it provokes."""

    base: str
    seen: list[str] = field(default_factory=list)
    forgiven: list[re.Pattern[str]] = field(default_factory=list)

    def forgive(self, pattern: str) -> None:
        """Lets pass what matches from the start or later, as "409" of a conflict that the test
        brings about: Chromium tells every answer over 399 as a console error."""
        self.forgiven.append(re.compile(pattern))

    def faults(self) -> list[str]:
        """Everything seen that nothing forgives."""
        return [said for said in self.seen if not any(p.search(said) for p in self.forgiven)]

    def over(self, context: BrowserContext) -> None:
        """Watches every page of the context, also those that pages open."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.seen.append(f"uncaught: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(f"console: {message.text} ({message.location['url']})")

    def _request(self, request: Request) -> None:
        if not self._own(request.url):
            self.seen.append(f"request to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left gives up its streams: that is no failure.
        if request.failure != "net::ERR_ABORTED":
            self.seen.append(f"failed: {request.failure} {request.method} {request.url}")

    def _own(self, address: str) -> bool:
        parts = urlsplit(address)
        return parts.scheme in ("data", "blob", "about") or address.startswith(f"{self.base}/")


@dataclass
class Visitors:
    """Gives people their browsers: each context is one person with cookies of their own."""

    browser: Browser
    watch: Watch
    contexts: list[BrowserContext] = field(default_factory=list)

    def context(self, **options: Any) -> BrowserContext:
        """A new person at a screen of 1366x768 in Chinese; ``options`` as Playwright's
        ``new_context`` has them."""
        given: dict[str, Any] = {
            "base_url": self.watch.base,
            "locale": "zh-CN",
            "timezone_id": _TIMEZONE,
            "viewport": SCREEN,
            # What fades in is looked at when it is there.
            "reduced_motion": "reduce",
            **options,
        }
        made = self.browser.new_context(**given)
        made.set_default_timeout(_PATIENCE_MS)
        made.set_default_navigation_timeout(_PATIENCE_MS)
        self.watch.over(made)
        self.contexts.append(made)
        return made

    def page(self, **options: Any) -> Page:
        """The first page of a new person."""
        return self.context(**options).new_page()

    def signed_in(self, login: str, password: str, **options: Any) -> Page:
        """The first page of somebody who is signed in; it has not been anywhere yet."""
        context = self.context(**options)
        answer = context.request.post(
            "/api/v1/sign-in", data={"login": login, "password": password}
        )
        assert answer.ok, answer.text()
        return context.new_page()

    def close(self) -> None:
        """Everybody leaves."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()
