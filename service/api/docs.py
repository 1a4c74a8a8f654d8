"""The page at /docs: the OpenAPI document as plain HTML, drawn here, loading nothing."""

from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse
from jinja2 import Environment, select_autoescape

from service.api.command import command_of

_FOLDER = files("service.api")
_PAGE = Environment(autoescape=select_autoescape(default=True)).from_string(
    (_FOLDER / "docs.html").read_text(encoding="utf-8")
)

docs_router = APIRouter(include_in_schema=False)


@docs_router.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> HTMLResponse:
    """Every route with its fields and a command to try it."""
    document = request.app.openapi()
    base = str(request.base_url).rstrip("/")
    info = document["info"]
    return HTMLResponse(
        _PAGE.render(
            title=info["title"],
            summary=info.get("summary", ""),
            version=info["version"],
            about=info["description"].replace("`", "").split("\n\n"),
            routes=_routes(document, base, signed_in=not request.app.state.local),
        )
    )


@docs_router.get("/docs.css", response_class=PlainTextResponse)
def style() -> PlainTextResponse:
    """The page's style sheet."""
    return PlainTextResponse(
        (_FOLDER / "docs.css").read_text(encoding="utf-8"), media_type="text/css"
    )


def _routes(document: dict[str, Any], base: str, *, signed_in: bool) -> list[dict[str, Any]]:
    return [
        {
            "path": path,
            "method": method.upper(),
            "summary": route["summary"],
            "statuses": "、".join(sorted(route["responses"])),
            "fields": _fields(document, route),
            "command": command_of(document, base, path, method, signed_in=signed_in),
        }
        for path, methods in document["paths"].items()
        for method, route in methods.items()
    ]


def _fields(document: dict[str, Any], route: dict[str, Any]) -> list[dict[str, Any]]:
    schema = _body_schema(document, route)
    required = schema.get("required", [])
    return [
        {"name": field, "required": field in required, "about": about.get("description", "")}
        for field, about in schema.get("properties", {}).items()
    ]


def _body_schema(document: dict[str, Any], route: dict[str, Any]) -> dict[str, Any]:
    """What a route's body is made of; empty without one."""
    content: dict[str, dict[str, Any]] = route.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] = next((form["schema"] for form in content.values()), {})
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    found: dict[str, Any] = document["components"]["schemas"].get(name, schema)
    return found
