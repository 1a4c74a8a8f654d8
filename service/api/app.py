"""The application: routes, limits, headers and what an error looks like."""

from fastapi import FastAPI, Request, Response
from starlette.middleware.base import RequestResponseEndpoint

from service import __version__
from service.api.dismissals import router as dismissals_router
from service.api.docs import docs_router
from service.api.problems import add_problem_handlers
from service.api.reviews import router as review_router
from service.api.routes import router
from service.bootstrap import House

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def make_app(house: House) -> FastAPI:
    """The service on top of an open house. Bodies over the upload limit are refused with 413."""
    app = FastAPI(
        title="对照",
        version=__version__,
        summary="民主生活会、组织生活会材料的起草与核对",
        # The framework's own pages load scripts from outside; ours is drawn by the server.
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        max_body_size=house.settings.max_upload_mb * 1024 * 1024,
    )
    app.state.house = house
    add_problem_handlers(app)
    app.include_router(router, prefix="/api/v1")
    app.include_router(dismissals_router, prefix="/api/v1")
    app.include_router(review_router, prefix="/api/v1")
    app.include_router(docs_router)

    @app.middleware("http")
    async def harden(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return app
