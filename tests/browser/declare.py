"""Writes the interface's values as TypeScript declarations, for the check of the page's modules:
``python -m tests.browser.declare``."""

import json
import tempfile
from pathlib import Path
from typing import Any

from service.api import make_app
from service.bootstrap import House
from service.jobs import Engine
from service.settings import Settings

PLACE = Path(__file__).parents[2] / "service/web/types/api.d.ts"
_HEAD = "// Made from the OpenAPI document by `python -m tests.browser.declare`.\n\n"
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}


def declarations() -> str:
    """The content of the file, from the interface as it is."""
    schemas = _document()["components"]["schemas"]
    return _HEAD + "\n".join(_declared(name, schemas[name]) for name in sorted(schemas))


def _document() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, House(Settings(data_dir=Path(folder))) as house:
        engine = Engine.start(house, listen=False)
        try:
            return make_app(house, engine.jobs, local=True).openapi()
        finally:
            engine.stop(wait_s=0)


def _declared(name: str, schema: dict[str, Any]) -> str:
    name = name.replace("[", "Of").strip("]").replace("-", "")
    if "properties" not in schema:
        return f"export type {name} = {_type(schema)};\n"
    fields = "".join(
        f"  {json.dumps(field, ensure_ascii=False)}: {_type(of)};\n"
        for field, of in schema["properties"].items()
    )
    return f"export interface {name} {{\n{fields}}}\n"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in values)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " | ".join(dict.fromkeys(_type(one) for one in schema[several]))
    return _compound(schema)


def _compound(schema: dict[str, Any]) -> str:
    kind = schema.get("type")
    if kind == "array":
        return f"({_type(schema.get('items', {}))})[]"
    if kind == "object":
        more = schema.get("additionalProperties", {})
        return f"Record<string, {_type(more) if isinstance(more, dict) else 'any'}>"
    if kind == "null":
        return "null"
    return _PLAIN.get(str(kind), "any")


if __name__ == "__main__":
    PLACE.write_text(declarations(), encoding="utf-8")
