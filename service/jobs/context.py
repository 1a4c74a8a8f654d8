"""What a stage of a job may use: its job, its scope, what it tells, and the house's services."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from service.compute import Compute
from service.jobs.asking import asking_model
from service.jobs.house import Household
from service.jobs.standing import check_standing
from service.jobs.tasks.stage import Handed
from service.kinds import kind_named
from service.office.jobs import EventKind, Job
from service.office.units import Unit
from service.scope import Scope
from service.store.job_runs import FencedDatabase, NoLongerOwner, RunRecords, out_of_reach
from service.store.materials import Materials
from service.store.units import Units

if TYPE_CHECKING:
    from service.kind import Kind
    from service.llm.port import Model
    from service.pipelines.library import Library

Result = TypeVar("Result")
_LOOK_S = 1.0
_log = logging.getLogger(__name__)


class HandedOver(Exception):
    """The process is to end: the job goes on in another one, from its last finished stage."""


@dataclass(frozen=True)
class JobContext:
    """One run of one job. ``database`` refuses to write once the run lost its job; repositories
    that a stage uses are to be built on it. ``scope`` acts for the person who asked."""

    house: Household
    job: Job
    scope: Scope
    database: FencedDatabase
    records: RunRecords
    compute: Compute
    stopping: Event

    @cached_property
    def unit(self) -> Unit:
        """The unit the job works for."""
        return Units(self.database).get(self.scope, self.job.unit)

    @property
    def library(self) -> "Library":
        """The unit's library; what is written goes through the fence."""
        return replace(
            self.house.library(self.scope, self.unit), materials=Materials(self.database)
        )

    @property
    def kinds(self) -> "dict[str, Kind]":
        """The kinds that hold in the unit."""
        return dict(self.house.kinds_for(self.scope, self.job.unit))

    def asked_kind(self) -> "Kind | None":
        """The kind that the request names, None for none. Raises UnknownKind."""
        asked = self.job.request.get("kind")
        return None if asked is None else self.kind(str(asked))

    def kind(self, name: str) -> "Kind":
        """A kind that holds in the unit. Raises UnknownKind."""
        return kind_named(name, self.kinds)

    def tell(self, kind: EventKind, **data: Any) -> None:
        """Tells an event; the very same one is told once in an attempt."""
        self.records.tell(kind, data)

    def progress(self, label: str, done: int, of: int) -> None:
        """Tells how far a stage is, at whole percents: a job of 10,000 files tells 100 times."""
        if done == of or 100 * done // of > 100 * (done - 1) // of:
            self.tell("progress", label=label, done=done, of=of)

    @property
    def model_s(self) -> float:
        """Seconds that a stage may spend on the model; waiting out an outage comes on top."""
        return self.house.settings.llm_deadline_s

    def check_cancelled(self) -> None:
        """Raises NoLongerOwner when the job was cancelled or taken over, HandedOver when this
        process ends."""
        if self.stopping.is_set():
            raise HandedOver
        self.records.check()

    def check_allowed(self) -> None:
        """As ``check_cancelled``; NoLongerAllowed when the person who asked may no longer."""
        self.check_cancelled()
        check_standing(self.database, self.job)

    def without_model(self) -> bool:
        """Whether a person has said by now to do without the model."""
        return self.records.check().without_model

    def in_child(self, function: Callable[..., Result], *values: object) -> Result:
        """As ``Compute.in_child``."""
        return self.compute.in_child(function, *values)

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Runs asynchronous work in this thread, ended when the job is cancelled meanwhile."""
        return asyncio.run(self._watched(work))

    def model(self) -> "Model | None":
        """The model as this job may ask it: answers paid for are found again, every request is
        noted before it leaves, and an outage is waited for. None where there is none, or a person
        said to do without."""
        return asking_model(self)

    @contextmanager
    def files(self, *handed: Handed) -> Iterator[tuple[Path, ...]]:
        """Originals of the unit as files under their names. Raises NotFound."""
        with TemporaryDirectory(prefix="duizhao-job-") as folder:
            yield tuple(self._file(Path(folder) / str(at), one) for at, one in enumerate(handed))

    def _file(self, folder: Path, one: Handed) -> Path:
        originals = self.house.originals
        named = originals.named(self.scope, self.job.unit, one.sha256)
        folder.mkdir()
        path = folder / (Path(one.file or named.file).name or one.sha256)
        path.write_bytes(originals.get(self.scope, self.job.unit, one.sha256))
        return path

    async def _watched(self, work: Coroutine[Any, Any, Result]) -> Result:
        task = asyncio.ensure_future(work)
        try:
            while not (await asyncio.wait({task}, timeout=_LOOK_S))[0]:
                await asyncio.to_thread(self._look)
            return task.result()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def _look(self) -> None:
        try:
            self.check_cancelled()
        except (NoLongerOwner, HandedOver):
            raise
        except Exception as error:
            if not out_of_reach(error):
                raise
            _log.warning("job %s: the database is out of reach for the moment", self.job.id)
