"""A review of several units' papers, told while it is made: events in order, nothing begun for who
may not see a paper, nothing that goes on for who went away."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fastapi.routing
import httpx2
import pytest

from service.checks import check
from service.flags import Flag
from service.rule import Card
from service.samples import PAPERS
from service.subject import Subject
from tests.api.accounts import Town, settings_of, town_at
from tests.api.sent_papers import another, sent_up
from tests.simulated_llm import Simulated, Speed, serving
from tests.simulated_llm.behaviours import BEHAVIOURS

EVENTS = "/api/v1/submissions/review/events"
WATER = (PAPERS / "qinglan-water" / "2024-team-2024.txt").read_text(encoding="utf-8")
TOWN = (PAPERS / "liuxi-town" / "2024-team-2024.txt").read_text(encoding="utf-8")
PATIENCE_S = 60.0
Events = list[tuple[str, Any]]


@pytest.fixture
def model() -> Iterator[Simulated]:
    with serving(Simulated(behaviour=BEHAVIOURS["honest"])) as server:
        yield server


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with town_at(settings_of(tmp_path)) as made:
        yield made


@pytest.fixture
def town_with_model(tmp_path: Path, model: Simulated) -> Iterator[Town]:
    with town_at(settings_of(tmp_path, llm_base_url=model.base_url)) as made:
        yield made


def two_sent(town: Town) -> dict[str, list[str]]:
    other = another(town, "柳溪镇党委")
    return {
        "submissions": [sent_up(town, town.bureau, WATER, 2024), sent_up(town, other, TOWN, 2024)]
    }


@contextmanager
def listening(town: Town, body: dict[str, list[str]]) -> Iterator[httpx2.Response]:
    with town.signed_in("reviewer") as client, client.stream("POST", EVENTS, json=body) as answer:
        assert answer.status_code == 200
        yield answer


def heard(answer: httpx2.Response) -> Iterator[tuple[str, Any]]:
    """Events as they come."""
    kind = ""
    for line in answer.iter_lines():
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield kind, json.loads(line.removeprefix("data: "))


def all_heard(town: Town, body: dict[str, list[str]]) -> Events:
    with listening(town, body) as answer:
        return list(heard(answer))


def soon(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_S
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


def test_every_step_is_told_in_order_and_then_the_review(town: Town) -> None:
    events = all_heard(town, two_sent(town))
    assert [kind for kind, _ in events] == ["progress"] * (len(events) - 1) + ["done"]
    steps = [told for kind, told in events if kind == "progress"]
    assert [step["done"] for step in steps if "：" in step["label"]] == [1, 2, 3, 4, 5, 6]
    assert {step["of"] for step in steps} == {6}
    assert [step["label"] for step in steps if "核对" in step["label"]] == [
        "核对 0 / 2",
        "核对 1 / 2：青岚县水利局党组",
        "核对 2 / 2：柳溪镇党委",
    ]


def test_the_review_is_the_one_that_a_single_answer_gives(town: Town) -> None:
    body = two_sent(town)
    kind, found = all_heard(town, body)[-1]
    with town.signed_in("reviewer") as client:
        whole = client.post("/api/v1/submissions/review", json=body).json()
    assert kind == "done"
    assert found == whole
    assert found["schema"] == "review/1"


def test_pages_that_the_model_writes_are_told_one_by_one(town_with_model: Town) -> None:
    events = all_heard(town_with_model, two_sent(town_with_model))
    written = [
        told["label"] for kind, told in events if kind == "progress" and "撰写" in told["label"]
    ]
    assert [label.partition("：")[0] for label in written] == [
        f"撰写摘要 {n} / 2" for n in range(3)
    ]
    assert {label.partition("：")[2] for label in written[1:]} == {"青岚县水利局党组", "柳溪镇党委"}
    assert events[-1][1]["papers"][0]["usage"]["calls"] == 1


def test_events_are_neither_packed_nor_kept_by_a_proxy(town: Town) -> None:
    with town.signed_in("reviewer") as client:
        client.headers["Accept-Encoding"] = "gzip"
        with client.stream("POST", EVENTS, json=two_sent(town)) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            assert "content-encoding" not in answer.headers
            assert answer.headers["x-accel-buffering"] == "no"


def test_a_quiet_line_is_kept_alive_while_the_model_writes(
    town_with_model: Town, model: Simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fastapi.routing, "_PING_INTERVAL", 0.1)
    model.speed = Speed(first_token_s=2.0)
    with listening(town_with_model, two_sent(town_with_model)) as answer:
        lines = list(answer.iter_lines())
    begun = next(at for at, line in enumerate(lines) if "撰写摘要 0 / 2" in line)
    assert sum(line.startswith(":") for line in lines[begun:]) >= 5


@pytest.mark.parametrize(
    ("login", "wanted", "status"),
    [
        ("reviewer", ["0" * 24], 404),
        ("reviewer", [], 422),
        ("reviewer", ["不是标识"], 422),
        ("clerk", ["{sent}", "{others}"], 404),
        ("nobody", ["{sent}"], 401),
    ],
)
def test_what_is_refused_is_a_problem_and_no_stream(
    town: Town, login: str, wanted: list[str], status: int
) -> None:
    sent, others = two_sent(town)["submissions"]
    body = {"submissions": [one.format(sent=sent, others=others) for one in wanted]}
    with town.anybody() if login == "nobody" else town.signed_in(login) as client:
        answer = client.post(EVENTS, json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_another_sites_page_begins_nothing(town: Town) -> None:
    with town.signed_in("reviewer") as client:
        client.headers["X-CSRF-Token"] = "made-up"
        assert client.post(EVENTS, json=two_sent(town)).status_code == 403


def test_a_fault_on_the_way_is_told_as_a_problem_without_its_words(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("柳溪镇党委的一句话")

    monkeypatch.setattr("service.pipelines.reviewing.compare", broken)
    kind, problem = all_heard(town, two_sent(town))[-1]
    assert kind == "failed"
    assert problem["title"] == "服务出错"
    assert problem["status"] == 500
    assert "柳溪镇" not in json.dumps(problem, ensure_ascii=False)


def test_whoever_goes_away_ends_the_work_before_the_next_paper(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def slow(subject: Subject, cards: Sequence[Card] | None) -> tuple[Flag, ...]:
        checked.append(subject.file)
        time.sleep(0.5)
        return check(subject, cards)

    monkeypatch.setattr("service.pipelines.reviewing.check", slow)
    body = two_sent(town)
    body["submissions"] *= 5
    with listening(town, body) as answer:
        assert next(told for _, told in heard(answer) if "核对" in told["label"])
    # Time for all ten.
    time.sleep(6.0)
    assert 1 <= len(checked) <= 2


def test_whoever_goes_away_while_the_model_writes_ends_its_work_too(
    town_with_model: Town, model: Simulated
) -> None:
    model.speed = Speed(first_token_s=10 * PATIENCE_S)
    with listening(town_with_model, two_sent(town_with_model)) as answer:
        assert next(told for _, told in heard(answer) if "撰写" in told["label"])
        assert soon(lambda: model.ledger.running == 2)
    assert soon(lambda: model.ledger.running == 0)
