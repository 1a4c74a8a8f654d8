"""Fixtures of the browser tests: the service, an office with people, and watched browsers.

Every page made through ``visitors``, ``context`` or ``page`` fails its test at the end when there
was an uncaught error, an error on the console (a breach of the Content-Security-Policy is one), a
failed request, or a request to anybody but the service.
"""

import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.browsing import Visitors, Watch, chromium, chromium_path
from tests.browser.chromium_88 import CHROMIUM_88, unpacked
from tests.browser.scene import Left, Scene, left, prepared
from tests.browser.serving import (
    Office,
    OfficeProcess,
    Service,
    ServiceProcess,
    honest_model,
    reopened_office,
    running,
    running_office,
    served,
    served_office,
)
from tests.made_once import made_once
from tests.simulated_llm import Simulated

_FAILED = pytest.StashKey[bool]()
_SERVICES: dict[str, Callable[[Any], Service]] = {
    "scene": lambda scene: scene.office.service,
    "scene_process": lambda scene: scene.office.service,
    "office": lambda office: office.service,
    "office_process": lambda office: office.service,
    "service_process": lambda service: service,
}


@pytest.fixture(scope="package")
def browser(
    children_loaded: None,  # noqa: ARG001 - nobody waits for it later
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Browser]:
    """One Chromium for all tests of this package, the machine's own unless the test is
    ``ALSO_IN_CHROMIUM_88``. It has to be gone before others begin: Playwright's loop counts as
    running, and nothing else could run one in this thread."""
    path = chromium_path()
    if getattr(request, "param", "") == CHROMIUM_88:
        _, path = made_once(tmp_path_factory, CHROMIUM_88, unpacked)
    if path is None:
        pytest.skip("needs Chromium")
    with chromium(path=path) as started:
        yield started


@pytest.fixture
def model() -> Iterator[Simulated]:
    """The model server that the service drafts with; honest unless the test says otherwise."""
    with honest_model() as server:
        yield server


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data directory of the test's service."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def service(data: Path, model: Simulated) -> Iterator[Service]:
    """A fresh service on a machine of one's own: nobody signs in, nothing is there."""
    with served(data, model) as started:
        yield started


@pytest.fixture
def office(data: Path, model: Simulated) -> Iterator[Office]:
    """A fresh service in which people sign in: clerk, head, reviewer, admin."""
    with served_office(data, model) as started:
        yield started


@pytest.fixture(scope="package")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Left]:
    """The data directory of an office that is closed again, in the middle of its work: one for all
    workers, to be copied."""
    folder, told = made_once(tmp_path_factory, "worked", _worked)
    return folder, Left.model_validate_json(told)


def _worked(folder: Path) -> str:
    with honest_model() as model, served_office(folder, model) as office:
        return left(prepared(office)).to_json()


@pytest.fixture
def scene(worked: tuple[Path, Left], tmp_path: Path, model: Simulated) -> Iterator[Scene]:
    """An office in the middle of its work, of this test alone: library, notes, a checked draft, a
    submission. It takes the place of ``office``."""
    folder, before = worked
    copied = tmp_path / "scene"
    shutil.copytree(folder, copied)
    with reopened_office(copied, model, before.county, before.bureau) as office:
        yield before.again(office)


@pytest.fixture
def scene_process(worked: tuple[Path, Left], tmp_path: Path, model: Simulated) -> Iterator[Scene]:
    """As ``scene``, in a process that may be killed (``scene_process.office.service``)."""
    folder, before = worked
    copied = tmp_path / "scene"
    shutil.copytree(folder, copied)
    with running(copied, model) as service:
        yield before.again(OfficeProcess(service, before.county, before.bureau))


@pytest.fixture
def service_process(data: Path, model: Simulated) -> Iterator[ServiceProcess]:
    """As ``service``, in a process that may be killed; it takes seconds to start."""
    with running(data, model) as started:
        yield started


@pytest.fixture
def office_process(data: Path, model: Simulated) -> Iterator[OfficeProcess]:
    """As ``office``, in a process that may be killed; it takes seconds to start."""
    with running_office(data, model) as started:
        yield started


@pytest.fixture
def watch(request: pytest.FixtureRequest) -> Watch:
    """What goes wrong in this test's pages, at whichever service it asked for (``service`` if
    none); ``watch.forgive(pattern)`` what the test provokes."""
    return Watch(_served(request).base)


def _served(request: pytest.FixtureRequest) -> Service:
    for name, part in _SERVICES.items():
        if name in request.fixturenames:
            return part(request.getfixturevalue(name))
    alone: Service = request.getfixturevalue("service")
    return alone


@pytest.fixture
def visitors(
    browser: Browser, watch: Watch, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Visitors]:
    """Browsers for the people of this test."""
    made = Visitors(browser, watch)
    yield made
    if request.node.stash.get(_FAILED, False):
        _keep_pictures(made, tmp_path)
    made.close()
    assert watch.faults() == [], "what went wrong in the pages"


@pytest.fixture
def context(visitors: Visitors) -> BrowserContext:
    """One person's browser."""
    return visitors.context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One person's first page, not yet anywhere: ``page.goto("/")``."""
    return context.new_page()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


def _keep_pictures(visitors: Visitors, folder: Path) -> None:
    pages = [page for context in visitors.contexts for page in context.pages]
    for number, page in enumerate(pages, start=1):
        page.screenshot(path=folder / f"failed-{number}.png")
