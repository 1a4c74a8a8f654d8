"""What the OpenAPI document says beyond what the routes say themselves: who may ask, which headers
come and go, what problems look like, and an example of each body and answer."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from service.api.errors import answers_of
from service.api.problems import Problem, StaleProblem

_ABOUT = """\
程序用密钥：`Authorization: Bearer 密钥`。浏览器登录后凭 Cookie，改动时另带
`X-CSRF-Token`（`GET /api/v1/me` 里的 `csrf`）。在本机模式下不用登录。

改动带 `If-Match`（上次读到的 `ETag`）：别人先保存了就答 409，两份文字都在答复里，谁的也不丢。
可能重发的 POST 带 `Idempotency-Key`，一个请求一个：重发多少次也只办一次。
长的列表一页一页取：把 `next` 作为下一次的 `after`。费时的事答 202 和一个任务，进展看
`/api/v1/jobs/{job}/events`（SSE）。出错时答 `application/problem+json`（RFC 9457）。
"""
_TAGS = (
    ("登录", "登录、退出、我是谁"),
    ("单位", "单位的树和用量"),
    ("人员", "人员、角色和密钥"),
    ("文种", "文种/年度口径"),
    ("规则", "核对时找什么，本单位改了什么"),
    ("编制任务", "一份要写的材料"),
    ("意见", "意见的交入、整理和改正"),
    ("草稿", "草稿的各条、历次改动和版本"),
    ("提示与意见回应", "核对出的提示，每条意见的下落"),
    ("导出", "Word 和 Excel"),
    ("报送与审核", "报送稿和审核意见"),
    ("台账", "整改台账"),
    ("资料库", "往年材料、检索和原件"),
    ("任务", "费时的工作"),
    ("审计", "谁办了什么"),
    ("管理", "管理员看各单位的人数、用量和密钥"),
    ("维护", "设置、自检和备份，只给全系统的管理员"),
    ("一次性", "给其他办公系统：不保存所送内容"),
    ("忽略记录", "一次性核对时忽略的提示"),
)
_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "API 密钥"},
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "duizhao",
        "description": "登录后的浏览器",
    },
    "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token", "description": "改动时要带"},
}
_ANYBODY = ("/api/v1/sign-in", "/api/v1/sign-in/provider", "/api/v1/sign-in/provider/return")
_IF_MATCH = {"type": "string", "pattern": r'^(W/)?"[0-9]{1,9}"$'}
_ONCE = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "一个请求一个；重发时不变，只办一次",
    "schema": {"type": "string", "pattern": "^[!-~]{8,200}$"},
    "example": "2026-01-31-0001",
}
_EVERY_ANSWER = {"X-Request-ID": "请求的标识，查日志时用"}
_TAGGED = {"ETag": "现在是哪一版，改动时写进 If-Match"}
_PLACED = {"Location": "到哪里看"}
_WAIT = {"Retry-After": "几秒之后再试"}


def document(drawn: dict[str, Any], *, local: bool) -> dict[str, Any]:
    """The framework's document, completed in place. ``local``: nobody signs in."""
    drawn["info"]["description"] = _ABOUT
    drawn["tags"] = [{"name": name, "description": about} for name, about in _TAGS]
    parts = drawn.setdefault("components", {})
    parts["securitySchemes"] = _SCHEMES
    for model in (Problem, StaleProblem):
        parts["schemas"].setdefault(model.__name__, model.model_json_schema())
    for name in ("HTTPValidationError", "ValidationError"):
        # The framework's own form of a refusal: ours is a problem.
        parts["schemas"].pop(name, None)
    for path, method, route in _routes(drawn):
        route["security"] = _security(path, method, local=local)
        once = _complete_parameters(method, route)
        route["responses"] |= answers_of(path, route, once=once)
        for status, answer in route["responses"].items():
            _complete_headers(status, answer, route)
        _add_examples(f"{method.upper()} {path}", route)
    return drawn


def _routes(drawn: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in drawn["paths"].items():
        for method, route in methods.items():
            yield path, method, route


def _security(path: str, method: str, *, local: bool) -> list[dict[str, list[str]]]:
    if path in _ANYBODY:
        return []
    by_cookie: dict[str, list[str]] = {"cookie": []}
    if method != "get":
        by_cookie["csrf"] = []
    return [{"bearer": []}, by_cookie, *([{}] if local else [])]


def _complete_parameters(method: str, route: dict[str, Any]) -> bool:
    """Names the headers as HTTP does; whether Idempotency-Key is one of them."""
    named = {parameter["name"]: parameter for parameter in route.get("parameters", ())}
    if "if-match" in named:
        named["if-match"].update(name="If-Match", required=True, schema=_IF_MATCH, example='"3"')
    once = bool(route.pop("x-once", False)) and method == "post"
    if once:
        route.setdefault("parameters", []).append(_ONCE)
    return once


def _complete_headers(status: str, answer: dict[str, Any], route: dict[str, Any]) -> None:
    names = dict(_EVERY_ANSWER)
    if status in ("201", "202"):
        names |= _PLACED
    if status in ("200", "201") and "428" in route["responses"]:
        names |= _TAGGED
    if status == "429":
        names |= _WAIT
    answer["headers"] = {
        name: {"description": about, "schema": {"type": "string"}} for name, about in names.items()
    }


def _add_examples(name: str, route: dict[str, Any]) -> None:
    found = _examples().get(name, {})
    content = route.get("requestBody", {}).get("content", {})
    if "body" in found and "application/json" in content:
        content["application/json"]["example"] = found["body"]
    for answer in route["responses"].values():
        shown = answer.get("content", {}).get("application/json")
        if shown is not None and "answer" in found:
            shown["example"] = found["answer"]


@cache
def _examples() -> dict[str, dict[str, Any]]:
    """Bodies and answers by method and path, as a real service took and gave them."""
    text = (files("service.api") / "examples.json").read_text(encoding="utf-8")
    read: dict[str, dict[str, Any]] = json.loads(text)
    return read
