"""A route that refuses text which no database keeps: NUL, and half a character. Whatever field it
stands in, it is told before anything is done."""

import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from service.errors import BadInput

_ESCAPED_BACKSLASH = re.compile(rb"\\\\")
_WHOLE = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_UNFIT = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")

Handle = Callable[[Request], Coroutine[Any, Any, Response]]


class Keepable(APIRoute):
    """Checks address and JSON body of a request. Raises BadInput."""

    def get_route_handler(self) -> Handle:
        """See FastAPI."""
        handle = super().get_route_handler()
        # What a route does not read can do no harm, and its document tells of no refusal.
        asks = _asks(self.dependant)
        reads = self.body_field is not None

        async def checked(request: Request) -> Response:
            query = request.scope["query_string"] if asks else b""
            if "\x00" in request.scope["path"] or b"%00" in query:
                raise BadInput("地址里含有不能保存的字符（NUL）")
            json = "json" in request.headers.get("content-type", "")
            if reads and json and _unfit(await request.body()):
                raise BadInput("正文里含有不能保存的字符（NUL 或不成字的编码）")
            return await handle(request)

        return checked


def _asks(dependant: Dependant) -> bool:
    """Whether a route, or what it depends on, reads the query."""
    return bool(dependant.query_params) or any(map(_asks, dependant.dependencies))


def _unfit(body: bytes) -> bool:
    if b"\x00" in body:
        # JSON is UTF-8; of another encoding nobody could tell what it escapes.
        return True
    escapes = _ESCAPED_BACKSLASH.sub(b"", body)
    return _UNFIT.search(_WHOLE.sub(b"", escapes)) is not None
