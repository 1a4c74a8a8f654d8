"""Words of one unit at the model, in the log, and in what jobs make of them."""

import io
import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from service.care.logs import configure
from tests.isolation.asking import Actor, Asked, actors
from tests.isolation.canaries import seen_in, word
from tests.isolation.matrix import reach_in, strange_sights
from tests.isolation.routes import TABLE
from tests.isolation.town import Town, a_town
from tests.jobs.running import wait_for
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours import BEHAVIOURS

pytestmark = pytest.mark.xdist_group("isolation-canaries")
API = "/api/v1"


@pytest.fixture
def loud() -> Iterator[io.StringIO]:
    """What the service's log holds when every logger of the process speaks of everything."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    before = {n: (g.level, g.propagate, g.handlers[:]) for n, g in _loggers().items()}
    written = io.StringIO()
    configure("json", "debug", stream=written)
    for logger in _loggers().values():
        logger.setLevel(logging.DEBUG)
    yield written
    root.handlers[:], root.level = handlers, level
    root.setLevel(level)
    for name, (old, propagate, kept) in before.items():
        logger = logging.getLogger(name)
        logger.setLevel(old)
        logger.propagate, logger.handlers[:] = propagate, kept
    logging.captureWarnings(False)


def _loggers() -> dict[str, logging.Logger]:
    known = logging.Logger.manager.loggerDict
    return {name: logger for name, logger in known.items() if isinstance(logger, logging.Logger)}


def test_a_unit_is_never_told_to_the_model_with_another_nor_to_the_log(
    tmp_path: Path, loud: io.StringIO
) -> None:
    with (
        serving(Simulated(BEHAVIOURS["malicious"])) as model,
        a_town(tmp_path / "data", llm_base_url=model.base_url, llm_model="simulated") as town,
        actors(town, [("A", "head-A", "open"), ("B", "head-B", "open")]) as asking,
    ):
        for letter, actor in zip("AB", asking, strict=True):
            _draft(town, actor, letter)
        prompts = [call.prompt for call in model.ledger.calls]
        for row in TABLE:
            if row.method == "GET" and not row.public and "/jobs/" not in row.path:
                _sees_only_their_own(town, asking[1], row.asked(town, "B"))
        for actor in asking:
            for job in actor.ask(Asked("GET", f"{API}/jobs")).json()["items"]:
                for part in ("", "/history", "/tokens"):
                    _sees_only_their_own(town, actor, Asked("GET", f"{API}/jobs/{job['id']}{part}"))
    told = [{found[-2] for found in seen_in(prompt).words} for prompt in prompts]
    assert {"A"} in told
    assert {"B"} in told
    assert all(len(units) <= 1 for units in told)
    assert not any(word("name", "P") in prompt for prompt in prompts)
    assert "request" in loud.getvalue()
    assert not seen_in(loud.getvalue()).words


def _draft(town: Town, actor: Actor, letter: str) -> None:
    """Sorts and drafts a fresh assignment, and has the service draft once without keeping it."""
    body: dict[str, Any] = {"unit": town.units[letter].id, "kind": "small", "title": "新的一份"}
    task = actor.ask(Asked("POST", f"{API}/assignments", body=body)).json()["id"]
    texts = (
        f"班子集中学习有时以会代学{word('desk', letter)}，第二季度只安排了1次专题研讨。",
        f"个别同志到基层水管站调研少{word('desk', letter)}，上半年仅去了2次。",
    )
    notes = [{"id": f"n{n}", "text": text, "source": "座谈会"} for n, text in enumerate(texts)]
    asked = Asked("POST", f"{API}/assignments/{task}/notes", body={"notes": notes})
    assert actor.ask(asked).status_code == 200
    for step in ("notes/sort", "draft"):
        job = actor.ask(Asked("POST", f"{API}/assignments/{task}/{step}")).json()["id"]
        wait_for(partial(_ended, actor, job), step)
    body = {"unit": town.units[letter].name, "kind": "small", "notes": notes}
    _sees_only_their_own(town, actor, Asked("POST", f"{API}/drafts", body=body))
    _sees_only_their_own(town, actor, Asked("GET", f"{API}/assignments/{task}/draft"))


def _ended(actor: Actor, job: str) -> bool:
    found = actor.ask(Asked("GET", f"{API}/jobs/{job}")).json()
    assert found["state"] not in ("failed", "cancelled"), found["cause"]
    return bool(found["state"] == "done")


def _sees_only_their_own(town: Town, actor: Actor, asked: Asked) -> None:
    answer = actor.ask(asked)
    assert answer.status_code in (200, 403, 404), (asked, answer.text)
    assert not strange_sights(town, actor, reach_in(town, actor.login), answer, asked)
