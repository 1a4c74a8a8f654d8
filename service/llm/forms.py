"""How a server is told to answer in JSON: by schema, as any JSON object, or in words alone.

Servers differ: some take ``json_schema``, some only ``json_object`` (llama-cpp-python reads the
schema beside it), some neither. The door tries them in this order and keeps what worked.
"""

import json
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel

Form = Literal["json_schema", "json_object", "plain"]
FORMS: tuple[Form, ...] = ("json_schema", "json_object", "plain")


def response_format(form: Form, shape: type[BaseModel]) -> Mapping[str, Any] | None:
    """The ``response_format`` field of a request, None for ``plain``."""
    schema = shape.model_json_schema()
    if form == "json_schema":
        named = {"name": shape.__name__, "schema": schema, "strict": True}
        return {"type": "json_schema", "json_schema": named}
    if form == "json_object":
        return {"type": "json_object", "schema": schema}
    return None


def in_words(shape: type[BaseModel]) -> str:
    """The same demand as an instruction, for servers that do not enforce a schema.

    It goes after everything else, so that it does not spoil the prefix that servers reuse.
    """
    schema = json.dumps(shape.model_json_schema(), ensure_ascii=False, separators=(",", ":"))
    return f"只输出一个 JSON 对象，符合这个 JSON Schema，不要任何别的文字：{schema}"
