"""Where a model is and how patient to be with it: known without what speaks to it being loaded."""

from dataclasses import dataclass

from pydantic import SecretStr

from service.llm.manner import StreamUse

GRACE_S = 10.0
"""A stream's rate is judged only after this long: the first tokens of a busy server come slowly."""

WHOLE_S = 300.0
"""An answer that is not streamed may take this long: nothing is seen of it before it is there."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How slow an answer may be. A stream: seconds without anything, and tokens a second after
    the grace. One that is not streamed: seconds altogether."""

    stall_s: float
    tokens_per_s: float
    grace_s: float = GRACE_S
    whole_s: float = WHOLE_S


NO_KEY = SecretStr("")
PATIENT = Pace(stall_s=90.0, tokens_per_s=1.0)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is and how patient to be with it."""

    base_url: str
    model: str
    api_key: SecretStr = NO_KEY
    slots: int = 4
    pace: Pace = PATIENT
    backoff_s: float = 0.5
    ask_s: float = 600.0
    """An ask without a deadline of its own may take this long."""
    stream: StreamUse = "auto"
