"""What a monitoring system reads: numbers, labelled by kinds of things and never by whom.

Requests are this process's own. Jobs and model calls are counted in the database: every process
of an installation gives the same figures for them, so take their maximum, not their sum.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from service import __version__
from service.care.figures import Figures
from service.care.places import existing

Scrape = Callable[[], Figures]
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_STATES = ("closed", "half_open", "open")


class Metrics:
    """The figures of one process. ``figures`` counts in the database, ``breaker`` tells the state
    of the model's circuit breaker, ``folders`` are those whose free space matters, by name."""

    def __init__(
        self,
        *,
        figures: Scrape | None = None,
        breaker: Callable[[], str] | None = None,
        folders: dict[str, Path] | None = None,
    ) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._requests = Counter(
            "duizhao_http_requests",
            "Answered HTTP requests.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "duizhao_http_request_seconds",
            "Seconds from a request to the end of its answer.",
            ("method", "route"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._database_errors = Counter(
            "duizhao_database_errors",
            "Statements that the database did not carry out.",
            registry=self._registry,
        )
        self._registry.register(_Scraped(figures, breaker, folders or {}, self.database_failed))

    def observe_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts an answer. ``route`` is the template, never the address as it was asked."""
        known = method if method in _METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(known, route).observe(seconds)

    def database_failed(self) -> None:
        """Counts a failure of the database."""
        self._database_errors.inc()

    def render(self) -> bytes:
        """Prometheus' text format 0.0.4."""
        return generate_latest(self._registry)


class _Scraped(Collector):
    """What is looked up when somebody asks."""

    def __init__(
        self,
        figures: Scrape | None,
        breaker: Callable[[], str] | None,
        folders: dict[str, Path],
        failed: Callable[[], None],
    ) -> None:
        self._figures = figures
        self._breaker = breaker
        self._folders = folders
        self._failed = failed

    def collect(self) -> Iterator[Metric]:
        """See prometheus_client."""
        build = GaugeMetricFamily("duizhao_build_info", "The version.", labels=["version"])
        build.add_metric([__version__], 1)
        yield build
        yield self._free_space()
        if self._breaker is not None:
            yield _breaker(self._breaker())
        if self._figures is not None:
            yield from self._counted(self._figures)

    def _counted(self, look: Scrape) -> Iterator[Metric]:
        up = GaugeMetricFamily("duizhao_database_up", "1 while the database answers.")
        try:
            figures = look()
        except Exception:  # noqa: BLE001 - a database that is gone is itself a figure
            self._failed()
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from _jobs(figures)
        yield from _calls(figures)

    def _free_space(self) -> Metric:
        free = GaugeMetricFamily("duizhao_disk_free_bytes", "Free space.", labels=["folder"])
        for name, folder in self._folders.items():
            free.add_metric([name], shutil.disk_usage(existing(folder)).free)
        return free


def _breaker(state: str) -> Metric:
    gauge = GaugeMetricFamily(
        "duizhao_model_breaker", "1 for the state of the model's breaker.", labels=["state"]
    )
    for name in _STATES:
        gauge.add_metric([name], float(name == state))
    return gauge


def _jobs(figures: Figures) -> Iterator[Metric]:
    jobs = GaugeMetricFamily("duizhao_jobs", "Jobs by what is done.", labels=["task", "state"])
    for job in figures.jobs:
        jobs.add_metric([job.task, job.state], job.count)
    yield jobs
    length = sum(job.count for job in figures.jobs if job.state == "queued")
    yield GaugeMetricFamily("duizhao_queue_length", "Jobs not begun yet.", value=length)
    yield GaugeMetricFamily(
        "duizhao_queue_oldest_seconds", "Age of the oldest waiting job.", figures.oldest_waiting_s
    )


def _calls(figures: Figures) -> Iterator[Metric]:
    calls = CounterMetricFamily(
        "duizhao_model_calls", "Requests to the model of all jobs.", labels=["outcome"]
    )
    tokens = CounterMetricFamily(
        "duizhao_model_tokens", "Tokens of all jobs.", labels=["outcome", "direction"]
    )
    for call in figures.calls:
        outcome = call.outcome or "unknown"
        calls.add_metric([outcome], call.count)
        tokens.add_metric([outcome, "prompt"], call.prompt_tokens)
        tokens.add_metric([outcome, "completion"], call.completion_tokens)
    yield calls
    yield tokens
