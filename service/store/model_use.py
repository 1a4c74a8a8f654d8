"""What jobs asked of the model: every single request, every answer that was paid for, the sums."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, func, select, update

from service.drafts import Usage
from service.errors import BudgetSpent, Forbidden, NotFound
from service.office.jobs import Job, TokenUse
from service.scope import Scope
from service.store.database import Database
from service.store.job_runs import FencedDatabase
from service.store.tables import ModelAnswerRow, ModelCallRow, UnitRow
from service.value import Value

_LONGEST_OUTCOME = 100
_LONGEST_PROMPT = 200


class PaidAnswer(Value):
    """An answer as it came: its text, the prompt's name@version, and what it cost."""

    raw: str
    stamp: str
    usage: Usage


class ModelUse:
    """Sums of what units asked of the model."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_job(self, scope: Scope, job: str) -> TokenUse:
        """What one job has cost so far."""
        return self._sum(scope, ModelCallRow.job_id == job)

    def of_month(self, scope: Scope, unit: str, at: datetime | None = None) -> TokenUse:
        """What a unit has used in the calendar month (UTC) of ``at``, by default this one: for who
        works there, and, figures being no content, for who looks after it. Raises Forbidden for
        others who know of the unit, NotFound for anybody else."""
        asking = _asking(scope, unit)
        begin = (at or datetime.now(UTC)).astimezone(UTC)
        begin = begin.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        end = begin.replace(year=begin.year + begin.month // 12, month=begin.month % 12 + 1)
        return self._sum(
            asking,
            ModelCallRow.unit_id == unit,
            ModelCallRow.sent_at >= begin,
            ModelCallRow.sent_at < end,
        )

    def _sum(self, scope: Scope, *which: ColumnElement[bool]) -> TokenUse:
        sums = select(
            func.count(ModelCallRow.number),
            func.count(ModelCallRow.number) - func.count(ModelCallRow.outcome),
            func.coalesce(func.sum(ModelCallRow.prompt_tokens), 0),
            func.coalesce(func.sum(ModelCallRow.completion_tokens), 0),
        ).where(*which)
        with self._database.reading(scope) as session:
            calls, unknown, prompt, completion = session.execute(sums).one()
        return TokenUse(
            calls=calls, unknown=unknown, prompt_tokens=prompt, completion_tokens=completion
        )


def _asking(scope: Scope, unit: str) -> Scope:
    """The scope in which a unit's figures are summed up."""
    if unit in scope.writes or (unit in scope.administers and scope.may("administer")):
        return Scope(person=scope.person, writes=frozenset({unit}))
    if unit in scope.known | scope.above:
        raise Forbidden("模型用量只给本单位的人和它的管理员看")
    raise NotFound("没有这个单位，或您无权查看")


class RunModelUse:
    """What one run asks of the model. A request is written down before it leaves: when its process
    ends, the row stays without an outcome, and nobody takes it for free."""

    def __init__(self, fenced: FencedDatabase, scope: Scope, job: Job) -> None:
        self._fenced = fenced
        self._plain = Database(fenced.engine)
        self._scope = scope
        self._job = job

    def sent(self, prompt: str) -> int:
        """Notes a request by its prompt's name@version; its number. Raises BudgetSpent when the
        unit has no tokens left this month, and NoLongerOwner."""
        self._within_budget()
        row = ModelCallRow(
            job_id=self._job.id,
            unit_id=self._job.unit,
            prompt=prompt[:_LONGEST_PROMPT],
            sent_at=datetime.now(UTC),
        )
        with self._fenced.writing(self._scope) as session:
            session.add(row)
            session.flush()
            return row.number

    def heard(
        self, number: int, *, outcome: str, prompt_tokens: int, completion_tokens: int
    ) -> None:
        """Notes what became of a request. Also a run that lost its job tells what it spent."""
        with self._plain.writing(self._scope) as session:
            session.execute(
                update(ModelCallRow)
                .where(ModelCallRow.number == number)
                .values(
                    outcome=outcome[:_LONGEST_OUTCOME],
                    prompt_tokens=prompt_tokens,
                    completion_tokens=completion_tokens,
                    heard_at=datetime.now(UTC),
                )
            )

    def find(self, ask: str) -> PaidAnswer | None:
        """The job's answer to that ask (a digest), if it was paid for already."""
        with self._plain.reading(self._scope) as session:
            row = session.get(ModelAnswerRow, (self._job.id, ask))
            if row is None:
                return None
            usage = Usage.model_validate_json(row.usage)
            return PaidAnswer(raw=row.raw, stamp=row.stamp, usage=usage)

    def has_answers(self) -> bool:
        """Whether any answer was paid for in this job."""
        wanted = select(ModelAnswerRow.ask).where(ModelAnswerRow.job_id == self._job.id).limit(1)
        with self._plain.reading(self._scope) as session:
            return session.scalar(wanted) is not None

    def keep(self, ask: str, answer: PaidAnswer) -> None:
        """Keeps an answer. Raises NoLongerOwner."""
        with self._fenced.writing(self._scope) as session:
            session.merge(
                ModelAnswerRow(
                    job_id=self._job.id,
                    ask=ask,
                    unit_id=self._job.unit,
                    raw=answer.raw,
                    stamp=answer.stamp,
                    usage=answer.usage.to_json(),
                    at=datetime.now(UTC),
                )
            )

    def _within_budget(self) -> None:
        with self._plain.deciding() as session:
            budget = session.scalar(
                select(UnitRow.token_budget).where(UnitRow.id == self._job.unit)
            )
        if budget is None:
            return
        used = ModelUse(self._plain).of_month(self._scope, self._job.unit)
        if used.prompt_tokens + used.completion_tokens >= budget:
            raise BudgetSpent(
                f"本单位本月的模型用量已用完（{budget}个词元），其余部分不用模型完成；"
                "需要更多请找管理员调高用量"
            )
