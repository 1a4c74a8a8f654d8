"""An office in the middle of its work: what screens show when they are not empty."""

from dataclasses import dataclass

import httpx2

from service.office.units import Unit
from service.samples import NOTES, PAPERS
from service.value import Value
from tests.browser.serving import Office

_SHEET = NOTES / "qinglan-water-2025.xlsx"
_PAST = PAPERS / "qinglan-water"

_FEW = [
    {"id": "X1", "text": "河道巡查记录有3个月是后补的", "source": "巡察反馈"},
    {"id": "X2", "text": "中心组学习光念文件，不讨论", "source": "座谈会"},
    {"id": "X3", "text": "到基层调研多听汇报，少到村组看", "source": "征求意见表"},
]


@dataclass(frozen=True)
class Scene:
    """``assignment`` is the bureau's, drafted and checked, with its ``draft`` and a ledger;
    ``submission`` is another one's, which the county has before it. All are ids, without their
    addresses."""

    office: Office
    unit: str
    assignment: str
    draft: str
    submission: str

    def address(self, pattern: str) -> str:
        """An address with ``{unit}``, ``{assignment}``, ``{draft}`` and ``{submission}`` filled."""
        return pattern.format(
            unit=self.unit,
            assignment=self.assignment,
            draft=self.draft,
            submission=self.submission,
        )


class Left(Value):
    """A scene whose office is closed: all there is to know for opening it again."""

    county: Unit
    bureau: Unit
    assignment: str
    draft: str
    submission: str

    def again(self, office: Office) -> Scene:
        """The scene in the reopened ``office``."""
        return Scene(office, self.bureau.id, self.assignment, self.draft, self.submission)


def left(scene: Scene) -> Left:
    """What stays of a scene."""
    there = scene.office
    return Left(
        county=there.county,
        bureau=there.bureau,
        assignment=scene.assignment,
        draft=scene.draft,
        submission=scene.submission,
    )


def prepared(office: Office) -> Scene:
    """Does a few weeks' work in a fresh office; takes ten seconds or more."""
    unit = office.bureau.id
    with office.client("clerk") as clerk, office.client("head") as head:
        _library(office, clerk)
        task = _assigned(clerk, unit, "2025年度民主生活会对照检查材料", "2026-12-18")
        files = {"files": (_SHEET.name, _SHEET.read_bytes())}
        office.service.done(clerk, clerk.post(f"{task}/notes/files", files=files))
        _drafted(office, clerk, task)
        _assigned(clerk, unit, "班子整改方案", "2027-01-15")
        sent = _assigned(clerk, unit, "巡察整改专题民主生活会材料", None)
        clerk.post(f"{sent}/notes", json={"notes": _FEW}).raise_for_status()
        office.service.done(clerk, clerk.post(f"{sent}/notes/sort"))
        _drafted(office, clerk, sent)
        stands = {"If-Match": head.get(f"{sent}/draft").headers["etag"]}
        submitted = head.post(f"{sent}/submissions", headers=stands)
        assert submitted.status_code == 201, submitted.text
        draft = str(clerk.get(f"{task}/draft").json()["id"])
    return Scene(office, unit, _last(task), draft, _last(submitted.headers["location"]))


def _library(office: Office, clerk: httpx2.Client) -> None:
    files = [("files", (path.name, path.read_bytes())) for path in sorted(_PAST.iterdir())]
    address = f"/api/v1/units/{office.bureau.id}/library"
    office.service.done(clerk, clerk.post(address, files=files))


def _assigned(clerk: httpx2.Client, unit: str, title: str, deadline: str | None) -> str:
    body = {"unit": unit, "kind": "team-2025", "title": title, "deadline": deadline}
    made = clerk.post("/api/v1/assignments", json=body)
    assert made.status_code == 201, made.text
    return str(made.headers["location"])


def _drafted(office: Office, clerk: httpx2.Client, task: str) -> None:
    office.service.done(clerk, clerk.post(f"{task}/draft"))
    draft = clerk.get(f"{task}/draft").json()["id"]
    clerk.post(f"/api/v1/drafts/{draft}/check").raise_for_status()
    clerk.post(f"{task}/ledger/make").raise_for_status()


def _last(address: str) -> str:
    return address.rsplit("/", 1)[-1]
