"""One run of one job: its stages in order, each kept, none done twice."""

import logging
from contextvars import ContextVar
from threading import Event

from service.compute import Compute, ComputingFailed, where
from service.errors import DuizhaoError
from service.ids import new_id
from service.jobs.context import HandedOver, JobContext
from service.jobs.house import Household
from service.jobs.standing import NO_LONGER, NoLongerAllowed
from service.jobs.tasks import TASKS, Stage
from service.office.jobs import Job
from service.scope import of_unit
from service.store.job_runs import (
    FencedDatabase,
    NoLongerOwner,
    RunRecords,
    Stages,
    claim,
    out_of_reach,
)

_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 15.0
_UNFORESEEN = (
    "程序在处理时出错，已完成的部分都保留着。请点“接着做”再试一次；"
    "仍不成功，请把任务编号交给维护人员"
)
_log = logging.getLogger(__name__)
job_id: ContextVar[str] = ContextVar("job_id", default="")
"""The job that this thread works at, for the log."""


class LeftUnderWay(BaseException):
    """Ends a run without an outcome, so that DBOS keeps it under way for the next process. Not an
    Exception: of one of those DBOS would say that the work has failed."""


class Runner:
    """Runs jobs in one process. ``executor`` names the process; ``stopping`` is set when it is to
    end."""

    def __init__(self, house: Household, executor: str, compute: Compute, stopping: Event) -> None:
        self._house = house
        self._executor = executor
        self._compute = compute
        self._stopping = stopping

    def run(self, unit: str, job: str, attempt: int) -> None:
        """Does what is left of a job's attempt. A database that is away is waited for."""
        token = job_id.set(job)
        try:
            self._run(unit, job, attempt)
        finally:
            job_id.reset(token)

    def _run(self, unit: str, job: str, attempt: int) -> None:
        pause = _PAUSE_S
        while True:
            try:
                return self._once(unit, job, attempt)
            except HandedOver:
                raise LeftUnderWay from None
            except NoLongerOwner:
                _log.info("job %s goes on without this run", job)
                return None
            except Exception as error:
                if not out_of_reach(error):
                    raise
                _log.warning("job %s: the database is out of reach, waiting", job)
            if self._stopping.wait(pause):
                raise LeftUnderWay
            pause = min(2 * pause, _LONGEST_PAUSE_S)

    def _once(self, unit: str, job: str, attempt: int) -> None:
        owner = f"{self._executor}:{new_id()}"
        database = self._house.database
        claimed = claim(database, of_unit(unit, ""), job, attempt, owner)
        if claimed is None:
            return
        context = self._context(claimed, owner)
        try:
            stages = _done(context)
            context.records.finish(stages)
        except (NoLongerOwner, HandedOver):
            raise
        except NoLongerAllowed:
            context.records.cancel(NO_LONGER)
        except DuizhaoError as error:
            self._fail(context, str(error))
        except Exception as error:
            if out_of_reach(error):
                raise
            told = str(error) if isinstance(error, ComputingFailed) else where(error)
            _log.error("job %s failed: %s", job, told)
            self._fail(context, _UNFORESEEN)

    def _fail(self, context: JobContext, cause: str) -> None:
        # What fails because the process ends (a killed child) has not failed.
        context.check_cancelled()
        context.records.fail(cause)

    def _context(self, job: Job, owner: str) -> JobContext:
        fenced = FencedDatabase(self._house.database, job.id, owner)
        scope = of_unit(job.unit, job.person, job.asked_by)
        return JobContext(
            house=self._house,
            job=job,
            scope=scope,
            database=fenced,
            records=RunRecords(fenced, scope, job.id, owner),
            compute=self._compute,
            stopping=self._stopping,
        )


def _done(context: JobContext) -> Stages:
    """Does every stage that is not done yet; gives what the last one gave."""
    outputs = context.records.stages()
    output: Stages = {}
    for at, stage in enumerate(TASKS[context.job.task], 1):
        if stage.name not in outputs:
            outputs[stage.name] = _do(context, stage, at, outputs)
        output = outputs[stage.name]
    return output


def _do(context: JobContext, stage: Stage, at: int, outputs: Stages) -> Stages:
    context.check_allowed()
    of = len(TASKS[context.job.task])
    context.tell("stage", name=stage.name, label=stage.label, number=at, of=of)
    output = stage.do(context, outputs)
    context.check_cancelled()
    context.records.keep_stage(stage.name, output)
    return output
