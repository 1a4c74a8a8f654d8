"""The page at /docs and the OpenAPI document: every route is told, its command works as it stands,
and its examples are what a service takes and gives."""

import re
from collections.abc import Iterator
from typing import Any

import httpx2
import jsonschema_rs
import pytest

from service.settings import Settings
from tests.api.serving import serving
from tests.api.tour import ORDER, OTHERWISE, Tour

Answers = dict[str, httpx2.Response]
pytestmark = pytest.mark.xdist_group("every-route")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), requests_per_minute=0)
    with (
        serving(settings, listen=True) as (_, base),
        httpx2.Client(base_url=base, timeout=60, trust_env=False) as opened,
    ):
        yield opened


@pytest.fixture(scope="module")
def document(client: httpx2.Client) -> dict[str, Any]:
    read: dict[str, Any] = client.get("/openapi.json").json()
    return read


@pytest.fixture(scope="module")
def answers(client: httpx2.Client) -> Answers:
    return dict(Tour(client).go())


def routes(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": route
        for path, methods in document["paths"].items()
        for method, route in methods.items()
    }


def test_the_tour_leaves_no_route_out(document: dict[str, Any]) -> None:
    assert sorted(ORDER) == sorted(routes(document))


def test_every_command_shown_works_as_it_stands(answers: Answers) -> None:
    failed = {
        route: (answer.status_code, answer.text[:300])
        for route, answer in answers.items()
        if not answer.is_success and route not in OTHERWISE
    }
    assert failed == {}


def test_no_route_answers_what_the_page_does_not_announce(
    answers: Answers, document: dict[str, Any]
) -> None:
    told = routes(document)
    strange = {
        route: answer.status_code
        for route, answer in answers.items()
        if str(answer.status_code) not in told[route]["responses"]
    }
    assert strange == {}


def test_every_answer_has_the_form_that_the_document_tells(
    answers: Answers, document: dict[str, Any]
) -> None:
    for name, route in routes(document).items():
        schema = shape(route, str(answers[name].status_code))
        if schema is not None and answers[name].content:
            wrong = validator(document, schema).iter_errors(answers[name].json())
            assert [str(error) for error in wrong] == [], name


def test_every_example_has_the_form_that_the_document_tells(document: dict[str, Any]) -> None:
    for name, route in routes(document).items():
        body = route.get("requestBody", {}).get("content", {}).get("application/json")
        if body is not None:
            assert validator(document, body["schema"]).is_valid(body["example"]), name
        for status, answer in route["responses"].items():
            shown = answer.get("content", {}).get("application/json", {})
            if status.startswith("2") and shown.get("schema") and name not in OTHERWISE:
                wrong = validator(document, shown["schema"]).iter_errors(shown["example"])
                assert [str(error) for error in wrong] == [], name


def test_every_route_has_a_chinese_summary_a_tag_its_errors_and_who_may_ask(
    document: dict[str, Any],
) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    for name, route in routes(document).items():
        assert re.search("[一-鿿]", route["summary"]), name
        assert set(route["tags"]) <= tags, name
        assert {"429", "500"} <= set(route["responses"]), name
        assert "security" in route, name
    schemes = document["components"]["securitySchemes"]
    assert schemes.keys() == {"bearer", "cookie", "csrf"}


def test_every_field_of_a_body_that_a_person_fills_is_told_on_the_page(
    client: httpx2.Client, document: dict[str, Any]
) -> None:
    page = client.get("/docs").text
    assert all(path in page for path in document["paths"])
    assert "If-Match" in page
    assert "Idempotency-Key" in page


def shape(route: dict[str, Any], status: str) -> dict[str, Any] | None:
    content = route["responses"].get(status, {}).get("content", {})
    for kind in ("application/json", "application/problem+json"):
        if "schema" in content.get(kind, {}):
            found: dict[str, Any] = content[kind]["schema"]
            return found
    return None


def validator(
    document: dict[str, Any], schema: dict[str, Any]
) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({**schema, "components": document["components"]})
