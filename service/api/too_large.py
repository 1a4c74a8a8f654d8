"""What the framework says of too large a body, as a problem: it speaks before any handler does."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TOO_LARGE = 413


class TooLarge:
    """Puts a problem in the place of the framework's plain words."""

    def __init__(self, app: ASGIApp, most_mb: int) -> None:
        self._app = app
        self._most_mb = most_mb

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        replaced = False

        async def told(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_plain(message):
                replaced = True
                await self._problem(scope["path"])(scope, receive, send)
            elif not replaced:
                await send(message)

        await self._app(scope, receive, told)

    def _problem(self, path: str) -> JSONResponse:
        problem = {
            "type": "about:blank",
            "title": "文件太大",
            "status": _TOO_LARGE,
            "detail": f"一次最多{self._most_mb}兆（DUIZHAO_MAX_UPLOAD_MB），请分几次上传",
            "instance": path,
        }
        return JSONResponse(
            problem,
            status_code=_TOO_LARGE,
            media_type="application/problem+json",
        )


def _is_plain(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return bool(message["status"] == _TOO_LARGE) and kind.startswith("text/plain")
