"""Reads the rows that no repository gives out one by one."""

from collections import Counter

from sqlalchemy import select

from service.scope import Scope
from service.store.database import Database
from service.store.tables import JobStageRow, ModelCallRow


def calls_of(database: Database, scope: Scope, job: str) -> list[ModelCallRow]:
    """Every request to the model that a job noted."""
    wanted = select(ModelCallRow).where(ModelCallRow.job_id == job).order_by(ModelCallRow.number)
    with database.reading(scope) as session:
        return list(session.scalars(wanted))


def stages_of(database: Database, scope: Scope, job: str) -> Counter[str]:
    """How often each stage of a job was kept."""
    with database.reading(scope) as session:
        wanted = select(JobStageRow.stage).where(JobStageRow.job_id == job)
        return Counter(session.scalars(wanted))
