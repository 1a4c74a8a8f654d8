"""Errors as problem details (RFC 9457): one table from what happened to a status."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from service.errors import BadInput, DuizhaoError, LibraryBusy, ModelFailure

_LOG = logging.getLogger(__name__)
_STATUS: tuple[tuple[type[DuizhaoError], int, str], ...] = (
    (BadInput, 422, "给的内容不能用"),
    (LibraryBusy, 503, "资料库正被占用"),
    (ModelFailure, 502, "模型没有给出可用的回答"),
    (DuizhaoError, 500, "没有办成"),
)


class Problem(BaseModel):
    """RFC 9457: what went wrong, for people (title, detail) and programs (type, status)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    instance: str = ""


def add_problem_handlers(app: FastAPI) -> None:
    """Makes every error of the application a problem."""
    app.add_exception_handler(DuizhaoError, _foreseen)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


async def _foreseen(request: Request, error: Exception) -> JSONResponse:
    status, title = next((s, t) for kind, s, t in _STATUS if isinstance(error, kind))
    return _answer(request, status, title, str(error))


async def _malformed(request: Request, error: Exception) -> JSONResponse:
    details = error.errors() if isinstance(error, RequestValidationError) else []
    wrong = "；".join(
        f"{'.'.join(str(part) for part in e['loc'])}：{e['msg']}" for e in details[:5]
    )
    return _answer(request, 422, "请求的内容不合格式", wrong)


async def _http(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        return await _unforeseen(request, error)
    titles = {404: "没有这个地址", 405: "这个地址不支持这种方法", 413: "文件太大"}
    title = titles.get(error.status_code, "请求不能处理")
    return _answer(request, error.status_code, title, str(error.detail), error.headers)


async def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    _LOG.error("unforeseen error at %s", request.url.path, exc_info=error)
    return _answer(request, 500, "服务出错", "详情已写入服务日志，请联系维护人员")


def _answer(
    request: Request,
    status: int,
    title: str,
    detail: str,
    headers: object = None,
) -> JSONResponse:
    problem = Problem(title=title, status=status, detail=detail, instance=request.url.path)
    return JSONResponse(
        problem.model_dump(),
        status_code=status,
        headers=dict(headers) if isinstance(headers, dict) else None,
        media_type="application/problem+json",
    )
