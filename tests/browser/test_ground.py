"""The ground on which every browser test stands: it must notice what it is there to notice."""

import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bench.page import typed
from tests.browser.axe import violations
from tests.browser.browsing import Visitors, Watch
from tests.browser.pictures import pictured
from tests.browser.scene import Scene
from tests.browser.screens import PICTURED, Pictured
from tests.browser.serving import Office, OfficeProcess, Service, ServiceProcess


def test_a_page_of_the_service_is_shown_without_a_fault(page: Page) -> None:
    page.goto("/help")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("[innerWidth, innerHeight, navigator.language]") == [1366, 768, "zh-CN"]


@pytest.mark.parametrize(
    ("script", "noticed"),
    [
        ("setTimeout(() => { throw new Error('断了') })", r"uncaught: .*断了"),
        ("Promise.reject(new Error('没人接'))", r"uncaught: .*没人接"),
        ("console.error('不对')", r"console: 不对"),
        ("document.body.setAttribute('style', 'color: red')", r"Content Security Policy"),
        ("fetch('/api/v1/none')", r"console: .*404"),
        ("new Image().src = 'http://example.test/'", "Content Security Policy"),
    ],
)
def test_what_goes_wrong_in_a_page_is_noticed(
    page: Page, watch: Watch, script: str, noticed: str
) -> None:
    page.goto("/help")
    page.evaluate(f"() => {{ {script} }}")
    expect(page.locator("h1")).to_be_visible()
    _seen(page, watch, noticed)
    watch.forgive(".")


def test_a_request_to_anybody_else_is_noticed_and_goes_nowhere(
    visitors: Visitors, watch: Watch
) -> None:
    page = visitors.page(bypass_csp=True)
    page.goto("/help")
    page.evaluate("fetch('http://example.test/').catch(() => null)")
    _seen(page, watch, r"another host: http://example\.test/")
    _seen(page, watch, r"failed: net::ERR_NAME_NOT_RESOLVED")
    watch.forgive(r"example\.test|favicon")


def test_a_killed_service_comes_back_on_its_port_with_its_data(
    service_process: ServiceProcess, page: Page
) -> None:
    page.goto("/help")
    with service_process.client() as client:
        assert client.post("/api/v1/units", json={"name": "青岚县水利局党组"}).is_success
    service_process.restart()
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    with service_process.client() as client:
        assert "青岚县水利局党组" in client.get("/api/v1/units").text


def test_everybody_in_the_office_has_a_browser_of_their_own(
    office: Office, visitors: Visitors
) -> None:
    people = {
        login: visitors.signed_in(login, office.password)
        for login in ("clerk", "head", "reviewer", "admin")
    }
    for login, page in people.items():
        assert page.request.get("/api/v1/me").json()["name"] == f"{login}同志"


def test_a_drafting_service_asks_the_scripted_model(service: Service) -> None:
    with service.client() as client:
        unit = client.post("/api/v1/units", json={"name": "青岚县水利局党组"}).json()["id"]
        asked = {"unit": unit, "kind": "team-2025", "title": "对照检查材料"}
        task = client.post("/api/v1/assignments", json=asked).headers["location"]
        notes = [{"id": "N1", "text": "中心组学习光念文件，不讨论", "source": "座谈会"}]
        client.post(f"{task}/notes", json={"notes": notes}).raise_for_status()
        service.done(client, client.post(f"{task}/notes/sort"))
        service.done(client, client.post(f"{task}/draft"))
        assert client.get(f"{task}/draft").is_success
    assert service.model.ledger.calls


def _seen(page: Page, watch: Watch, pattern: str) -> None:
    for _ in range(200):
        if any(re.search(pattern, said) for said in watch.seen):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{pattern} is not among {watch.seen}")


def test_axe_tells_what_a_blind_person_could_not_use_past_the_policy(page: Page) -> None:
    page.goto("/help")
    assert violations(page) == []
    page.evaluate("() => document.querySelector('main').append(document.createElement('input'))")
    assert [told.split(" at ")[0] for told in violations(page)] == ["label (critical)"]
    assert violations(page, "h1") == []


def test_pictures_are_made_in_both_sizes_and_what_cannot_be_pictured_is_told(
    scene: Scene, browser: Browser, tmp_path: Path
) -> None:
    missing = Pictured("missing", "/assignments/{assignment}/nothing")
    wanted = [next(s for s in PICTURED if s.name == "sign-in"), missing]
    faults = list(pictured(browser, scene, wanted, tmp_path))
    sizes = {path.name: _size(path) for path in tmp_path.glob("*.png")}
    assert sizes == {"sign-in-1366.png": (1366, 768), "sign-in-390.png": (390, 844)}
    assert {fault.split(":")[0] for fault in faults} == {"missing-1366", "missing-390"}
    assert any(f"/assignments/{scene.assignment}/nothing answers 404" in told for told in faults)


def _size(picture: Path) -> tuple[int, int]:
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


def test_a_scene_goes_on_after_a_kill_and_is_nobody_elses(scene_process: Scene) -> None:
    office = scene_process.office
    assert isinstance(office, OfficeProcess)
    with office.client("clerk") as clerk:
        address = scene_process.address("/api/v1/assignments/{assignment}/draft")
        before = clerk.get(address).json()
        assert before["id"] == scene_process.draft
        office.service.restart()
        assert clerk.get(address).json() == before


def test_keystrokes_are_timed_to_the_frame_that_shows_them(page: Page) -> None:
    page.goto("/help")
    page.evaluate("() => document.body.prepend(document.createElement('textarea'))")
    strokes = typed(page, "textarea", keys=5)
    assert len(strokes) == 5
    assert min(strokes) > 0
    assert page.locator("textarea").input_value() == "abcde"
