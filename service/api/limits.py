"""How often somebody may ask: the door to limits. Counted in each API process by itself."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_OFFICE = 20
_UNCOUNTED = ("/healthz", "/readyz", "/metrics")


class Limits:
    """Answers 429 to whoever asks more than ``per_minute`` times a minute; 0 sets no limit.

    A key or a cookie is counted by itself, and all that comes from one address together: there
    may be a whole office behind it, but cookies made up by the thousand come to an end too.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app = app
        self._per_minute = per_minute
        self._one = RateLimitItemPerMinute(per_minute or 1)
        self._office = RateLimitItemPerMinute((per_minute or 1) * _OFFICE)
        self._window = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        counted = scope["type"] == "http" and scope["path"] not in _UNCOUNTED
        if not self._per_minute or not counted or self._may(scope):
            await self._app(scope, receive, send)
            return
        problem = {
            "type": "about:blank",
            "title": "太频繁了，请稍后再试",
            "status": 429,
            "detail": f"每分钟最多{self._per_minute}次请求",
            "instance": scope["path"],
        }
        answer = JSONResponse(
            problem,
            status_code=429,
            headers={"Retry-After": "30"},
            media_type="application/problem+json",
        )
        await answer(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        address = (scope.get("client") or ("", 0))[0]
        if not self._window.hit(self._office, f"from:{address}"):
            return False
        headers = Headers(scope=scope)
        shown = headers.get("authorization") or headers.get("cookie") or address
        # A digest by Python's own salt: the storage must not hold a key in the clear.
        return self._window.hit(self._one, f"shown:{hash(shown)}")
