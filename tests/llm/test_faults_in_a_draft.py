"""Every fault at every call of a whole draft, streamed and not: the draft stays whole and true."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from functools import cache
from typing import Any

import pytest

from service.checks.cards import packaged_cards
from service.drafting.snapshot import Snapshot
from service.drafts import Draft
from service.llm.compatible import CompatibleModel
from service.llm.endpoint import Endpoint
from service.llm.manner import StreamUse
from service.pipelines.drafting import draft_paper
from tests.drafting.drafting_cases import note, snapshot
from tests.llm.asking import CALM, HURRY, Account, endpoint
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours.answers import Sentence, answer, fact, question
from tests.simulated_llm.faults import FAULTS
from tests.simulated_llm.request import ChatRequest

CARDS = [card for card in packaged_cards() if card.id == "generic.wording"]
POSITIONS = 7
SLOW = {"hang", "drip"}
NEVER_PASSING = {"retry_after_a_day", "context_length"}
"""What no second try mends."""
SECOND_TRIES = (2, 4, 6)
"""Calls that only ask for something better: without them the first answer stands."""
MISSED = "模型没有给出可用的"


def notes() -> Snapshot:
    text = "担当作为的劲头不足，攻坚克难的精神有所欠缺"
    return snapshot("branch", notes=(note("g1", text, "duty", "作风"),))


def improving(request: ChatRequest) -> str:
    """Lies once in each section, does better when told, and mends what is generic."""
    told = any("不能写入稿子" in message for message in request.messages)

    def write(name: str, words: str, _: int) -> list[Sentence]:
        lie = [] if told else [fact("县委批准了99个项目。", [name], words)]
        return [fact(f"{words}。", [name], words), *lie, question("由哪个部门负责？")]

    return answer(request, write, lambda words: words[:14], lambda n, _: f"有意见反映：“{n}”。")


def draft(place: Endpoint, watch: Account) -> Coroutine[Any, Any, Draft]:
    seen = CompatibleModel(place).seen_by(watch=watch, unit=place.model)
    return draft_paper(notes(), model=seen, cards=CARDS, deadline_s=60)


@cache
def clean() -> Draft:
    with serving(Simulated(improving)) as server:
        made = asyncio.run(draft(endpoint(server, slots=1), Account()))
        assert server.ledger.arrivals == POSITIONS
    return made


def what_it_says(made: Draft) -> Draft:
    return made.model_copy(update={"usage": clean().usage})


@pytest.mark.parametrize("stream", ["on", "off"])
@pytest.mark.parametrize("fault", [f.name for f in FAULTS])
def test_a_fault_at_any_call_spoils_no_draft(fault: str, stream: StreamUse) -> None:
    arrived: Counter[str] = Counter()

    def at_its_place(request: ChatRequest) -> str:
        """Model ``p3`` meets the fault at its third request."""
        name = str(request.body["model"])
        arrived[name] += 1
        return fault if name == f"p{arrived[name]}" else ""

    async def all_places(server: Simulated) -> list[Draft]:
        pace = HURRY if fault in SLOW else CALM
        places = (
            endpoint(server, slots=1, stream=stream, model=f"p{n}", pace=pace)
            for n in range(1, POSITIONS + 1)
        )
        return await asyncio.gather(*map(draft, places, accounts))

    accounts = [Account() for _ in range(POSITIONS)]
    with serving(Simulated(improving, fault_on=at_its_place)) as server:
        drafts = asyncio.run(all_places(server))
        ledger = server.ledger

    for place, (made, seen) in enumerate(zip(drafts, accounts, strict=True), start=1):
        assert len(seen.prompts) == arrived[f"p{place}"], "every request is in the account"
        assert len(seen.outcomes) == len(seen.prompts)
        assert made.usage.calls == len(seen.prompts)
        assert made.usage.prompt_tokens == seen.prompt_tokens
        assert {c.note: c.status for c in made.coverage} == {"g1": "reflected"}
        assert "99" not in made.text
        if fault in NEVER_PASSING:
            assert len(seen.prompts) <= POSITIONS
            told = any(MISSED in refusal.reason for refusal in made.refused)
            assert told != (place in SECOND_TRIES)
        else:
            assert what_it_says(made) == clean()
            assert len(seen.prompts) <= POSITIONS + 2
    assert sum(seen.completion_tokens for seen in accounts) == ledger.completion_tokens
    assert sum(seen.prompt_tokens for seen in accounts) == ledger.prompt_tokens


def test_the_clean_draft_has_a_call_of_every_sort() -> None:
    assert {stamp.split("@")[0] for stamp in clean().prompts} == {
        "draft_common",
        "draft_problems",
        "draft_objections",
        "draft_causes",
        "draft_measures",
        "revise_generic",
    }
