"""What any route may answer besides its result, for the OpenAPI document."""

from typing import Any

from service.api.problems import Problem, StaleProblem

Answers = dict[int | str, dict[str, Any]]

_PROBLEM = "application/problem+json"


def _answer(words: str, model: type[Problem] = Problem) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"description": words, "content": {_PROBLEM: {"schema": schema}}}


ERRORS: Answers = {
    400: _answer("请求的内容读不出来"),
    401: _answer("请先登录"),
    403: _answer("没有这个权限"),
    404: _answer("没有找到，或无权查看"),
    413: _answer("文件太大"),
    422: _answer("给的内容不能用"),
    429: _answer("太频繁了"),
    500: _answer("服务出错"),
    503: _answer("暂时不能用"),
}
"""Of every route."""

CHANGES: Answers = {
    409: _answer("别人先保存了，或与现在的状态不符", StaleProblem),
    428: _answer("没有写明改的是哪一版"),
}
"""Of routes that change something."""

WITH_MODEL: Answers = {502: _answer("模型没有给出可用的回答")}
"""Of routes that ask the model while the caller waits."""
