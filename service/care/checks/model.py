"""The language model: there, known by its name, and able to answer in a form."""

import asyncio
import json
import time
import urllib.request
from collections.abc import Iterator

from pydantic import BaseModel

from service.care.finding import Finding, Surroundings, ok, problem, warning
from service.errors import BadSettings, ModelFailure
from service.llm.endpoint import Endpoint
from service.llm.external import is_external
from service.llm.opening import Opened, model_of
from service.prompting import Prompt
from service.settings import Settings

NAME, TITLE, SECONDS = "model", "语言模型", 75.0
_LIST_S, _ANSWER_S = 5.0, 60.0
_SLOW = 5.0
"""Tokens a second below which a draft takes longer than people wait."""
_LARGEST = 4 << 20


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *_: object) -> None:
        """See urllib: None refuses."""


class Greeting(BaseModel):
    """The tiny form that the model is asked to fill in."""

    answer: int


def look(around: Surroundings) -> Iterator[Finding]:
    """Asks for the list of models and for one tiny answer; nothing of anybody's is sent."""
    settings = around.settings
    if not settings.llm_base_url:
        yield ok("未设置，不用模型：起草、核对均可用，由程序按规则完成")
        return
    try:
        outside = is_external(settings.llm_base_url, settings.llm_external)
        opened = _opened(settings)
    except BadSettings as error:
        yield problem(str(error), "请改正 DUIZHAO_LLM_BASE_URL，形如 http://主机名:端口/v1")
        return
    if opened.model is None:
        yield warning(f"已设置，但不使用：{opened.reason}", "按上面说的二选一，或删去模型地址")
        return
    if outside:
        yield warning("模型在单位之外，送出的内容先隐去个人信息", "涉密、敏感材料请用单位内的模型")
    yield from _listed(settings)
    yield _answered(opened)


def _opened(settings: Settings) -> Opened:
    endpoint = Endpoint(
        base_url=settings.llm_base_url,
        model=settings.llm_model or "default",
        api_key=settings.llm_api_key,
    )
    return model_of(
        endpoint, external=settings.llm_external, external_use=settings.llm_external_use
    )


def _listed(settings: Settings) -> Iterator[Finding]:
    try:
        names = model_names(settings.llm_base_url, settings.llm_api_key.get_secret_value())
    except (OSError, ValueError):
        # Not every server has a list. What counts is whether it answers.
        return
    if settings.llm_model and settings.llm_model not in names:
        known = "、".join(sorted(names)[:8]) or "空"
        yield warning(
            f"服务器的模型列表里没有 {settings.llm_model}（有：{known}）",
            "请把 DUIZHAO_LLM_MODEL 改成列表里的名称",
        )


def model_names(base_url: str, key: str) -> set[str]:
    """The names at ``/models`` of an OpenAI-compatible address. Raises OSError, ValueError."""
    address = base_url.rstrip("/") + "/models"
    if not address.startswith(("http://", "https://")):
        raise ValueError("not an address of the web")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - checked above
    # Neither a proxy of the environment nor a host that the server points at may see the key.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Staying())
    with opener.open(request, timeout=_LIST_S) as answer:
        listed = json.loads(answer.read(_LARGEST))
    if not isinstance(listed, dict) or not isinstance(listed.get("data"), list):
        raise ValueError("not a list of models")
    return {str(entry.get("id")) for entry in listed["data"] if isinstance(entry, dict)}


def _answered(opened: Opened) -> Finding:
    model = opened.model
    if model is None:
        return problem("没有可用的模型", opened.reason)
    began = time.monotonic()
    prompt = Prompt(
        stamp="doctor@1",
        system="你按要求的 JSON 格式回答，不写别的。",
        user='一加一等于几？写成 {"answer": 数字}。',
    )
    try:
        answer = asyncio.run(
            model.ask(prompt, Greeting, max_tokens=1024, deadline=began + _ANSWER_S)
        )
    except ModelFailure as error:
        return problem(
            str(error), "请检查模型服务是否在运行、地址、模型名和密钥；期间不用模型也能起草核对"
        )
    took = max(time.monotonic() - began, 1e-3)
    speed = answer.usage.completion_tokens / took
    told = f"能按格式回答，用时 {took:.1f} 秒，约 {speed:.0f} 词元/秒"
    if speed < _SLOW and took > 10:
        return warning(told, "速度偏慢：请换小一些的模型，或检查显卡是否用上")
    return ok(told)
