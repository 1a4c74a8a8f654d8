"""What the pages of 审核 and 台账 reckon by themselves: deadlines, and what changed in a paper."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from service.web.modules import FOLDER
from tests.browser.browsing import settled

DEADLINES = {
    "2026年3月31日": "2026-03-31",
    "2026-3-5": "2026-03-05",
    "2026.12.1前": "2026-12-01",
    "2026年2月底": "2026-02-28",
    "2024年2月": "2024-02-29",
    "2026年底前": "2026-12-31",
    "2026年上半年": "2026-06-30",
    "2026年第三季度": "2026-09-30",
    "2026年3月至6月": "2026-06-30",
    "2026年3—6月": "2026-06-30",
    "2026年3月底、2026年9月底": "2026-09-30",
    "2025年12月至2026年3月": "2026-03-31",
    "3月底": None,
    "长期坚持": None,
    "2026年13月": None,
    "2026年2月30日": None,
    "": None,
}


@pytest.fixture
def modules(page: Page) -> str:
    """Where a page of ours finds the modules one by one: a screen has them joined."""
    settled(page, "/help")
    page.route("**/modules/**", _given)
    return "/modules"


def _given(route: Route) -> None:
    module = FOLDER / route.request.url.partition("/modules/")[2]
    route.fulfill(path=module, content_type="text/javascript")


def asked(page: Page, module: str, name: str, *given: Any) -> Any:
    """What a function of a module gives."""
    return page.evaluate(
        "async ([module, name, given]) => (await import(module))[name](...given)",
        [module, name, list(given)],
    )


def test_a_deadline_is_read_as_people_write_it(page: Page, modules: str) -> None:
    read = page.evaluate(
        """async ([module, texts]) => {
            const { lastDay } = await import(module);
            const told = (day) => (day === null ? null : new Date(day).toISOString().slice(0, 10));
            return texts.map((text) => told(lastDay(text)));
        }""",
        [f"{modules}/ledger/deadline.js", list(DEADLINES)],
    )
    assert dict(zip(DEADLINES, read, strict=True)) == DEADLINES


def test_what_is_done_is_never_overdue(page: Page, modules: str) -> None:
    late = {
        status: asked(
            page,
            f"{modules}/ledger/deadline.js",
            "overdue",
            {"deadline": "2020年1月", "status": status},
        )
        for status in ("未启动", "进行中", "已完成", "长期坚持", "已销号")
    }
    assert [status for status, told in late.items() if told] == ["未启动", "进行中"]


def test_the_differences_hold_both_papers_whole(page: Page, modules: str) -> None:
    chance = random.Random(20261121)  # noqa: S311 - papers, not secrets
    clauses = ["学习不够，", "没有研讨。", "巡查后补；", "\n", "𠮷田乡有3处，", "无标点"]
    for _ in range(40):
        before, after = ("".join(chance.choices(clauses, k=chance.randrange(60))) for _ in range(2))
        pieces = asked(page, f"{modules}/core/differences.js", "differences", before, after)
        assert "".join(p["text"] for p in pieces if p["kind"] != "added") == before
        assert "".join(p["text"] for p in pieces if p["kind"] != "removed") == after


def test_one_changed_clause_is_all_that_is_marked(page: Page, modules: str) -> None:
    before = "学习不够系统，研讨只有两次，记录不全。巡查记录后补。"
    after = "学习不够系统，研讨只有三次，记录不全。巡查记录后补。"
    pieces = asked(page, f"{modules}/core/differences.js", "differences", before, after)
    assert [(p["kind"], p["text"]) for p in pieces if p["kind"] != "same"] == [
        ("removed", "研讨只有两次，"),
        ("added", "研讨只有三次，"),
    ]
