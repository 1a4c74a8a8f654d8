"""Two people at work on two processes of the service at once, neither bound to either of them."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import httpx2
import pytest
from playwright.sync_api import Page, expect

from service.bootstrap import House
from tests.api.accounts import populate, settings_of
from tests.browser.browsing import Visitors, Watch, settled
from tests.browser.draft.drafted import NOTES, ready, saved
from tests.browser.round_robin import RoundRobin, round_robin
from tests.browser.serving import (
    PATIENCE_S,
    Office,
    Service,
    ServiceProcess,
    honest_model,
    running,
)
from tests.postgres import PostgresServer
from tests.simulated_llm.server import Speed

pytestmark = pytest.mark.xdist_group("two-processes")
_LONG = PATIENCE_S * 1000


@dataclass(frozen=True, kw_only=True)
class Shared(Office):
    """An office behind the round robin."""

    line: RoundRobin
    processes: tuple[ServiceProcess, ...]


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[Shared]:
    """Two processes on one PostgreSQL and one folder of originals."""
    data = tmp_path_factory.mktemp("two")
    address = postgres_server.address(postgres_server.create_database(), "psycopg")
    with House(settings_of(data, database_url=address)) as house:
        county, bureau = populate(house)
    shared = {
        "DUIZHAO_DATABASE_URL": address,
        "DUIZHAO_ORIGINALS_DIR": str(data / "originals"),
    }
    with ExitStack() as stack:
        model = stack.enter_context(honest_model())
        processes = []
        for name in ("one", "other"):
            folder = data / name
            folder.mkdir()
            processes.append(stack.enter_context(running(folder, model, **shared)))
        line = stack.enter_context(round_robin([one.port for one in processes]))
        yield Shared(
            service=Service(line.base, model),
            county=county,
            bureau=bureau,
            line=line,
            processes=tuple(processes),
        )


def test_two_people_draft_and_edit_over_alternating_processes(
    office: Shared, visitors: Visitors, watch: Watch
) -> None:
    # Asked for before there is one.
    watch.forgive(r"status of 404 .*/draft\)")
    task = _prepared(office, "一起写的材料")
    _second_drafter(office)
    first, second = (_signed_in(visitors, office, login) for login in ("clerk", "colleague"))
    _draft_before_both(office, first, second, task)
    for round_ in range(3):
        _types(first, 0, f"甲写的第{round_}句。")
        _types(second, 1, f"乙写的第{round_}句。")
    saved(first)
    saved(second)
    first.reload()
    ready(first)
    for round_ in range(3):
        expect(first.locator("#paper")).to_contain_text(f"甲写的第{round_}句。")
        expect(first.locator("#paper")).to_contain_text(f"乙写的第{round_}句。")
    assert min(office.line.served[one.port] for one in office.processes) > 20


def test_signed_out_at_one_process_is_signed_out_at_all(office: Shared) -> None:
    with office.client("clerk") as client:
        assert [client.get("/api/v1/me").status_code for _ in range(4)] == [200] * 4
        client.post("/api/v1/sign-out").raise_for_status()
        assert [client.get("/api/v1/me").status_code for _ in range(4)] == [401] * 4


def test_what_is_sent_twice_is_done_once_whichever_process_hears_it(office: Shared) -> None:
    with office.client("clerk") as client:
        body = {"unit": office.bureau.id, "kind": "team-2025", "title": "送了四次的"}
        once = {"Idempotency-Key": "two-processes-1"}
        made = [client.post("/api/v1/assignments", json=body, headers=once) for _ in range(4)]
        assert {answer.status_code for answer in made} == {201}
        assert len({answer.json()["id"] for answer in made}) == 1
        listed = client.get("/api/v1/assignments").json()["items"]
        assert [one["title"] for one in listed].count("送了四次的") == 1


def test_one_process_dies_and_the_other_does_its_work(office: Shared) -> None:
    task = _prepared(office, "断电时写的材料")
    office.service.model.speed = Speed(first_token_s=1.0)
    dying, staying = office.processes
    with httpx2.Client(base_url=staying.base, timeout=PATIENCE_S, trust_env=False) as client:
        given = {"login": "clerk", "password": office.password}
        csrf = client.post("/api/v1/sign-in", json=given).json()["csrf"]
        client.headers["X-CSRF-Token"] = csrf
        begun = client.post(f"{task}/draft")
        dying.kill()
        office.service.done(client, begun)
        assert client.get(f"{task}/draft").status_code == 200
        dying.start()


def _prepared(office: Shared, title: str) -> str:
    """An assignment with sorted notes."""
    with office.client("clerk") as clerk:
        body = {"unit": office.bureau.id, "kind": "team-2025", "title": title}
        task = str(clerk.post("/api/v1/assignments", json=body).headers["location"])
        notes = [{"id": i, "text": text, "source": source} for i, text, source in NOTES]
        clerk.post(f"{task}/notes", json={"notes": notes}).raise_for_status()
        office.service.done(clerk, clerk.post(f"{task}/notes/sort"))
    return task


def _second_drafter(office: Shared) -> None:
    roles = [{"unit": office.bureau.id, "role": "drafter"}]
    person = {"login": "colleague", "name": "colleague同志", "roles": roles}
    with office.client("admin") as admin:
        made = admin.post("/api/v1/people", json={**person, "password": office.password})
    assert made.status_code == 201, made.text


def _signed_in(visitors: Visitors, office: Office, login: str) -> Page:
    page = visitors.page()
    settled(page, "/sign-in")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(office.password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("row", name="一起写的材料")).to_be_visible()
    return page


def _draft_before_both(office: Office, first: Page, second: Page, task: str) -> None:
    """One begins the draft; both see it being written, and the whole of it when it is done."""
    office.service.model.speed = Speed(first_token_s=2.0)
    path = f"/assignments/{task.rsplit('/', 1)[-1]}/draft"
    settled(first, path)
    first.get_by_role("button", name="起草", exact=True).click()
    stream = first.get_by_role("article", name="正在写的稿子")
    expect(stream).to_contain_text("有意见反映", timeout=_LONG)
    settled(second, path)
    for page in (first, second):
        expect(page.locator("#paper .item").first).to_be_visible(timeout=_LONG)


def _types(page: Page, number: int, words: str) -> None:
    page.locator("#paper .item.problem .text").nth(number).click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)
