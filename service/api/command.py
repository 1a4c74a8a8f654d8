"""The command line by which a route can be tried, made from the OpenAPI document."""

import json
from typing import Any
from urllib.parse import quote

_KEY = "Authorization: Bearer $DUIZHAO_KEY"
_PAPER, _NOTES, _NOTICE = "材料.docx", "意见.xlsx", "通知.txt"
_FILES = {"/notes/files": _NOTES, "/kinds/from-notice": _NOTICE}
_SOUGHT = {"q": "学习研讨", "unit": "青岚县水利局党组"}


def command_of(
    document: dict[str, Any], base: str, path: str, method: str, *, signed_in: bool
) -> str:
    """``curl`` with everything that the route needs. ``signed_in``: with a key."""
    route = document["paths"][path][method]
    parts = ["curl"]
    if method != "get":
        parts.append(f"-X {method.upper()}")
    if signed_in and route["security"]:
        # Double quotes: the shell puts the key in.
        parts.append(f'-H "{_KEY}"')
    parts += _version(route) + _body(path, route) + _kept(route)
    return " ".join([*parts, f"'{base}{path}{_query(route)}'"])


def _version(route: dict[str, Any]) -> list[str]:
    names = [parameter["name"] for parameter in route.get("parameters", ())]
    return ["-H 'If-Match: \"3\"'"] if "If-Match" in names else []


def _body(path: str, route: dict[str, Any]) -> list[str]:
    content = route.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        field = "files" if _takes_many(path) else "file"
        name = next((name for end, name in _FILES.items() if path.endswith(end)), _PAPER)
        return [f"-F {field}=@{name}"]
    if "application/json" in content:
        shown = json.dumps(content["application/json"].get("example", {}), ensure_ascii=False)
        return ["-H 'Content-Type: application/json'", f"-d '{shown}'"]
    return []


def _takes_many(path: str) -> bool:
    return path.startswith("/api/v1/units/") or path.endswith(("/notes/files", "/reviews"))


def _kept(route: dict[str, Any]) -> list[str]:
    streams = any("text/event-stream" in a.get("content", {}) for a in route["responses"].values())
    return ["-N"] if streams else []


def _query(route: dict[str, Any]) -> str:
    named = [
        # What has no example of its own is an id, and shown as those in addresses are.
        f"{name}={quote(_SOUGHT[name]) if name in _SOUGHT else f'{{{name}}}'}"
        for parameter in route.get("parameters", ())
        if parameter["in"] == "query" and parameter.get("required")
        for name in (parameter["name"],)
    ]
    return "?" + "&".join(named) if named else ""
