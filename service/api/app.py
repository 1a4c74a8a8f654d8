"""The application: its routes, and what stands before them."""

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp

from service import __version__
from service.api import (
    administration,
    assignments,
    audit,
    dismissals,
    drafts,
    exports,
    flags,
    headings,
    house_care,
    jobs,
    kinds,
    ledger,
    library,
    notes,
    one_shot,
    people,
    provider,
    reviews,
    rule_card,
    rules,
    sample,
    sent,
    sent_reviews,
    sign_in,
    submissions,
    units,
    work,
)
from service.api.docs import docs_router
from service.api.document import document
from service.api.health import router as health_router
from service.api.limits import Limits
from service.api.methods import Methods
from service.api.problems import add_problem_handlers
from service.api.requests import Requests
from service.api.too_large import TooLarge
from service.bootstrap import House
from service.jobs import Jobs

ROUTERS: Sequence[APIRouter] = (
    sign_in.router,
    provider.router,
    units.router,
    people.router,
    kinds.router,
    rules.router,
    rule_card.router,
    assignments.router,
    sample.router,
    notes.router,
    drafts.router,
    headings.router,
    flags.router,
    exports.router,
    submissions.router,
    sent.router,
    ledger.router,
    library.router,
    work.router,
    jobs.router,
    audit.router,
    administration.router,
    house_care.router,
    one_shot.router,
    dismissals.router,
    reviews.router,
    sent_reviews.router,
)
"""Every router below /api/v1."""
_PREFIX = "/api/v1"
_PACKED = 4
"""A draft travels in a sixth of its bytes; harder packing saves little and takes longer."""
_AS_IT_IS = (
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
"""Files that are packed already, and events, which go out one by one."""


class Service(FastAPI):
    """The application. Around all of it, so that the framework's own answers get headers, too,
    stand the request's id and the words for too large a body."""

    def build_middleware_stack(self) -> ASGIApp:
        """See Starlette."""
        house: House = self.state.house
        settings = house.settings
        worded = TooLarge(super().build_middleware_stack(), settings.max_upload_mb)
        return Requests(worded, seen=house.metrics.observe_request, secure=settings.secure)

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        if self.openapi_schema is None:
            self.openapi_schema = document(super().openapi(), local=self.state.local)
        return self.openapi_schema


def make_app(house: House, desk: Jobs, *, local: bool) -> FastAPI:
    """The service on top of an open house. ``local``: nobody signs in, and only this machine's own
    pages and programs are answered. Bodies over the upload limit are refused with 413."""
    settings = house.settings
    app = Service(
        title="对照",
        version=__version__,
        summary="民主生活会、组织生活会材料的起草与核对",
        # The framework's own pages load scripts from outside; ours is drawn by the server.
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        max_body_size=settings.max_upload_mb * 1024 * 1024,
    )
    app.state.house = house
    app.state.jobs = desk
    app.state.local = local
    add_problem_handlers(app)
    paths = [("/openapi.json", "GET")]
    for prefix, router in (
        *((_PREFIX, r) for r in ROUTERS),
        ("", docs_router),
        ("", health_router),
    ):
        app.include_router(router, prefix=prefix)
        paths += _paths(prefix, router)
    app.add_middleware(GZipMiddleware, compresslevel=_PACKED, exclude_content_types=_AS_IT_IS)
    app.add_middleware(Methods, paths=paths)
    app.add_middleware(Limits, per_minute=settings.requests_per_minute)
    return app


def _paths(prefix: str, router: APIRouter) -> Iterator[tuple[str, str]]:
    for route in router.routes:
        if isinstance(route, Route):
            yield from ((prefix + route.path, method) for method in route.methods or ())
