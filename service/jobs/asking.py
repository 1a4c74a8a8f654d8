"""The model as a job asks it: recorded, patient, watched."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from service.drafts import Usage
from service.errors import BudgetSpent, ModelUnavailable
from service.llm.patient import PatientModel, Waiting
from service.llm.port import Answer, Model, Shape, Turn
from service.llm.recorded import RecordedModel, SavedAnswer
from service.prompting import Prompt
from service.store.model_use import PaidAnswer, RunModelUse

if TYPE_CHECKING:
    from service.jobs.context import JobContext

# Papers of others: shown to a model only where the settings allow it (llm_checks).
_READING = ("check", "review")


def asking_model(context: "JobContext") -> Model | None:
    """The house's model for one run of a job; None where there is none to ask."""
    house, job = context.house, context.job
    use = RunModelUse(context.database, context.scope, job)
    endpoint = house.endpoint
    if endpoint is None or (job.task in _READING and not house.may_read):
        return None
    book = _Book(context, use)
    if context.without_model():
        # What was answered before is paid for, and used.
        return RecordedModel(_Absent(endpoint), book) if use.has_answers() else None

    def give_up() -> bool:
        context.check_cancelled()
        return context.without_model()

    waiting = Waiting(
        patience_s=house.settings.llm_patience_s,
        on_wait=lambda seconds, cause: context.records.wait(cause, seconds),
        on_resume=context.records.go_on,
        give_up=give_up,
    )
    watched = endpoint.seen_by(watch=_Watch(context, use), unit=job.unit)
    patient = PatientModel(watched, house.breaker, waiting)
    # Answers are kept as people read them, so masking comes before the book.
    return RecordedModel(house.guarded(patient, job.unit), book)


class _Absent:
    """A Model in the place of one that a person said to do without."""

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self.slots = model.slots

    async def ask(
        self,
        prompt: Prompt,  # noqa: ARG002 - the port's signature
        shape: type[Shape],  # noqa: ARG002
        *,
        max_tokens: int,  # noqa: ARG002
        deadline: float | None = None,  # noqa: ARG002
        then: Sequence[Turn] = (),  # noqa: ARG002
    ) -> Answer[Shape]:
        """Raises ModelUnavailable."""
        raise ModelUnavailable("已按要求不再等待模型")


class _Watch:
    """Notes every request (see ``llm.watching.Watch``)."""

    def __init__(self, context: "JobContext", use: RunModelUse) -> None:
        self._context = context
        self._use = use

    def sent(self, *, prompt: str) -> int:
        """Before it leaves."""
        try:
            return self._use.sent(prompt)
        except BudgetSpent as spent:
            self._context.tell("notice", text=str(spent))
            raise

    def heard(self, row: int, *, outcome: str, prompt_tokens: int, completion_tokens: int) -> None:
        """What became of it."""
        self._use.heard(
            row,
            outcome=outcome,
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens,
        )


class _Book:
    """Keeps the answers (see ``llm.recorded.AnswerBook``); each ask is also a place to stop."""

    def __init__(self, context: "JobContext", use: RunModelUse) -> None:
        self._context = context
        self._use = use

    def find(self, ask: str) -> SavedAnswer | None:
        """An answer paid for."""
        self._context.check_allowed()
        paid = self._use.find(ask)
        if paid is None:
            return None
        return SavedAnswer(raw=paid.raw, stamp=paid.stamp, usage=paid.usage)

    def keep(self, ask: str, answer: SavedAnswer) -> None:
        """A fresh answer."""
        self._use.keep(
            ask, PaidAnswer(raw=answer.raw, stamp=answer.stamp, usage=answer.usage or Usage())
        )
