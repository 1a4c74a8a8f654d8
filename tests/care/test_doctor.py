"""The doctor: what is wrong, how it is mended, and that nothing secret is told."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.error import HTTPError

import pytest

from service.bootstrap import House
from service.care.checks import CHECKS, fonts, office_suite
from service.care.checks.model import model_names
from service.care.doctor import Report, examine
from service.care.finding import Finding, Result, Surroundings, ok
from service.scope import of_unit
from service.settings import Settings
from service.store.audit import AuditLog
from service.store.database import open_database
from service.store.one_process import hold
from service.store.tables import AuditRow, ChunkRow, JobRow, UnitRow
from tests.simulated_llm import Simulated, serving

CANARY = "sk-canary-0123456789abcdef"
ROOT = Path(__file__).parents[2]
Examined = Callable[..., Report]


@pytest.fixture
def examined(tmp_path: Path) -> Iterator[Examined]:
    """Examines an installation in a folder by the named checks only."""
    houses: list[House] = []

    def run(*names: str, **settings: object) -> Report:
        house = House(Settings.model_validate({"data_dir": tmp_path / "data", **settings}))
        houses.append(house)
        around = Surroundings(house.settings, {}, tmp_path / ".env", lambda: house.search)
        return examine(around, [check for check in CHECKS if check.NAME in names])

    yield run
    for house in houses:
        house.close()


def only(report: Report) -> Result:
    (result,) = report.results
    return result


def levels(report: Report) -> list[str]:
    return [result.level for result in report.results]


def test_every_file_of_checks_is_run_and_says_who_it_is() -> None:
    files = {p.stem for p in (ROOT / "service" / "care" / "checks").glob("[a-z]*.py")}
    named = [str(getattr(check, "__name__", "")).rsplit(".", 1)[-1] for check in CHECKS]
    assert sorted(named) == sorted(files)
    assert len({check.NAME for check in CHECKS}) == len(CHECKS)
    assert all(check.TITLE and check.SECONDS > 0 for check in CHECKS)


def test_a_new_installation_is_healthy(examined: Examined) -> None:
    slow = {office_suite.NAME, fonts.NAME}
    report = examined(*({check.NAME for check in CHECKS} - slow))
    assert report.healthy
    assert {result.level for result in report.results} == {"ok"}
    assert report.results[0].name == "settings"


class _Hanging:
    NAME, TITLE, SECONDS = "hanging", "卡住", 0.2

    def look(self, around: Surroundings) -> Iterator[Finding]:
        del around
        yield ok("before")
        time.sleep(30)


class _Failing:
    NAME, TITLE, SECONDS = "failing", "出错", 5.0

    def look(self, around: Surroundings) -> Iterator[Finding]:
        yield ok("before")
        raise RuntimeError(f"{CANARY} {around.settings.data_dir}")


class _Telling:
    NAME, TITLE, SECONDS = "telling", "多嘴", 5.0

    def look(self, around: Surroundings) -> Iterator[Finding]:
        yield ok(f"key {around.settings.llm_api_key.get_secret_value()}")


def test_a_check_that_hangs_or_fails_stops_no_other_and_tells_no_secret(tmp_path: Path) -> None:
    settings = Settings.model_validate({"data_dir": tmp_path, "llm_api_key": CANARY})
    around = Surroundings(settings, {}, tmp_path / ".env", lambda: House(settings).search)
    report = examine(around, [_Hanging(), _Failing(), _Telling()])
    assert levels(report) == ["ok", "problem", "ok", "problem", "ok"]
    assert "没有查完" in report.results[1].found
    assert report.results[3].found == "查不下去（RuntimeError）"
    assert not report.healthy
    assert CANARY not in report.to_json()


def test_the_command_names_the_setting_that_was_meant_and_the_value_that_is_wrong(
    tmp_path: Path,
) -> None:
    (tmp_path / ".env").write_text(
        f"DUIZHAO_LLM_API_KEYS={CANARY}\nexport DUIZHAO_DATA=x\n", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", "doctor", "--format", "json"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DUIZHAO_PORT": CANARY,
            "DUIZHAO_LOG_FORMAT": "xml",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert CANARY not in done.stdout + done.stderr
    told = [(r["level"], r["found"], r["mend"]) for r in json.loads(done.stdout)["results"]]
    assert told[1][:2] == ("warning", "不认识 DUIZHAO_LLM_API_KEYS，它不起作用")
    assert "DUIZHAO_LLM_API_KEY？" in told[1][2]
    assert [found for level, found, _ in told if level == "problem"] == [
        "DUIZHAO_LOG_FORMAT 的值不可用：只能是 plain、json 之一",
        "DUIZHAO_PORT 的值不可用：应为整数",
    ]


def test_a_file_of_settings_with_a_key_that_others_can_read_is_told(
    examined: Examined, tmp_path: Path
) -> None:
    env = tmp_path / ".env"
    env.write_text(f"DUIZHAO_LLM_API_KEY={CANARY}\n")
    env.chmod(0o644)
    assert "chmod 600" in examined("settings").results[0].mend
    env.chmod(0o600)
    assert only(examined("settings")).level == "ok"


def test_a_data_directory_that_others_can_read_is_told(examined: Examined, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    (tmp_path / "data").chmod(0o755)
    assert only(examined("permissions")).level == "warning"
    (tmp_path / "data").chmod(0o700)
    assert only(examined("permissions")).level == "ok"


def test_a_place_that_cannot_be_written_is_a_problem(examined: Examined) -> None:
    report = examined("disk", originals_dir="/proc/duizhao")
    assert levels(report)[1] == "problem"
    assert "写不进去" in report.results[1].found


def test_a_damaged_file_and_an_address_nobody_answers_are_problems(
    examined: Examined, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "duizhao.sqlite").write_bytes(b"no database" * 500)
    assert "从备份恢复" in only(examined("database")).mend
    gone = examined("database", database_url=f"postgresql://u:{CANARY}@127.0.0.1:9/x")
    assert only(gone).level == "problem"
    assert CANARY not in gone.to_json()


def test_both_databases_are_looked_at_and_not_upgraded(
    examined: Examined, tmp_path: Path, postgres_address: str
) -> None:
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / "duizhao.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE materials (owner TEXT)")
    connection.close()
    before = path.read_bytes()
    assert "warning" in levels(examined("database"))
    assert path.read_bytes() == before
    path.unlink()
    open_database(f"sqlite:///{path}").close()
    assert set(levels(examined("database"))) == {"ok"}
    assert "warning" in levels(examined("database", database_url=postgres_address))
    open_database(postgres_address).close()
    report = examined("database", database_url=postgres_address)
    assert report.healthy
    assert any("pgvector" in result.found for result in report.results)


def test_a_held_directory_is_told_with_its_holder(examined: Examined, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert "没有别的" in only(examined("lock")).found
    with hold(tmp_path / "data"):
        assert "服务正在运行" in only(examined("lock")).found


def test_jobs_that_wait_too_long_a_broken_audit_and_missing_vectors_are_told(
    examined: Examined, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    database = open_database(f"sqlite:///{tmp_path / 'data' / 'duizhao.sqlite'}")
    scope = of_unit("u", "p")
    with database.deciding(write=True) as session:
        session.add(UnitRow(id="u", name="市审计局机关党委", created_at=now))
        session.flush()
        AuditLog.add(session, scope, action="unit.create", target="u")
        AuditLog.add(session, scope, action="unit.create", target="v")
    with database.writing(scope) as session:
        for state, moment in (("queued", now - timedelta(hours=3)), ("running", now)):
            job = JobRow(id=state, unit_id="u", task="draft", request="{}", state=state)
            job.cause, job.result, job.person_id, job.asked_by = "", "{}", "p", ""
            job.created_at, job.started_at = moment, now - timedelta(hours=7)
            session.add(job)
    assert levels(examined("jobs")) == ["warning", "warning", "ok"]
    assert only(examined("audit")).found == "2 条，前后相接"
    with database.deciding(write=True) as session:
        entry = session.get(AuditRow, 1)
        assert entry is not None
        entry.person = "别人"
    assert "第 1 条不对" in only(examined("audit")).found
    with database.writing(scope) as session:
        session.add(ChunkRow(unit_id="u", id="c", material="m" * 64, text="正文", meta={}))
    told = examined("vectors")
    assert only(told).level == "warning"
    assert "审计局" not in told.to_json()
    database.close()


@pytest.fixture
def server() -> Iterator[Simulated]:
    with serving(Simulated(behaviour=lambda _: '{"answer": 2}')) as running:
        yield running


def test_a_model_is_asked_for_its_name_and_one_answer(
    examined: Examined, server: Simulated
) -> None:
    (name,) = model_names(server.base_url, "")
    right = examined("model", llm_base_url=server.base_url, llm_model=name, llm_api_key=CANARY)
    assert only(right).level == "ok"
    assert "能按格式回答" in only(right).found
    wrong = examined("model", llm_base_url=server.base_url, llm_model="typo")
    assert levels(wrong) == ["warning", "ok"]
    assert name in wrong.results[0].found
    assert len(server.ledger.calls) == 2
    assert CANARY not in right.to_json()


class _Elsewhere(BaseHTTPRequestHandler):
    """Sends everybody to another address, with their keys."""

    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        del format, args


def test_the_key_is_not_carried_where_the_server_points() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        threading.Thread(target=server.serve_forever).start()
        with pytest.raises(HTTPError) as refused:
            model_names(f"http://127.0.0.1:{server.server_port}/v1", CANARY)
        refused.value.close()
        server.shutdown()
    assert _Elsewhere.seen == ["/v1/models"]


def test_a_model_that_answers_in_no_form_is_a_problem(examined: Examined) -> None:
    with serving(Simulated(behaviour=lambda _: "我不会")) as server:
        (name,) = model_names(server.base_url, "")
        report = examined("model", llm_base_url=server.base_url, llm_model=name)
    assert only(report).level == "problem"


def test_an_embedding_model_is_asked_for_vectors(examined: Examined, server: Simulated) -> None:
    (name,) = model_names(server.base_url, "")
    report = examined("embedding", embed_base_url=server.base_url, embed_model=name)
    assert only(report).level == "ok"
    assert "维" in only(report).found


def test_a_model_that_is_not_there_or_outside_is_told(examined: Examined) -> None:
    gone = examined("model", llm_base_url="http://127.0.0.1:9/v1", llm_model="m")
    assert only(gone).level == "problem"
    assert "密钥" in only(gone).mend
    outside = examined("model", llm_base_url="https://model.example.com/v1", llm_model="m")
    assert only(outside).level == "warning"
    assert "在单位之外" in only(outside).found
    assert only(examined("model", llm_base_url="http://")).level == "problem"


def test_an_embedding_model_that_is_not_there_is_told(examined: Examined) -> None:
    gone = examined("embedding", embed_base_url="http://127.0.0.1:9/v1", embed_model="m")
    assert only(gone).level == "problem"


@pytest.mark.office
def test_libreoffice_is_tried_and_fonts_are_looked_for(examined: Examined) -> None:
    report = examined(office_suite.NAME, fonts.NAME)
    assert [result.name for result in report.results] == ["fonts", "libreoffice"]
    assert report.results[1].level == "ok"
