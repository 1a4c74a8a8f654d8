"""What went wrong with a request: whether to try again, to wait, or to ask in another form."""

from dataclasses import dataclass

import httpx2
import openai

from service.llm.stream import BrokenStream

LONGEST_WAIT_S = 30.0
"""A server that asks for a longer pause is treated as gone: the person should not wait blindly."""


@dataclass(frozen=True, slots=True)
class Fault:
    """``passing``: the same request may succeed later, after ``wait_s``. ``form_refused``: the
    server may only dislike how JSON was asked for."""

    message: str
    passing: bool
    wait_s: float = 0.0
    form_refused: bool = False


def fault_of(error: Exception) -> Fault:
    """Sorts whatever the SDK raised. A server that breaks the protocol is a passing fault."""
    if isinstance(error, openai.APIStatusError):
        return _status_fault(error)
    if isinstance(error, openai.APIConnectionError | httpx2.HTTPError | OSError):
        return Fault("连接中断或没有响应", passing=True)
    if isinstance(error, BrokenStream):
        return Fault(str(error), passing=True)
    return Fault(f"回答不合协议（{type(error).__name__}）", passing=True)


def _status_fault(error: openai.APIStatusError) -> Fault:
    status = error.status_code
    if status == 429:
        wait = _retry_after(error)
        if wait > LONGEST_WAIT_S:
            return Fault(f"服务器要求等 {wait:.0f} 秒以后再试", passing=False)
        return Fault("服务器正忙（429）", passing=True, wait_s=wait)
    if status in (400, 422):
        about_form = "response_format" in str(error) or "json_schema" in str(error)
        return Fault(_refusal(error), passing=False, form_refused=about_form)
    if status >= 500:
        # llama-cpp-python answers 500 to a response_format it does not know.
        about_form = "response_format" in str(error) or "json_schema" in str(error)
        return Fault(f"服务器出错（{status}）", passing=True, form_refused=about_form)
    return Fault(f"服务器拒绝了请求（{status}），请检查地址、模型名和密钥", passing=False)


def _refusal(error: openai.APIStatusError) -> str:
    if "context" in str(error).lower():
        return "材料超过了模型的上下文长度"
    return f"服务器不接受请求（{error.status_code}）"


def _retry_after(error: openai.APIStatusError) -> float:
    try:
        return float(error.response.headers.get("retry-after", "0"))
    except ValueError:
        return 0.0
