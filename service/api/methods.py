"""The methods of an address as HTTP has them: HEAD is GET without a body, OPTIONS tells what there
is, and a refused method is told what there is instead."""

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Methods:
    """Answers HEAD and OPTIONS, and completes Allow. ``paths`` are path templates, each with a
    method that it takes."""

    def __init__(self, app: ASGIApp, paths: Iterable[tuple[str, str]]) -> None:
        self._app = app
        self._paths = [(compile_path(path)[0], path.count("{"), method) for path, method in paths]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known = self._known(scope["path"])
        if scope["method"] == "OPTIONS" and known:
            await Response(status_code=204, headers=_allow(known))(scope, receive, send)
        elif scope["method"] == "HEAD" and "GET" in known:
            await self._without_body(scope, receive, send)
        else:
            await self._app(scope, receive, _telling(known, send))

    def _known(self, path: str) -> set[str]:
        found = [(holes, method) for form, holes, method in self._paths if form.match(path)]
        # /notes/merge is itself, not the note of that name.
        fewest = min((holes for holes, _ in found), default=0)
        known = {method for holes, method in found if holes == fewest}
        return known | ({"HEAD"} if "GET" in known else set())

    async def _without_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def gone() -> Message:
            # A stream would go on for as long as somebody listens.
            return {"type": "http.disconnect"} if started else await receive()

        async def bare(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                await send(message)
            elif not message.get("more_body"):
                await send({"type": "http.response.body", "body": b""})

        await self._app({**scope, "method": "GET"}, gone, bare)


def _telling(known: set[str], send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 405 and known:
            MutableHeaders(scope=message)["Allow"] = ", ".join(sorted(known))
        await send(message)

    return told


def _allow(known: set[str]) -> dict[str, str]:
    return {"Allow": ", ".join(sorted(known | {"OPTIONS"}))}
