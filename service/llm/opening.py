"""From what the operator set to the model that is used, or to the reason why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from service.llm.breaker import Breaker
from service.llm.endpoint import Endpoint
from service.llm.external import External, is_external
from service.llm.masking import MaskedModel
from service.llm.patient import AT_ONCE, PatientModel, Waiting
from service.llm.port import Model
from service.llm.recorded import AnswerBook, RecordedModel
from service.llm.slots import FairSlots, Slots
from service.llm.watching import Watch

if TYPE_CHECKING:
    from service.llm.compatible import CompatibleModel

ExternalUse = Literal["off", "masked"]
"""What a model outside the house may be used for: nothing, or with personal details put aside."""

NOT_SET = "没有设置模型地址（DUIZHAO_LLM_BASE_URL），不用模型"
OUTSIDE = (
    "模型在单位之外，默认不使用。地址其实在单位之内的，请设置 DUIZHAO_LLM_EXTERNAL=false；"
    "确需使用外部模型并已获准的，请设置 DUIZHAO_LLM_EXTERNAL_USE=masked，个人信息会先隐去"
)


@dataclass(frozen=True, slots=True)
class Door:
    """A process's one way to its model: connections, slots and breaker are shared by all jobs."""

    server: "CompatibleModel"
    breaker: Breaker
    slots: Slots
    masks: bool

    def model(
        self,
        *,
        watch: Watch | None = None,
        unit: str = "",
        book: AnswerBook | None = None,
        waiting: Waiting = AT_ONCE,
        roster: Sequence[str] = (),
    ) -> Model:
        """The model for one job, all of it in one event loop.

        Every request is told to ``watch`` and takes its turn as one of ``unit``'s; answers are kept
        in ``book``; without ``waiting`` a server that is gone fails the ask at once. ``roster``
        holds names to put aside before a model outside the house is asked.
        """
        seen = self.server.seen_by(watch=watch, unit=unit)
        model: Model = PatientModel(seen, self.breaker, waiting)
        if self.masks:
            model = MaskedModel(model, roster)
        # Outermost: what is kept is what was read, and is found without masking or waiting.
        return model if book is None else RecordedModel(model, book)


@dataclass(frozen=True, slots=True)
class Opened:
    """The door, or None and a Chinese sentence that says why and what to do."""

    door: Door | None
    reason: str = ""

    @property
    def model(self) -> Model | None:
        """The model for one-shot use: it waits for nothing and keeps nothing."""
        return self.door.model() if self.door else None


def model_of(
    endpoint: Endpoint,
    *,
    external: External = "auto",
    external_use: ExternalUse = "off",
    slots: Slots | None = None,
    breaker: Breaker | None = None,
) -> Opened:
    """The way to the model at ``endpoint``; call it once a process.

    One outside the house (``external`` as in ``is_external``) is not used at all unless
    ``external_use`` is "masked". ``slots`` are this process's own unless they are given. Raises
    BadSettings for an address without a host.
    """
    if not endpoint.base_url:
        return Opened(None, NOT_SET)
    outside = is_external(endpoint.base_url, external)
    if outside and external_use == "off":
        return Opened(None, OUTSIDE)
    # It loads for a second, which who uses no model need not wait for.
    from service.llm.compatible import CompatibleModel

    breaker = breaker or Breaker()
    slots = slots or FairSlots(endpoint.slots)
    server = CompatibleModel(endpoint, slots=slots, gate=breaker)
    return Opened(Door(server, breaker, slots, masks=outside))
