"""Pictures of the screens at 1366x768 and 390x844, from the real service with a prepared office.

``python -m tests.browser.pictures [NAME...] [--to FOLDER]``; without names all of ``screens.py``.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from tests.browser.browsing import PHONE, SCREEN, Visitors, Watch, chromium, settled
from tests.browser.scene import Scene, prepared
from tests.browser.screens import OPENED, PICTURED, Pictured
from tests.browser.serving import Office, honest_model, served_office
from tests.simulated_llm import Simulated

PLACE = Path(__file__).parents[2] / "docs" / "screens"
SIZES = (SCREEN, PHONE)
_CALLED = {
    "clerk": "办公室文秘",
    "head": "党组负责人",
    "reviewer": "县督导组",
    "admin": "系统管理员",
}
_LEDGER = (
    {"owner": "分管领导", "department": "办公室", "deadline": "2026年9月30日", "status": "进行中"},
    {
        "owner": "党组负责人",
        "department": "人事股",
        "deadline": "2026年12月31日",
        "status": "已完成",
    },
    {"owner": "河湖股负责人", "department": "河湖股", "deadline": "2027年3月31日"},
)


def main() -> int:
    """1 when a page could not be pictured or something went wrong in it; it tells which."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.pictures", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--to", type=Path, default=PLACE, metavar="FOLDER")
    asked = parser.parse_args()
    there = (*PICTURED, *OPENED)
    unknown = set(asked.names) - {screen.name for screen in there}
    if unknown:
        parser.error(f"no screen named {', '.join(sorted(unknown))}")
    wanted = [screen for screen in there if not asked.names or screen.name in asked.names]
    asked.to.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, busy_office() as scene:
        faults = list(pictured(browser, scene, wanted, asked.to))
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return int(bool(faults))


@contextmanager
def busy_office(
    opens: Callable[[Path, Simulated], AbstractContextManager[Office]] = served_office,
) -> Iterator[Scene]:
    """An office with a few weeks' work done, for as long as the block. ``opens`` gives the office:
    in this process, or as ``running_office`` in one of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        honest_model() as model,
        opens(Path(folder), model) as office,
    ):
        # First: what somebody does keeps the name that they have then.
        _named(office)
        scene = prepared(office)
        _lived_in(scene)
        yield scene


def _named(office: Office) -> None:
    """People as they are called in an office."""
    with office.client("admin") as admin:
        for person in admin.get("/api/v1/people").json()["items"]:
            called = {"name": _CALLED.get(person["login"], person["name"])}
            stands = {"If-Match": f'"{person["version"]}"'}
            address = f"/api/v1/people/{person['id']}"
            admin.patch(address, json=called, headers=stands).raise_for_status()


def _lived_in(scene: Scene) -> None:
    """A ledger that somebody has begun to fill."""
    with scene.office.client("clerk") as clerk:
        ledger = f"/api/v1/assignments/{scene.assignment}/ledger"
        lines = clerk.get(ledger).json()["items"]
        for line, more in zip(lines, _LEDGER, strict=False):
            stands = {"If-Match": f'"{line.pop("version")}"'}
            del line["assignment"]
            address = f"{ledger}/{line.pop('id')}"
            clerk.put(address, json={**line, **more}, headers=stands).raise_for_status()


def pictured(
    browser: Browser, scene: Scene, screens: Sequence[Pictured], folder: Path
) -> Iterator[str]:
    """Writes ``NAME-WIDTH.png`` for each screen and size; gives what went wrong."""
    for screen in screens:
        for size in SIZES:
            watch = Watch(scene.office.service.base)
            for pattern in screen.provoked:
                watch.forgive(pattern)
            visitors = Visitors(browser, watch)
            try:
                page = opened(visitors, scene, screen, size)
                page.screenshot(
                    path=folder / f"{screen.name}-{size['width']}.png",
                    animations="disabled",
                    caret="hide",
                )
            except (Error, AssertionError) as error:
                watch.seen.append(str(error).splitlines()[0])
            finally:
                visitors.close()
            yield from (f"{screen.name}-{size['width']}: {fault}" for fault in watch.faults())


def opened(visitors: Visitors, scene: Scene, screen: Pictured, size: dict[str, int]) -> Page:
    """The screen as its person sees it, its steps done."""
    if screen.login:
        page = visitors.signed_in(screen.login, scene.office.password, viewport=size)
    else:
        page = visitors.page(viewport=size)
    settled(page, scene.address(screen.address))
    screen.steps(page)
    return page


if __name__ == "__main__":
    sys.exit(main())
