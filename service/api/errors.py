"""What a route may answer besides its result, for the OpenAPI document.

Most follows from the route itself and is not written at it: who asks (401, 403), names in its
address (404), what it reads (400, 413, 422), If-Match and Idempotency-Key (409, 428). What does
not follow is told at the route by the words below.
"""

from collections.abc import Iterator
from typing import Any

from service.api.problems import Problem, StaleProblem

Answers = dict[int | str, dict[str, Any]]

_PROBLEM = "application/problem+json"


def _answer(words: str, model: type[Problem] = Problem) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"description": words, "content": {_PROBLEM: {"schema": schema}}}


MISSING: Answers = {404: _answer("没有找到，或无权查看")}
"""Of routes that name something elsewhere than in their address."""
CONFLICT: Answers = {409: _answer("与现在的状态不符")}
"""Of routes that may be refused for what stands, and read neither a version nor a key."""
WITH_MODEL: Answers = {502: _answer("模型没有给出可用的回答")}
"""Of routes that ask the model while the caller waits."""
SIGNING_IN: Answers = {401: _answer("登录没有通过"), 403: _answer("请求来自别的网站")}
"""Of the route at which a browser signs in."""
AT_PROVIDER: Answers = {401: _answer("登录没有通过"), **MISSING}
"""Of routes that sign in at a provider; 404 where none is set."""

_ASKED = {401: _answer("请先登录"), 403: _answer("没有这个权限")}
_BODY = {400: _answer("请求的内容读不出来"), 413: _answer("文件太大")}
_WRONG = {422: _answer("给的内容不能用")}
_ONCE = {409: _answer("与现在的状态不符，或同样的请求还在办理")}
_VERSIONED = {
    409: _answer("别人先保存了，或与现在的状态不符", StaleProblem),
    428: _answer("没有写明改的是哪一版"),
}
_ALWAYS = {
    429: _answer("太频繁了"),
    500: _answer("服务出错"),
    503: _answer("数据库或资料库正被占用"),
    # Reading, too, writes down when a sign-in was last used.
    507: _answer("没有地方存了"),
}


def answers_of(path: str, route: dict[str, Any], *, once: bool) -> dict[str, dict[str, Any]]:
    """What a route of the document may answer besides its result and what is told at it.

    ``path`` is its template; ``once`` says that it takes an Idempotency-Key; ``security`` in the
    route is empty where nobody is asked who they are.
    """
    return {str(status): dict(words) for status, words in _derived(path, route, once)}


def _derived(
    path: str, route: dict[str, Any], once: bool
) -> Iterator[tuple[int | str, dict[str, Any]]]:
    names = {parameter["name"].lower() for parameter in route.get("parameters", ())}
    body = "requestBody" in route
    for applies, answers in (
        (True, _ALWAYS),
        (bool(route["security"]), _ASKED),
        ("{" in path, MISSING),
        (body, _BODY),
        (bool(names) or body or once, _WRONG),
        (once, _ONCE),
        ("if-match" in names, _VERSIONED),
    ):
        if applies:
            yield from answers.items()
