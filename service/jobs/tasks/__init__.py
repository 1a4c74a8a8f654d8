"""Every sort of job, each a list of stages in a file of its own. The last stage gives the job's
result."""

from service.jobs.tasks import check, draft, ingest, redraft, review, sort
from service.jobs.tasks.stage import Stage
from service.office.jobs import Task

TASKS: dict[Task, tuple[Stage, ...]] = {
    "ingest": ingest.STAGES,
    "sort": sort.STAGES,
    "draft": draft.STAGES,
    "redraft": redraft.STAGES,
    "check": check.STAGES,
    "review": review.STAGES,
}

__all__ = ["TASKS", "Stage"]
