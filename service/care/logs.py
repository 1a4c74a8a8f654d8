"""Logs: one line an event on stderr, plain or JSON, with request and job ids and without secrets.

No word of a note gets into them by construction. Our own loggers say fixed sentences and ids.
What a library says may hold anything it was given, so of a library's record only the logger, the
place in its code and the kind of exception are told, and nothing below a warning. Exceptions are
told by their kind and the lines of code they passed, never by their message.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import IO, Literal

from pythonjsonlogger.json import JsonFormatter

from service.care.redaction import Redaction

OURS = ("service", "duizhao")
FRANK = ("uvicorn.error",)
"""Libraries whose messages hold nothing of what passes through: starting and stopping."""
_OWN_HANDLERS = ("dbos", "uvicorn", "uvicorn.error", "uvicorn.access")
"""Loggers of libraries that bring handlers of their own unless they find one."""
_LOG = logging.getLogger(__name__)
_STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"}
Level = Literal["debug", "info", "warning", "error"]
Form = Literal["plain", "json"]
Plain = str | int | float | bool | None


def configure(
    form: Form = "plain",
    level: Level = "info",
    *,
    redaction: Redaction | None = None,
    ids: Mapping[str, ContextVar[str]] | None = None,
    stream: IO[str] | None = None,
) -> logging.Handler:
    """Sends every logger of this process to ``stream`` (stderr) and nowhere else.

    ``ids`` are told with each line under their names, as far as they are set.
    """
    handler = _Quiet(stream or sys.stderr)
    handler.addFilter(_only_what_may_be_told)
    handler.setFormatter(_Retelling(form, redaction or Redaction(), dict(ids or {})))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _OWN_HANDLERS:
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler] if name == "dbos" else []
        logger.propagate = name != "dbos"
    logging.captureWarnings(True)
    threading.excepthook = _ended_by
    return handler


class _Quiet(logging.StreamHandler[IO[str]]):
    """Says nothing where a line cannot be written: what logging itself would say quotes it."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        del record


def _ended_by(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None and not isinstance(ended.exc_value, SystemExit):
        _LOG.error("a thread ended with an exception", exc_info=ended.exc_value)


def is_ours(name: str) -> bool:
    """Whether a logger of that name is the product's own."""
    return name.split(".", 1)[0] in OURS


def _only_what_may_be_told(record: logging.LogRecord) -> bool:
    if is_ours(record.name):
        return True
    frank = any(record.name == name or record.name.startswith(f"{name}.") for name in FRANK)
    return record.levelno >= (logging.INFO if frank else logging.WARNING)


class _Retelling(logging.Formatter):
    """Makes a fresh record of what may be told of another, and formats that one."""

    def __init__(
        self, form: Form, redaction: Redaction, ids: Mapping[str, ContextVar[str]]
    ) -> None:
        super().__init__()
        self._redaction = redaction
        self._ids = ids
        self._inner: logging.Formatter = _PlainLine()
        if form == "json":
            self._inner = JsonFormatter(["message"], json_ensure_ascii=False)

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, Plain] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            **{name: var.get("") for name, var in self._ids.items() if var.get("")},
            **_extra(record),
            **_exception(record),
        }
        told = logging.makeLogRecord({"msg": self._redaction(_message(record))})
        for name, value in fields.items():
            setattr(told, name, self._redaction(value) if isinstance(value, str) else value)
        return self._inner.format(told)


class _PlainLine(logging.Formatter):
    """Time, level, logger and message, then whatever else as ``name=value``."""

    def format(self, record: logging.LogRecord) -> str:
        fields = {k: v for k, v in vars(record).items() if k not in _STANDARD}
        head = " ".join(str(fields.pop(name)) for name in ("time", "level", "logger"))
        tail = "".join(f" {name}={value}" for name, value in fields.items())
        return f"{head} {record.getMessage()}{tail}".replace("\n", " ⏎ ").replace("\r", " ")


def _message(record: logging.LogRecord) -> str:
    if is_ours(record.name) or record.name.startswith(FRANK):
        try:
            return record.getMessage()
        except (TypeError, ValueError, KeyError):
            return f"{record.filename}:{record.lineno} 的日志语句有误"
    return f"{record.filename}:{record.lineno} {record.funcName}"


def _extra(record: logging.LogRecord) -> dict[str, Plain]:
    """What our own loggers give as ``extra``: numbers, and words without a blank."""
    if not is_ours(record.name):
        return {}
    return {
        name: value
        for name, value in vars(record).items()
        if name not in _STANDARD
        and (
            isinstance(value, int | float)
            or (isinstance(value, str) and len(value) <= 200 and value.isascii())
        )
    }


def _exception(record: logging.LogRecord) -> dict[str, Plain]:
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return {}
    kinds: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(kinds) < 5:
        kinds.append(type(seen).__name__)
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    frames = traceback.extract_tb(error.__traceback__)[-20:]
    lines = (f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return {"exception": " < ".join(kinds), "trace": " > ".join(lines)}
