"""What went wrong with a request: whether to try again, to wait, or to ask in another way."""

import math
import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Literal

import httpx2
import openai

from service.errors import ModelFailure, ModelUnavailable
from service.llm.outages import ServerGone
from service.llm.stream import BrokenStream

LONGEST_WAIT_S = 30.0
"""A server that asks for a longer pause is treated as gone: the person should not wait blindly."""

Word = Literal["absent", "broken", "busy", "refused", "cut", "unusable", "late", "cancelled"]
"""For accounts. absent: nobody there; broken: error or protocol broken; busy: 429; refused: other
4xx; cut: not ended by itself, or empty; unusable: answered, but not in the shape; late: over the
deadline; cancelled: nobody wanted it any more."""

# Not of "upstream" and "downstream", which gateways speak of in their errors.
_ABOUT_STREAMING = re.compile(r"(?<![A-Za-z])stream", re.IGNORECASE)
_NOBODY_BEHIND = (502, 503, 504)


@dataclass(frozen=True, slots=True)
class Fault:
    """``passing``: the same request may succeed later, after ``wait_s``. ``form_refused``,
    ``stream_refused``: the server may only dislike how JSON or the stream was asked for;
    ``silent``: it sent no events instead of saying so."""

    message: str
    word: Word
    passing: bool
    wait_s: float = 0.0
    form_refused: bool = False
    stream_refused: bool = False
    silent: bool = False
    prompt_tokens: int = 0
    completion_tokens: int = 0

    @property
    def gone(self) -> bool:
        """Whether this says that the server is not there, broken or overloaded."""
        return self.passing and self.word in ("absent", "broken", "busy")


def fault_of(error: Exception) -> Fault:
    """Sorts whatever the SDK raised. A server that breaks the protocol is a passing fault."""
    if isinstance(error, openai.APIStatusError):
        return _status_fault(error)
    if isinstance(error, httpx2.ConnectError | openai.APIConnectionError | OSError):
        reached = not _never_reached(error)
        return Fault("连接中断或没有响应", "broken" if reached else "absent", passing=True)
    if isinstance(error, httpx2.HTTPError):
        return Fault("连接中断或没有响应", "broken", passing=True)
    if isinstance(error, BrokenStream):
        return Fault(
            str(error),
            "cut" if error.ended else "broken",
            passing=True,
            stream_refused=error.nothing,
            silent=error.nothing,
            prompt_tokens=error.prompt_tokens,
            completion_tokens=error.completion_tokens,
        )
    return Fault(f"回答不合协议（{type(error).__name__}）", "broken", passing=True)


def failure(
    model: str, fault: Fault, *, calls: int, prompt_tokens: int, completion_tokens: int
) -> ModelFailure:
    """The failure of an ask whose last attempt met ``fault``."""
    message = f"模型 {model} 没有给出可用的回答：{fault.message}"
    if not fault.gone:
        return ModelUnavailable(
            message,
            calls=calls,
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens,
        )
    return ServerGone(
        message,
        why=fault.message,
        nobody=fault.word == "absent",
        calls=calls,
        prompt_tokens=prompt_tokens,
        completion_tokens=completion_tokens,
    )


def _never_reached(error: BaseException | None) -> bool:
    """Whether no connection was made at all: the SDK wraps the reason as a cause."""
    while error is not None:
        if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout | ConnectionRefusedError):
            return True
        error = error.__cause__
    return False


def _status_fault(error: openai.APIStatusError) -> Fault:
    status, said = error.status_code, str(error)
    about_form = "response_format" in said or "json_schema" in said
    about_stream = bool(_ABOUT_STREAMING.search(said))
    if status == 429:
        wait = _retry_after(error)
        if wait > LONGEST_WAIT_S:
            return Fault(f"服务器要求等 {wait:.0f} 秒以后再试", "busy", passing=False)
        return Fault("服务器正忙（429）", "busy", passing=True, wait_s=wait)
    if status in (400, 422):
        return Fault(
            _refusal(error),
            "refused",
            passing=False,
            form_refused=about_form,
            stream_refused=about_stream and not about_form,
        )
    if status >= 500:
        # llama-cpp-python answers 500 to a response_format it does not know.
        return Fault(
            f"服务器出错（{status}）",
            "absent" if status in _NOBODY_BEHIND else "broken",
            passing=True,
            form_refused=about_form,
            stream_refused=about_stream and not about_form,
        )
    return Fault(
        f"服务器拒绝了请求（{status}），请检查地址、模型名和密钥", "refused", passing=False
    )


def _refusal(error: openai.APIStatusError) -> str:
    if "context" in str(error).lower():
        return "材料超过了模型的上下文长度"
    return f"服务器不接受请求（{error.status_code}）"


def _retry_after(error: openai.APIStatusError) -> float:
    """Seconds to wait as the server says, a number or a date; 0 where that cannot be read."""
    said = error.response.headers.get("retry-after", "0")
    try:
        wait = float(said)
    except ValueError:
        wait = _until(said)
    return 0.0 if math.isnan(wait) else max(0.0, wait)


def _until(date: str) -> float:
    try:
        return parsedate_to_datetime(date).timestamp() - time.time()
    except ValueError:
        return 0.0
