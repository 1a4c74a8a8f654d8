"""What is said of a wrong value: one table, and it has words for every error that our own models
can make, whether a request, a setting, a kind or an overlay holds it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter, ValidationError

from service.api.app import ROUTERS
from service.checks.overlay_files import Members, Overlay
from service.kind import Kind
from service.settings import Settings
from service.validation import WORDS, cause_of, in_words

WRONG: tuple[object, ...] = (
    None,
    True,
    -1,
    0,
    1.5,
    10**30,
    float("nan"),
    "",
    " ",
    "字",
    "x" * 200_001,
    "\x00",
    "\ud800",
    "2026-13-01",
    "2026-01-31T08:00:00",
    [],
    [None],
    [1] * 300,
    {},
    {"x": 1},
    {"name": 1, "unit": 1, "role": 1, "id": 1, "text": 1, "key": 1},
    {"left.scrape": 1},
    {"left.scrape": {"hit": 1, "miss": [1], "patterns": 1}},
)


def bodies() -> Iterator[type[BaseModel]]:
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute) and route.body_field is not None:
                given = route.body_field.field_info.annotation
                if isinstance(given, type) and issubclass(given, BaseModel):
                    yield given


def parameters() -> Iterator[TypeAdapter[Any]]:
    """What stands in addresses, headers and forms."""
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute):
                said = route.dependant
                fields = [*said.path_params, *said.query_params, *said.header_params]
                for field in (*fields, *said.body_params):
                    if (sort := field.field_info.annotation) is not None:
                        yield TypeAdapter(sort)


def errors_of(adapter: TypeAdapter[Any], value: object) -> list[Any]:
    found = []
    try:
        adapter.validate_python(value)
    except ValidationError as error:
        found += error.errors(include_url=False)
    try:
        adapter.validate_json(json.dumps(value))
    except ValidationError as error:
        found += error.errors(include_url=False)
    return found


def met() -> dict[str, Any]:
    """Every error that our models make of wrong values, one of each type."""
    models: set[type[BaseModel]] = {Kind, Overlay, Members, Settings, *bodies()}
    found = {e["type"]: e for adapter in parameters() for v in WRONG for e in errors_of(adapter, v)}
    for model in models:
        adapter = TypeAdapter[Any](model)
        names = [field.alias or name for name, field in model.model_fields.items()]
        for value in WRONG:
            tried = [value, dict.fromkeys(names, value), {**dict.fromkeys(names), "y": value}]
            for given in (*tried, *({name: value} for name in names)):
                found |= {error["type"]: error for error in errors_of(adapter, given)}
    return found


def test_every_error_that_our_models_make_has_words_of_its_own() -> None:
    types = met()
    assert len(types) > 20, "the wrong values make too few errors to tell anything"
    assert sorted(set(types) - set(WORDS)) == []
    for kind, error in types.items():
        said = cause_of(error)
        assert any("一" <= sign <= "鿿" for sign in said), kind
        assert "{" not in said, kind


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "units：缺少这一项"),
        ({"units": "水利局"}, "units：应为清单（数组）"),
        ({"units": [""]}, "units 第1项：不能空着"),
        ({"units": [], "unit": 1}, "unit：没有这一项，请检查是否写错了名称"),
    ],
)
def test_an_error_is_told_with_its_place(given: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Members.model_validate(given)
    assert in_words(caught.value.errors()) == said


def test_words_of_our_own_are_told_as_they_are() -> None:
    with pytest.raises(ValidationError) as caught:
        Overlay.model_validate({"formulae": [{"phrase": "清渠行动", "since": "去年"}]})
    assert cause_of(caught.value.errors()[0]).startswith("应当写作 2024、")
