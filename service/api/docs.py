"""The page at /docs: the OpenAPI document as plain HTML, drawn here, loading nothing."""

import json
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse
from jinja2 import Environment, select_autoescape

_FOLDER = files("service.api")
_PAGE = Environment(autoescape=select_autoescape(default=True)).from_string(
    (_FOLDER / "docs.html").read_text(encoding="utf-8")
)

docs_router = APIRouter(include_in_schema=False)


@docs_router.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> HTMLResponse:
    """Every route with its fields and a command to try it."""
    document = request.app.openapi()
    return HTMLResponse(
        _PAGE.render(
            title=document["info"]["title"],
            summary=document["info"].get("summary", ""),
            version=document["info"]["version"],
            base=str(request.base_url).rstrip("/"),
            routes=_routes(document),
        )
    )


@docs_router.get("/docs.css", response_class=PlainTextResponse)
def style() -> PlainTextResponse:
    """The page's style sheet."""
    return PlainTextResponse(
        (_FOLDER / "docs.css").read_text(encoding="utf-8"), media_type="text/css"
    )


def _routes(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "path": path,
            "method": method.upper(),
            "summary": route.get("summary", ""),
            "description": route.get("description", ""),
            **_body(document, route),
        }
        for path, methods in document["paths"].items()
        for method, route in methods.items()
    ]


def _body(document: dict[str, Any], route: dict[str, Any]) -> dict[str, Any]:
    content = route.get("requestBody", {}).get("content", {})
    form = next(iter(content), "")
    schema = content.get(form, {}).get("schema", {})
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    schema = document["components"]["schemas"].get(name, schema)
    required = schema.get("required", [])
    fields = [
        {"name": field, "required": field in required, "about": about.get("description", "")}
        for field, about in schema.get("properties", {}).items()
    ]
    examples = {
        field: about["examples"][0]
        for field, about in schema.get("properties", {}).items()
        if "examples" in about
    }
    return {"form": form, "fields": fields, "example": json.dumps(examples, ensure_ascii=False)}
