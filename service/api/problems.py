"""Errors as problem details (RFC 9457): one table from what happened to a status."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from service.api.versions import VersionMissing
from service.errors import (
    BadInput,
    Conflict,
    DatabaseBusy,
    DuizhaoError,
    Forbidden,
    LibraryBusy,
    ModelFailure,
    NotFound,
    OutOfScope,
    StaleWrite,
    StorageFull,
    TooOften,
    Unauthenticated,
)
from service.validation import in_words

_LOG = logging.getLogger(__name__)
_STATUS: tuple[tuple[type[DuizhaoError], int, str], ...] = (
    (StaleWrite, 409, "别人先保存了，请对照后再存"),
    (Conflict, 409, "与现在的状态不符"),
    (NotFound, 404, "没有找到"),
    (Forbidden, 403, "没有这个权限"),
    (Unauthenticated, 401, "请先登录"),
    (TooOften, 429, "太频繁了，请稍后再试"),
    (VersionMissing, 428, "没有写明改的是哪一版"),
    (BadInput, 422, "给的内容不能用"),
    (LibraryBusy, 503, "资料库正被占用"),
    (DatabaseBusy, 503, "现在太忙"),
    (StorageFull, 507, "没有地方存了"),
    (ModelFailure, 502, "模型没有给出可用的回答"),
    (OutOfScope, 500, "服务出错"),
    (DuizhaoError, 500, "没有办成"),
)


class Problem(BaseModel):
    """RFC 9457: what went wrong, for people (title, detail) and programs (type, status)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    instance: str = ""


class StaleProblem(Problem):
    """A stale save: ``current`` is what stands now, at ``version``; ``yours`` what was sent."""

    current: str = ""
    version: int = 0
    yours: str = ""


def add_problem_handlers(app: FastAPI) -> None:
    """Makes every error of the application a problem."""
    app.add_exception_handler(DuizhaoError, _foreseen)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def problem_of(error: Exception, path: str) -> Problem:
    """How an error at that address is told. One that nobody foresaw goes to the log: its words may
    be nobody's business."""
    if not isinstance(error, DuizhaoError) or isinstance(error, OutOfScope):
        _LOG.error("unforeseen error at %s", path, exc_info=error)
        detail = "详情已写入服务日志，请联系维护人员"
        return Problem(title="服务出错", status=500, detail=detail, instance=path)
    status, title = next((s, t) for kind, s, t in _STATUS if isinstance(error, kind))
    return Problem(title=title, status=status, detail=str(error), instance=path)


async def _foreseen(request: Request, error: Exception) -> JSONResponse:
    problem = problem_of(error, request.url.path)
    headers = {}
    if isinstance(error, StaleWrite):
        problem = StaleProblem(
            **problem.model_dump(), current=error.current, version=error.version, yours=error.yours
        )
    if isinstance(error, TooOften):
        headers["Retry-After"] = str(error.wait_s)
    if isinstance(error, Unauthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    return _sent(problem, headers)


async def _malformed(request: Request, error: Exception) -> JSONResponse:
    details = error.errors() if isinstance(error, RequestValidationError) else []
    return _answer(request, 422, "请求的内容不合格式", in_words(details))


async def _http(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        return await _unforeseen(request, error)
    titles = {
        400: "请求的内容读不出来",
        404: "没有这个地址",
        405: "这个地址不支持这种方法",
        413: "文件太大",
    }
    title = titles.get(error.status_code, "请求不能处理")
    # The framework's own words are English and say no more than the title does.
    return _answer(request, error.status_code, title, "", error.headers)


async def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    return _sent(problem_of(error, request.url.path), {})


def _answer(
    request: Request, status: int, title: str, detail: str, headers: object = None
) -> JSONResponse:
    problem = Problem(title=title, status=status, detail=detail, instance=request.url.path)
    return _sent(problem, dict(headers) if isinstance(headers, dict) else {})


def _sent(problem: Problem, headers: dict[str, str]) -> JSONResponse:
    return JSONResponse(
        problem.model_dump(),
        status_code=problem.status,
        headers=headers,
        media_type="application/problem+json",
    )
