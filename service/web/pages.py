"""The pages: drawn here as empty forms; their modules fill them from the interface."""

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from service import __version__
from service.api.acting import acting
from service.api.sign_in import who_acts
from service.bootstrap import House
from service.errors import DuizhaoError, Unauthenticated
from service.scope import Scope
from service.web.assets import address, asset, program_of
from service.web.modules import FOLDER
from service.web.screens import SCREENS, Screen

_TEMPLATES = Path(str(files("service.web"))) / "templates"
_SAID = Screen(name="said", path="", title="没有办成", signed_in=False)
"""Where a refusal is told; no address of its own."""
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        # No policy may be made: nothing on the page turns text into markup or into a program.
        "trusted-types 'none'",
    )
)


def add_pages(app: FastAPI) -> FastAPI:
    """Adds every screen and what they load to the service. Where a person's browser goes to an
    address and is refused, it is told on a page."""
    app.add_route(f"{address()}/{{path:path}}", asset, include_in_schema=False)
    for kind in (DuizhaoError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _on_a_page(app.exception_handlers[kind]))
    for screen in SCREENS:
        app.add_api_route(
            screen.path, _page(screen), include_in_schema=False, response_class=HTMLResponse
        )
    return app


def _page(screen: Screen) -> Callable[[Request], Any]:
    async def page(request: Request) -> Response:
        return await run_in_threadpool(_drawn, screen, request)

    return page


def _drawn(screen: Screen, request: Request) -> Response:
    try:
        scope = acting(request)
    except Unauthenticated:
        if screen.signed_in:
            goes_to = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/sign-in?goes_to={quote(goes_to, safe='/')}", 303)
        return _rendered(screen, request, None)
    first = _first_of(scope)
    if not screen.signed_in or (screen.path == "/" and first.path != "/"):
        return RedirectResponse(first.path, 303)
    return _rendered(screen, request, scope)


def _on_a_page(told: Callable[[Request, Any], Any]) -> Callable[[Request, Exception], Any]:
    """As ``told`` answers; for a browser that goes to an address, on a page."""

    async def handle(request: Request, error: Exception) -> Response:
        answer: Response = await told(request, error)
        if request.method != "GET" or not _goes(request):
            return answer
        said = json.loads(bytes(answer.body))
        scope = await run_in_threadpool(_known, request)
        drawn = _rendered(_SAID, request, scope, said=said["title"], more=said["detail"])
        drawn.status_code = answer.status_code
        return drawn

    return handle


def _known(request: Request) -> Scope | None:
    try:
        return acting(request)
    except DuizhaoError:
        return None


def _goes(request: Request) -> bool:
    """Whether a browser goes to the address, rather than a module asking for something."""
    return request.headers.get("accept", "").startswith("text/html")


def _first_of(scope: Scope) -> Screen:
    """Where this person's work begins: a reviewer has no assignments."""
    return next(screen for screen in SCREENS if screen.place == "main" and screen.for_whom(scope))


def _rendered(screen: Screen, request: Request, scope: Scope | None, **values: str) -> HTMLResponse:
    house: House = request.app.state.house
    offered = [s for s in SCREENS if s.place == "main" and scope and s.for_whom(scope)]
    drawn = (
        _templates()
        .get_template(f"screens/{screen.name}.html")
        .render(
            **values,
            screen=screen,
            main=offered,
            tabs=_tabs(request) if screen.place == "assignment" else [],
            person=scope.name if scope else "",
            local=request.app.state.local,
            provider=house.settings.oidc_issuer,
            static=address(),
            program=program_of(screen.name),
            version=__version__,
            boot=_json(_boot(screen, request, scope)),
        )
    )
    return HTMLResponse(drawn, headers={"Content-Security-Policy": _POLICY})


def _boot(screen: Screen, request: Request, scope: Scope | None) -> dict[str, Any]:
    """What the page knows before it asks: who is there; of an assignment whether it has a draft,
    so that the draft is asked for at once and never in vain."""
    if scope is None:
        return {"me": None}
    known: dict[str, Any] = {"me": who_acts(request).model_dump(mode="json")}
    if screen.place == "assignment":
        house: House = request.app.state.house
        named = str(request.path_params["assignment"])
        known["drafted"] = house.office.desk.desk.begun(scope, named)
    return known


def _tabs(request: Request) -> list[tuple[str, str, str]]:
    """Title, address and name of the screens of the assignment that the request names."""
    return [(s.title, _filled(s.path, request), s.name) for s in SCREENS if s.place == "assignment"]


def _filled(path: str, request: Request) -> str:
    for name, value in request.path_params.items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    return path


def _json(value: Any) -> str:
    """JSON that can stand inside a script element: there no text may close it."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


@cache
def _templates() -> Environment:
    # Everything is escaped; only the boot values, whose signs are taken care of, and our own mark
    # go in as they are.
    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # As an image it would be a document of its own, which an old machine takes 20 ms to open.
    drawing = (FOLDER / "mark.svg").read_text(encoding="utf-8")
    templates.globals["mark"] = drawing.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return templates
