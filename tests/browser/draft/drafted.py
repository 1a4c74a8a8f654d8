"""A drafted paper to work on in a browser, and what a person does with it."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
from playwright.sync_api import CDPSession, Locator, Page, expect

from service.bootstrap import House
from service.drafting import Snapshot, compose
from service.office.assignments import KeptRawNote
from service.pipelines.drafting import flagged
from service.sorting import sort_notes
from tests.api.accounts import settings_of
from tests.browser.serving import PATIENCE_S

UNIT = "青岚县林业局党组"
KIND = "team-2025"
TITLE = "2025年度民主生活会对照检查材料"
NOTES = (
    ("N1", "中心组学习光念文件，不讨论，去年说的学用结合没有兑现", "座谈会"),
    ("N2", "四中全会精神传达到了水管所，但没有讲跟水库管护有什么关系", "局属单位书面函"),
    ("N3", "舆情反应慢，群里都转疯了局里还没声音", "线上问卷"),
    ("N4", "取水许可办件时间长，我们厂跑了3趟", "服务对象座谈会"),
    ("N5", "停水不通知，8月9号停了一天", "线上问卷"),
    ("N6", "无人机买了不用，可惜", "谈心谈话"),
    ("N7", "小维修审批太慢，建议给所里一点自主权", "局属单位书面函"),
    ("N8", "支部活动就是打扫卫生、拍照", "谈心谈话"),
    ("N9", "轮岗说了一年，行政审批股没有动", "巡察反馈"),
)


@dataclass(frozen=True)
class Paper:
    """A drafted paper: the ids of its unit, assignment and draft."""

    unit: str
    task: str
    draft: str

    @property
    def path(self) -> str:
        """Of its page."""
        return f"/assignments/{self.task}/draft"

    def item(self, client: httpx2.Client, ident: str) -> dict[str, Any]:
        """One item as the service keeps it, with its version."""
        answer = client.get(f"/api/v1/drafts/{self.draft}/items/{ident}")
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def text(self, client: httpx2.Client, ident: str) -> str:
        """What an item says after its headline, as the service keeps it."""
        return "".join(one["text"] for one in self.item(client, ident)["item"]["sentences"])

    def edit(self, client: httpx2.Client, ident: str, **changes: object) -> None:
        """Somebody else changes an item."""
        version = {"If-Match": f'"{self.item(client, ident)["version"]}"'}
        path = f"/api/v1/drafts/{self.draft}/items/{ident}"
        client.patch(path, json=changes, headers=version).raise_for_status()


def seeded(folder: Path, *, unit: str | None = None, drafts: bool = True) -> Paper:
    """Puts an assignment with sorted notes and its checked draft, composed without a model, into
    the data directory; the work of seconds that a job would need for it. ``unit`` is the id of one
    that is there; without ``drafts`` it has notes only and ``draft`` is ""."""
    with House(settings_of(folder)) as house:
        office = house.office
        scope = office.scopes.local("操作员")
        where = unit or office.units.create(scope, UNIT).id
        scope = office.scopes.local("操作员")
        kind = house.kinds_for(scope, where)[KIND]
        task = office.assignments.create(scope, where, kind=KIND, year=kind.year, title=TITLE)
        raw = [KeptRawNote(id=i, text=text, source=source) for i, text, source in NOTES]
        office.notes.put_raw(scope, task.id, raw)
        report = sort_notes(raw, kind)
        office.notes.keep_sorted(scope, task.id, report)
        if not drafts:
            return Paper(where, task.id, "")
        snapshot = Snapshot(kind=kind, unit=UNIT, year=kind.year, notes=report.notes)
        made = compose(snapshot)
        kept = office.desk.desk.begin(scope, task.id, made, snapshot.to_json(), None)
        found = flagged(kept.draft, snapshot, (), house.cards_for(UNIT))
        office.flags.keep(scope, kept.id, found.flags, draft_version=kept.version)
        return Paper(where, task.id, kept.id)


@cache
def _once() -> tuple[Path, Paper]:
    folder = Path(tempfile.mkdtemp(prefix="duizhao-paper-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder, seeded(folder)


def copied(folder: Path) -> Path:
    """Makes ``folder`` a data directory that holds ``the_paper()``; gives it back."""
    shutil.copytree(_once()[0], folder, dirs_exist_ok=True)
    return folder


def the_paper() -> Paper:
    """The drafted paper of every data directory that ``copied`` made: seeding takes seconds."""
    return _once()[1]


def opened(page: Page, paper: Paper, *, query: str = "") -> None:
    """Opens the page and waits until it can be worked with."""
    page.goto(paper.path + query)
    ready(page)


def ready(page: Page) -> None:
    """Waits until the paper stands there."""
    expect(page.locator("html[data-ready]")).to_have_count(1)
    expect(page.locator("#paper .item").first).to_be_visible()


def words(page: Page, ident: str) -> Locator:
    """The block with an item's text."""
    return page.locator(f"#item-{ident} .text")


