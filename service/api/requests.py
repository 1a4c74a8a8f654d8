"""What happens around every request: an id, the headers that keep a browser from harm, a time
taken, a line in the log. Plain ASGI, because streams must pass through untouched."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger("duizhao.requests")
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
        "form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}

request_id: ContextVar[str] = ContextVar("request_id", default="")
Seen = Callable[[str, str, int, float], None]
"""Told of each answer: method, route template, status, seconds."""


class Requests:
    """Gives each request its id, each answer its headers, and tells ``seen`` how it went."""

    def __init__(self, app: ASGIApp, seen: Seen, *, secure: bool) -> None:
        self._app = app
        self._seen = seen
        self._headers = dict(_HEADERS)
        if secure:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        named = _named(Headers(scope=scope).get("x-request-id"))
        token = request_id.set(named)
        began = time.perf_counter()
        status = 500

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = named
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            seconds = time.perf_counter() - began
            route = getattr(scope.get("route"), "path", "(none)")
            self._seen(scope["method"], route, status, seconds)
            # The template, not the address: what people search for stays out of the log.
            _LOG.info(
                "request",
                extra={
                    "method": scope["method"],
                    "route": route,
                    "status": status,
                    "ms": round(seconds * 1000, 1),
                },
            )
            request_id.reset(token)


def _named(given: str | None) -> str:
    """The caller's id where it is a plain one, else a new one."""
    return given if given and _ID.fullmatch(given) else secrets.token_hex(8)
