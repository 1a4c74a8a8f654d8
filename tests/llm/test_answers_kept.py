"""What was paid for is kept: no finished call is paid twice, and every request is accounted for."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from service.drafts import Draft
from service.errors import BudgetSpent
from service.llm.compatible import CompatibleModel
from service.llm.port import Turn
from service.llm.recorded import RecordedModel, ask_key
from tests.llm.asking import Account, Said, echo, endpoint, prompt
from tests.llm.kept_in_sqlite import Kept
from tests.llm.test_faults_in_a_draft import POSITIONS, clean, improving
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.request import ChatRequest

KILLED_AT = (2, 6)
"""At which request to the server the process is killed: each time a little further on."""


def test_a_draft_killed_twice_pays_no_finished_call_twice(tmp_path: Path) -> None:
    database, result = tmp_path / "kept.sqlite", tmp_path / "draft.json"
    running: list[subprocess.Popen[bytes]] = []

    def killing(request: ChatRequest) -> str:
        if request.number in KILLED_AT:
            running[-1].kill()
        return improving(request)

    with serving(Simulated(killing)) as server:
        module = [sys.executable, "-m", "tests.llm.killed_draft"]
        command = [*module, server.base_url, str(database), str(result)]
        ends = []
        while not result.exists():
            with subprocess.Popen(command) as process:
                running.append(process)
                ends.append(process.wait(60))
        ledger = server.ledger
    made = Draft.model_validate_json(result.read_text(encoding="utf-8"))

    assert ends == [-signal.SIGKILL] * len(KILLED_AT) + [0]
    assert ledger.arrivals == POSITIONS + len(KILLED_AT), "only what was under way is asked again"
    assert made.text == clean().text
    assert made.usage.calls == POSITIONS

    kept = Kept(database)
    rows = kept.rows()
    kept.close()
    known = [row for row in rows if row[0] is not None]
    unknown = [n for n, row in enumerate(rows, start=1) if row[0] is None]
    assert len(rows) == ledger.arrivals
    assert unknown == list(KILLED_AT), "shown as what they are"
    lost = [ledger.calls[n - 1] for n in unknown]
    said = sum(row[2] or 0 for row in known) + sum(call.completion_tokens for call in lost)
    read = sum(row[1] or 0 for row in known) + sum(call.prompt_tokens for call in lost)
    assert (read, said) == (ledger.prompt_tokens, ledger.completion_tokens)


def test_an_answer_found_comes_back_with_its_usage_and_without_a_call(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept.sqlite")
    with serving(Simulated(echo)) as server:
        model = RecordedModel(CompatibleModel(endpoint(server)), kept)
        first, second = (
            asyncio.run(model.ask(prompt("问"), Said, max_tokens=50)) for _ in range(2)
        )
        assert server.ledger.arrivals == 1
    kept.close()
    assert first == second


def test_an_ask_is_known_by_all_that_its_answer_depends_on() -> None:
    class Other(Said):
        more: str

    asks = {
        ask_key(prompt("问"), Said, 50),
        ask_key(prompt("再问"), Said, 50),
        ask_key(prompt("问", "你是作者。"), Said, 50),
        ask_key(prompt("问"), Other, 50),
        ask_key(prompt("问"), Said, 60),
        ask_key(prompt("问"), Said, 50, (Turn("user", "改"),)),
        ask_key(prompt("问"), Said, 50, (Turn("assistant", "改"),)),
    }
    assert len(asks) == 7
    assert ask_key(prompt("问"), Said, 50) in asks


def test_a_request_that_is_forbidden_never_leaves_and_what_was_spent_is_told() -> None:
    account = Account(most=1)
    with serving(Simulated(echo, fault_at=lambda _: "wrong_shape")) as server:
        seen = CompatibleModel(endpoint(server)).seen_by(watch=account)
        with pytest.raises(BudgetSpent, match="用量已经用完") as spent:
            asyncio.run(seen.ask(prompt("问"), Said, max_tokens=50))
        assert server.ledger.arrivals == 1
    assert spent.value.calls == 1
    assert account.outcomes == {1: "unusable"}


def test_what_a_person_cancelled_is_in_the_account_as_that() -> None:
    account = Account()

    async def run(server: Simulated) -> None:
        seen = CompatibleModel(endpoint(server)).seen_by(watch=account)
        job = asyncio.create_task(seen.ask(prompt("问"), Said, max_tokens=50))
        while not server.ledger.arrivals:
            await asyncio.sleep(0.005)
        job.cancel()
        await asyncio.gather(job, return_exceptions=True)

    with serving(Simulated(echo, fault_at=lambda _: "hang")) as server:
        asyncio.run(run(server))
    assert account.outcomes == {1: "cancelled"}
