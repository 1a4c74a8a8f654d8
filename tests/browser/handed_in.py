"""An assignment with sorted notes, made over the interface, and the screen that shows them."""

from dataclasses import dataclass
from typing import Any

import httpx2
from playwright.sync_api import Locator, Page

from tests.browser.browsing import settled
from tests.browser.serving import Service

UNIT = "青岚县水利局党组"
TITLE = "2025年度民主生活会对照检查材料"
NOTES = (
    ("N1", "中心组学习光念文件，不讨论", "股室座谈会"),
    ("N2", "学习通读为主，讨论不起来", "线上问卷"),
    ("N3", "中心组学习念完签字就散，9月那次只念了40分钟", "征求意见表"),
    ("N4", "报销要跑四个科室，一张差旅费单子走了23天", "股室座谈会"),
    ("N5", "报销流程太长，单子压在计财股", "线上问卷"),
    ("N6", "停水不通知，8月9号停了一天", "服务对象座谈会"),
    ("N7", "局里编制太少，建议给我们多批几个编制", "股室座谈会"),
    ("N8", "无", "线上问卷"),
    ("N9", "听说建管股有人逢年过节收施工队的烟酒卡，请查一查", "意见箱"),
)
CLUE = NOTES[-1][1]


@dataclass(frozen=True)
class Sorted:
    """``address`` is the screen's; ``api`` the assignment's below the interface."""

    unit: str
    assignment: str

    @property
    def address(self) -> str:
        return f"/assignments/{self.assignment}/notes"

    @property
    def api(self) -> str:
        return f"/api/v1/assignments/{self.assignment}"


def assigned(client: httpx2.Client, unit: str, **more: Any) -> Sorted:
    """A new assignment of the unit without notes."""
    body = {"unit": unit, "kind": "team-2025", "title": TITLE, **more}
    made = client.post("/api/v1/assignments", json=body)
    assert made.status_code == 201, made.text
    return Sorted(unit, made.json()["id"])


def with_notes(service: Service, notes: tuple[tuple[str, str, str], ...] = NOTES) -> Sorted:
    """An assignment of a new unit whose notes are sorted."""
    with service.client() as client:
        unit = client.post("/api/v1/units", json={"name": UNIT}).json()["id"]
        made = assigned(client, unit)
        given = [{"id": name, "text": text, "source": source} for name, text, source in notes]
        client.post(f"{made.api}/notes", json={"notes": given}).raise_for_status()
        service.done(client, client.post(f"{made.api}/notes/sort"))
        return made


def kept(service: Service, made: Sorted) -> dict[str, dict[str, Any]]:
    """The notes as the service has them, by id."""
    with service.client() as client:
        items = client.get(f"{made.api}/notes").json()["items"]
        return {note["id"]: note for note in items}


def opened(page: Page, made: Sorted) -> Page:
    """The screen of the notes, ready."""
    settled(page, made.address)
    return page


def row(page: Page, note: str) -> Locator:
    """The row of a note."""
    return page.locator(f'tr.note[data-note="{note}"]')


def place(page: Page, name: str) -> Locator:
    """The place of that name beside the table."""
    return page.get_by_role("navigation", name="按方面看").get_by_role("button", name=name)
