"""Jobs: long work that outlives the process that does it.

Our own tables say what was asked, told, finished and paid for; DBOS says who does it when.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from service.jobs.desk import Jobs
    from service.jobs.engine import Engine

__all__ = ["Engine", "Jobs"]


def __getattr__(name: str) -> Any:
    """Loads what is asked for: child processes, which only compute, need no queue and no model."""
    if name == "Engine":
        from service.jobs.engine import Engine

        return Engine
    if name == "Jobs":
        from service.jobs.desk import Jobs

        return Jobs
    raise AttributeError(name)
