"""Logs: what is told, and what never is."""

import io
import json
import logging
import os
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

import pytest
from pydantic import SecretStr

from service.care.logs import Form, configure
from service.care.redaction import HIDDEN, Redaction, secrets_of
from service.settings import Settings
from tests.simulated_llm import Simulated, serving
from tests.simulated_llm.behaviours import BEHAVIOURS

KEY = "sk-canary-0123456789abcdef"
NOTE = "处里的金丝雀报销单据拖了三个月没有办结"
PHONE, IDENTITY = "13812345678", "11010519491231002X"
_REQUEST: ContextVar[str] = ContextVar("request", default="")
_JOB: ContextVar[str] = ContextVar("job", default="")


@pytest.fixture
def stream(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    root, dbos = logging.getLogger(), logging.getLogger("dbos")
    handlers, level = list(root.handlers), root.level
    their_handlers, their_propagation, hook = (
        list(dbos.handlers),
        dbos.propagate,
        threading.excepthook,
    )
    out = io.StringIO()
    form: Form = getattr(request, "param", "json")
    configure(
        form,
        "info",
        redaction=Redaction([KEY, 'p@ss"密']),
        ids={"request_id": _REQUEST, "job_id": _JOB},
        stream=out,
    )
    yield out
    logging.captureWarnings(False)
    root.handlers[:], dbos.handlers[:] = handlers, their_handlers
    root.setLevel(level)
    dbos.propagate, threading.excepthook = their_propagation, hook


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_json_with_its_ids_and_numbers(stream: io.StringIO) -> None:
    token = _REQUEST.set("r-1")
    logging.getLogger("service.jobs.desk").info("job %s began", "a" * 24, extra={"ms": 1.5})
    _REQUEST.reset(token)
    (line,) = lines(stream)
    assert line["message"] == f"job {'a' * 24} began"
    assert (line["level"], line["logger"]) == ("info", "service.jobs.desk")
    assert (line["request_id"], line["ms"]) == ("r-1", 1.5)
    assert "job_id" not in line
    assert str(line["time"]).endswith("+00:00")


@pytest.mark.parametrize("stream", ["plain"], indirect=True)
def test_a_plain_line_stays_one_line_whatever_is_in_it(stream: io.StringIO) -> None:
    token = _JOB.set("j-1")
    logging.getLogger("service.x").warning("one\r\nFAKE 2026 error\ntwo")
    _JOB.reset(token)
    (line,) = stream.getvalue().splitlines()
    assert "service.x one" in line
    assert line.endswith("job_id=j-1")


@pytest.mark.parametrize(
    "text",
    [
        f"key {KEY}",
        "Authorization: Bearer abc.def-ghi",
        "authorization=Basic YWJjZGVmZw==",
        "postgresql+psycopg://duizhao:abc.def-ghi@db:5432/duizhao",
        "postgresql://duizhao:with@abc.def-ghi@db:5432/duizhao",
        "password=abc.def-ghi",
        "密码：abc.def-ghi",
        '{"api_key": "abc.def-ghi"}',
        "Cookie: session=abc.def-ghi; csrf=abc.def-ghi",
        "set-cookie: session=abc.def-ghi",
        "DUIZHAO_LLM_API_KEY=abc.def-ghi",
        'p@ss"密 and p%40ss%22%E5%AF%86 and p@ss\\"\\u5bc6',
    ],
)
def test_secrets_are_hidden_wherever_they_stand(text: str) -> None:
    told = Redaction([KEY, 'p@ss"密'])(text)
    assert HIDDEN in told
    for secret in (KEY, "abc.def-ghi", "YWJjZGVmZw", "p@ss", "p%40ss", "u5bc6"):
        assert secret not in told


def test_personal_details_are_hidden_and_ids_are_not() -> None:
    told = Redaction()(f"job {'1381234567890' + 'a' * 11} {PHONE} 身份证{IDENTITY}")
    assert PHONE not in told.replace("1381234567890" + "a" * 11, "")
    assert IDENTITY not in told
    assert "1381234567890" + "a" * 11 in told


def test_every_secret_of_the_settings_is_known() -> None:
    secrets = {
        name: f"secret-of-{name}"
        for name, field in Settings.model_fields.items()
        if field.annotation is SecretStr
    }
    assert len(secrets) >= 2
    settings = Settings.model_validate(
        {**secrets, "database_url": "postgresql://u:secret-of-url@db/x"}
    )
    assert set(secrets_of(settings)) == {*secrets.values(), "secret-of-url"}


def test_a_library_tells_where_and_never_what(stream: io.StringIO) -> None:
    for name in ("chromadb.x", "openai", "dbos", "py.warnings", "asyncio", "sqlalchemy.engine"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG)
        logger.debug("%s", NOTE)
        logger.info(f"{NOTE}")
        logger.warning(f"{NOTE}", extra={"document": NOTE})
        logger.error("%s", NOTE, exc_info=ValueError(NOTE), stack_info=True)
        logger.setLevel(logging.NOTSET)
    found = lines(stream)
    assert len(found) == 12
    assert "金丝雀" not in stream.getvalue()
    assert {line["exception"] for line in found if "exception" in line} == {"ValueError"}
    assert all(str(line["message"]).startswith("test_logs.py:") for line in found)


def test_an_exception_is_told_by_its_kinds_and_places(stream: io.StringIO) -> None:
    def fails() -> None:
        try:
            raise KeyError(NOTE)
        except KeyError as error:
            raise RuntimeError(NOTE) from error

    try:
        fails()
    except RuntimeError:
        logging.getLogger("service.x").exception("it failed")
    (line,) = lines(stream)
    assert line["exception"] == "RuntimeError < KeyError"
    assert "fails" in str(line["trace"])
    assert "金丝雀" not in stream.getvalue()


def test_a_log_statement_of_our_own_that_is_wrong_tells_no_argument(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    (handler,) = (h for h in logging.getLogger().handlers if getattr(h, "stream", 0) is stream)
    wrong = logging.LogRecord("service.x", logging.WARNING, "x.py", 1, "%d notes", (NOTE,), None)
    handler.handle(wrong)
    (line,) = lines(stream)
    assert line["message"] == "x.py:1 的日志语句有误"
    stream.close()
    handler.handle(wrong)
    captured = capsys.readouterr()
    assert "金丝雀" not in captured.err + captured.out


def test_warnings_and_threads_that_die_are_told_without_their_words(stream: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn(NOTE, UserWarning, stacklevel=1)

    def dies() -> None:
        raise ValueError(NOTE)

    hook = threading.excepthook
    thread = threading.Thread(target=dies)
    threading.excepthook = hook
    thread.start()
    thread.join()
    assert "金丝雀" not in stream.getvalue()
    assert [line["logger"] for line in lines(stream)] == ["py.warnings", "service.care.logs"]


def test_words_of_people_do_not_pass_as_extra_either(stream: io.StringIO) -> None:
    logging.getLogger("service.x").info("x", extra={"note": NOTE, "count": 3, "thing": [NOTE]})
    (line,) = lines(stream)
    assert "金丝雀" not in stream.getvalue()
    assert line["count"] == 3


def test_no_secret_and_no_note_is_logged_while_sorting_drafting_and_checking(
    tmp_path: Path,
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(
        f"{NOTE}，经办人电话{PHONE}，身份证{IDENTITY}\n窗口排队时间长，群众反映过五次\n",
        encoding="utf-8",
    )
    log, raw, out = tmp_path / "log", tmp_path / "raw", tmp_path / "out.docx"
    sort = ["sort", str(notes), "--kind", "team-2025"]
    draft = ["draft", str(notes), "--kind", "team-2025", "--unit", "金丝雀处", "--out", str(out)]
    check = ["check", str(out), "--notes", str(notes), "--unit", "金丝雀处"]
    with serving(Simulated(behaviour=BEHAVIOURS["honest"])) as server:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "tests.care.talkative", str(log), str(raw)),
                *(*sort, "+", *draft, "+", *check),
            ],
            env=os.environ
            | {
                "PYTHONPATH": str(Path(__file__).parents[2]),
                "DUIZHAO_DATA_DIR": str(tmp_path / "data"),
                "DUIZHAO_LLM_BASE_URL": server.base_url,
                "DUIZHAO_LLM_MODEL": "honest",
                "DUIZHAO_LLM_API_KEY": KEY,
            },
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    said = raw.read_text(encoding="utf-8")
    assert said.count("\n") > 50, "the libraries said nothing: this test shows nothing"
    assert NOTE in said
    for written in (log.read_text(encoding="utf-8"), done.stderr):
        for canary in (KEY, NOTE[:8], NOTE[-8:], PHONE, IDENTITY):
            assert canary not in written
