"""A route that acts once for one Idempotency-Key, however often a shaky line sends it."""

import hashlib
import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from service.api.acting import acting
from service.api.keepable import Keepable
from service.bootstrap import House
from service.errors import BadInput, Conflict
from service.scope import Scope
from service.store.repeated import KeptAnswer

_HEADER = "idempotency-key"
_LONGEST = 200
_BOUNDARY = re.compile(r'boundary="?([^";,]+)')
_CARRIED = ("content-type", "location", "etag")


class ActsOnce(Keepable):
    """Answers a repeated POST with what the first one was answered, without doing it again."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """See FastAPI."""
        # For the document, which then tells of the header (service/api/document.py).
        self.openapi_extra = {**(self.openapi_extra or {}), "x-once": True}
        handle = super().get_route_handler()

        async def once(request: Request) -> Response:
            key = request.headers.get(_HEADER)
            if key is None or request.method != "POST":
                return await handle(request)
            return await _once(request, _checked(key), handle)

        return once


async def _once(
    request: Request, key: str, handle: Callable[[Request], Coroutine[Any, Any, Response]]
) -> Response:
    house: House = request.app.state.house
    scope = await run_in_threadpool(acting, request)
    route = f"{request.method} {request.url.path}"
    digest = _digest(request, await request.body())
    repeated = house.office.repeated
    before = await run_in_threadpool(repeated.claim, scope, key, route, digest)
    if before is not None:
        _refuse_less(scope, before.reached)
        return Response(before.body, status_code=before.status, headers=before.headers)
    try:
        answer = await handle(request)
    except BaseException:
        await run_in_threadpool(repeated.release, scope, key)
        raise
    kept = KeptAnswer(
        status=answer.status_code,
        headers={name: answer.headers[name] for name in _CARRIED if name in answer.headers},
        body=bytes(answer.body).decode(),
        reached=_without_house(scope),
    )
    await run_in_threadpool(repeated.keep, scope, key, kept)
    return answer


def _without_house(scope: Scope) -> Scope:
    """Who looks after the whole house looks after every unit: those need not be kept."""
    return scope.model_copy(update={"administers": frozenset()}) if scope.house else scope


def _refuse_less(scope: Scope, before: Scope) -> None:
    """An answer of before is not given again to who has lost a role since, nor to a key that was
    given less than the person who asked."""
    kept = scope.house >= before.house and all(
        getattr(scope, name) >= getattr(before, name)
        for name in ("writes", "heads", "reviews", "administers", "permissions")
    )
    if not kept:
        raise Conflict("您的权限与当时办理时不同，原来的结果不再给出；请换一个 Idempotency-Key")


def _digest(request: Request, body: bytes) -> str:
    """What was asked, without the boundary of a form: that is another one with each sending."""
    boundary = _BOUNDARY.search(request.headers.get("content-type", ""))
    if boundary:
        body = body.replace(boundary[1].encode(), b"")
    return hashlib.sha256(b"\0".join((request.url.query.encode(), body))).hexdigest()


def _checked(key: str) -> str:
    if not key.isprintable() or not 8 <= len(key) <= _LONGEST:
        raise BadInput("Idempotency-Key 要有8到200个可见字符，每个请求一个")
    return key
