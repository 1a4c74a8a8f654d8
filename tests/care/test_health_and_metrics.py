"""What a monitor is told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from service import __version__
from service.care.figures import Figures, figures, tell_failures
from service.care.health import alive, ready
from service.care.metrics import Metrics
from service.llm.breaker import FAILURES, Breaker, BreakerState
from service.scope import of_unit
from service.settings import Settings
from service.store.database import Database, open_database
from service.store.tables import JobRow, ModelCallRow, UnitRow
from tests.postgres import PostgresServer

Samples = dict[tuple[str, tuple[str, ...]], float]


class House:
    """The parts that are looked at, real ones."""

    def __init__(self, folder: Path, address: str = "", **settings: str) -> None:
        self.settings = Settings.model_validate(
            {"data_dir": folder, "database_url": address, **settings}
        )
        self.breaker = Breaker()
        self._opened: Database | None = None

    @property
    def database(self) -> Database:
        self._opened = self._opened or open_database(self.settings.database())
        return self._opened

    @property
    def breaker_state(self) -> BreakerState:
        return self.breaker.state()

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()


def samples(metrics: Metrics) -> Samples:
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(metrics.render().decode())
        for sample in family.samples
    }


def with_work(database: Database) -> None:
    now = datetime.now(UTC)
    with database.deciding(write=True) as session:
        session.add(UnitRow(id="u", name="市审计局机关党委", created_at=now))
    with database.writing(of_unit("u", "p")) as session:
        for number, state in enumerate(("queued", "queued", "running", "done")):
            job = JobRow(
                id=f"j{number}",
                unit_id="u",
                assignment_id=None,
                task="draft",
                request="{}",
                state=state,
                cause="",
                result="{}",
                person_id="p",
                asked_by="张三",
                created_at=now - timedelta(seconds=100 * (number + 1)),
                started_at=now if state == "running" else None,
                finished_at=None,
            )
            session.add(job)
        session.flush()
        for outcome in ("ok", "ok", None):
            call = ModelCallRow(
                unit_id="u", job_id="j2", prompt="p", outcome=outcome, sent_at=now, heard_at=None
            )
            call.prompt_tokens, call.completion_tokens = 10, 2
            session.add(call)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_requests_are_counted_by_route_and_not_by_address() -> None:
    metrics = Metrics()
    for status in (200, 200, 404):
        metrics.observe_request("GET", "/api/v1/notes/{note}", status, 0.02)
    metrics.observe_request("张三", "/x", 200, 0.02)
    found = samples(metrics)
    route = "/api/v1/notes/{note}"
    assert found["duizhao_http_requests_total", ("GET", route, "200")] == 2
    assert found["duizhao_http_requests_total", ("GET", route, "404")] == 1
    assert found["duizhao_http_request_seconds_count", ("GET", route)] == 3
    assert found["duizhao_http_requests_total", ("other", "/x", "200")] == 1
    assert found["duizhao_build_info", (__version__,)] == 1


def test_jobs_calls_and_tokens_are_counted_over_all_units_without_a_name(house: House) -> None:
    with_work(house.database)
    metrics = Metrics(
        figures=lambda: figures(house.database),
        breaker=lambda: house.breaker.state().state,
        folders={"data": house.settings.data_dir, "originals": house.settings.originals()},
    )
    found = samples(metrics)
    assert found["duizhao_jobs", ("queued", "draft")] == 2
    assert found["duizhao_queue_length", ()] == 2
    assert 200 <= found["duizhao_queue_oldest_seconds", ()] < 300
    assert found["duizhao_model_calls_total", ("ok",)] == 2
    assert found["duizhao_model_calls_total", ("unknown",)] == 1
    assert found["duizhao_model_tokens_total", ("prompt", "ok")] == 20
    assert found["duizhao_model_breaker", ("closed",)] == 1
    assert found["duizhao_disk_free_bytes", ("originals",)] > 0
    text = metrics.render().decode()
    assert "审计局" not in text
    assert "张三" not in text
    house.close()


def test_a_database_that_is_gone_is_a_figure_and_no_failure(
    own_postgres_server: PostgresServer, tmp_path: Path
) -> None:
    address = own_postgres_server.address(own_postgres_server.create_database(), "psycopg")
    house = House(tmp_path, address)
    metrics = Metrics(figures=lambda: figures(house.database))
    tell_failures(house.database, metrics.database_failed)
    assert ready(house).ready
    assert samples(metrics)["duizhao_database_up", ()] == 1
    own_postgres_server.stop()
    gone = ready(house)
    assert (gone.ready, gone.database, alive()) == (False, "unreachable", True)
    assert samples(metrics)["duizhao_database_up", ()] == 0
    assert samples(metrics)["duizhao_database_errors_total", ()] >= 1
    own_postgres_server.start()
    assert ready(house).ready
    assert samples(metrics)["duizhao_database_up", ()] == 1
    house.close()


def test_two_processes_in_one_do_not_share_figures() -> None:
    first, second = Metrics(figures=Figures), Metrics()
    first.observe_request("GET", "/x", 200, 0.1)
    assert ("duizhao_http_requests_total", ("GET", "/x", "200")) not in samples(second)


def test_a_model_that_is_gone_is_told_and_makes_nothing_unready(tmp_path: Path) -> None:
    house = House(tmp_path, llm_base_url="http://127.0.0.1:9/v1")
    assert (ready(house).ready, ready(house).model) == (True, "there")
    for _ in range(FAILURES):
        leave = house.breaker.admit()
        assert leave is not None
        house.breaker.failed(leave, "没有响应")
    assert (ready(house).ready, ready(house).model) == (True, "gone")
    house.close()


def test_an_engine_that_stopped_and_another_schema_make_it_unready(house: House) -> None:
    assert ready(house).model == "none"
    elsewhere = ready(house, jobs="elsewhere")
    assert (elsewhere.ready, elsewhere.jobs) == (True, "elsewhere")
    stopped = ready(house, jobs="stopped")
    assert (stopped.ready, stopped.jobs, stopped.database) == (False, "stopped", "ok")
    with house.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    other = ready(house)
    assert (other.ready, other.schema_version) == (False, "other")
    house.close()
