"""What the tests of the door share: a shape, a question, and an endpoint in a hurry."""

from pydantic import BaseModel

from service.errors import BudgetSpent
from service.llm.endpoint import Endpoint, Pace
from service.llm.manner import StreamUse
from service.prompting import Prompt
from tests.simulated_llm import Simulated
from tests.simulated_llm.request import ChatRequest
from tests.simulated_llm.server import to_json

HURRY = Pace(stall_s=1.5, tokens_per_s=10.0, grace_s=1.5, whole_s=1.5)
"""For faults that are silent or slow: long enough for the drafts beside it to compute."""
CALM = Pace(stall_s=10.0, tokens_per_s=1.0)


class Said(BaseModel):
    said: str


def echo(request: ChatRequest) -> str:
    """Says what it was asked."""
    return to_json({"said": request.task})


def prompt(user: str, system: str = "你是校对。") -> Prompt:
    return Prompt(stamp="test@1", system=system, user=user)


def endpoint(
    server: Simulated,
    *,
    slots: int = 4,
    stream: StreamUse = "auto",
    model: str = "simulated",
    pace: Pace = CALM,
) -> Endpoint:
    return Endpoint(server.base_url, model, slots=slots, stream=stream, pace=pace, backoff_s=0.01)


class Account:
    """A Watch that keeps rows in memory and may forbid all beyond ``most``."""

    def __init__(self, most: int = 1000) -> None:
        self.prompts: list[str] = []
        self.outcomes: dict[int, str] = {}
        self.prompt_tokens = 0
        self.completion_tokens = 0
        self._most = most

    def sent(self, *, prompt: str) -> int:
        if len(self.prompts) >= self._most:
            raise BudgetSpent("本单位本月的用量已经用完")
        self.prompts.append(prompt)
        return len(self.prompts)

    def heard(self, row: int, *, outcome: str, prompt_tokens: int, completion_tokens: int) -> None:
        assert row not in self.outcomes, "heard of twice"
        self.outcomes[row] = outcome
        self.prompt_tokens += prompt_tokens
        self.completion_tokens += completion_tokens