def text_of(place: Locator) -> str:
    """Its text, also where it is not laid out because it is far from the window."""
    return place.text_content() or ""


def caret(page: Page, ident: str, after: str) -> None:
    """Puts the caret behind the first ``after`` of an item's text."""
    words(page, ident).evaluate(
        """(host, after) => {
            host.focus();
            const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
            let at = host.textContent.indexOf(after) + after.length;
            while (walker.nextNode()) {
                if (at <= walker.currentNode.length) break;
                at -= walker.currentNode.length;
            }
            getSelection().collapse(walker.currentNode, at);
        }""",
        after,
    )


def saved(page: Page) -> None:
    """Waits until everything typed is with the service."""
    expect(page.locator("#save-state")).to_have_attribute("data-saving", "saved")
    expect(page.locator("#save-state")).to_contain_text("已保存")


def cannot_save(page: Page) -> None:
    """Loses every save of the page until it is loaded again. In the page itself: a save that is
    under way while the page is left would come past what intercepts requests outside it."""
    page.evaluate(
        """() => {
            const real = window.fetch;
            const lost = () => Promise.reject(new TypeError("lost"));
            window.fetch = (to, options) =>
                options?.method === "PATCH" ? lost() : real(to, options);
        }"""
    )


def checked(page: Page) -> None:
    """Waits until the paper as it stands is checked: a process of its own does that."""
    expect(page.locator("#check-state")).to_have_text("已核对", timeout=PATIENCE_S * 1000)


_PAINTED = """(look) => new Promise((done) => {
    const covered = (part) => {
        part.scrollIntoView({ block: "center" });
        const { left, right, top, height } = part.getBoundingClientRect();
        const range = document.caretRangeFromPoint(left + 1, top + height / 2);
        const end = document.caretRangeFromPoint(right - 1, top + height / 2);
        range.setEnd(end.endContainer, end.endOffset);
        return range;
    };
    const lines = () => [...document.querySelectorAll(`.paint i.${look}`)].map(covered);
    const words = () => lines().reduce((found, line) => {
        const last = found[found.length - 1];
        // What goes on where the line before ends is the rest of it.
        if (last && !line.compareBoundaryPoints(Range.END_TO_START, last)) {
            last.setEnd(line.endContainer, line.endOffset);
            return found;
        }
        return [...found, line];
    }, []);
    const drawn = () => "highlights" in CSS ? [...CSS.highlights.get(`d-${look}`)] : words();
    requestAnimationFrame(() => requestAnimationFrame(() => done(drawn().map(String))));
})"""


def painted(page: Page, look: str) -> list[str]:
    """The words that are painted in one look, by the browser's highlights or by rectangles behind
    them, once the frame has been drawn with which they are painted."""
    found: list[str] = page.evaluate(_PAINTED, look)
    return found


def composed(cdp: CDPSession, typed: str, chosen: str) -> None:
    """What a pinyin input method does: ``typed`` grows letter by letter, then ``chosen`` takes
    its place."""
    for end in range(1, len(typed) + 1):
        cdp.send(
            "Input.imeSetComposition",
            {"text": typed[:end], "selectionStart": end, "selectionEnd": end},
        )
    cdp.send("Input.insertText", {"text": chosen})
