"""Chat completions on the wire, streamed and whole."""

import json
from typing import Any

DONE = "data: [DONE]\n\n"


def event(data: str) -> str:
    """One server-sent event."""
    return f"data: {data}\n\n"


def chunk(
    text: str | None, *, finish: str | None = None, usage: dict[str, int] | None = None
) -> str:
    """One ``chat.completion.chunk`` event; with ``usage`` the last one, which has no choices."""
    body: dict[str, Any] = {
        "id": "chatcmpl-simulated",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "simulated",
        "choices": [],
    }
    if usage is None:
        body["choices"] = [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]
    else:
        body["usage"] = usage
    return event(json.dumps(body, ensure_ascii=False))


def completion(
    text: str | None, *, finish: str | None = "stop", usage: dict[str, int] | None = None
) -> dict[str, Any]:
    """A ``chat.completion``: the whole answer in one piece."""
    message = {"role": "assistant", "content": text}
    body: dict[str, Any] = {
        "id": "chatcmpl-simulated",
        "object": "chat.completion",
        "created": 0,
        "model": "simulated",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
    }
    return body if usage is None else body | {"usage": usage}
