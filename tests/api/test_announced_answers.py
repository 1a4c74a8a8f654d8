"""Each route announces what it can answer, and no more: what follows from the route follows."""

from collections.abc import Iterator
from typing import Any

import pytest

from service.api import make_app
from service.bootstrap import House
from service.jobs import Engine
from service.settings import Settings

Routes = dict[str, dict[str, Any]]
pytestmark = pytest.mark.xdist_group("announced-answers")
SIGN_IN = ("POST /api/v1/sign-in", "POST /api/v1/sign-out", "POST /api/v1/me/password")
NAMED_ELSEWHERE = {
    "GET /api/v1/dismissals",
    "GET /api/v1/keys",
    "GET /api/v1/people",
    "GET /api/v1/sign-in/provider",
    "GET /api/v1/sign-in/provider/return",
    "POST /api/v1/assignments",
    "POST /api/v1/checks",
    "POST /api/v1/checks/paper",
    "POST /api/v1/dismissals",
    "POST /api/v1/drafts",
    "POST /api/v1/keys",
    "POST /api/v1/own-kinds",
    "POST /api/v1/people",
    "POST /api/v1/sample",
    "POST /api/v1/submissions/review",
    "POST /api/v1/submissions/review/events",
    "POST /api/v1/units",
}
"""Routes that name a unit, a provider or a paper elsewhere than in their address."""
PUBLIC = {
    "POST /api/v1/sign-in",
    "GET /api/v1/sign-in/provider",
    "GET /api/v1/sign-in/provider/return",
}


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Routes]:
    with House(Settings(data_dir=tmp_path_factory.mktemp("data"))) as house:
        engine = Engine.start(house, listen=False)
        document = make_app(house, engine.jobs, local=False).openapi()
        engine.stop(wait_s=0)
        yield {
            f"{method.upper()} {path}": route
            for path, methods in document["paths"].items()
            for method, route in methods.items()
        }


def announcing(routes: Routes, *statuses: str) -> set[str]:
    return {name for name, route in routes.items() if set(statuses) & set(route["responses"])}


def taking(routes: Routes, header: str) -> set[str]:
    return {
        name
        for name, route in routes.items()
        if any(parameter["name"] == header for parameter in route.get("parameters", ()))
    }


@pytest.mark.parametrize("route", SIGN_IN)
def test_signing_in_and_out_never_misses_a_thing_or_a_version(routes: Routes, route: str) -> None:
    assert not {"404", "409", "428"} & set(routes[route]["responses"])


def test_only_routes_that_name_something_answer_that_it_is_not_there(routes: Routes) -> None:
    in_address = {name for name in routes if "{" in name}
    assert announcing(routes, "404") == in_address | NAMED_ELSEWHERE


def test_only_routes_with_if_match_ask_for_a_version(routes: Routes) -> None:
    assert announcing(routes, "428") == taking(routes, "If-Match")
    assert taking(routes, "If-Match") <= announcing(routes, "409")


def test_a_route_with_an_idempotency_key_may_be_refused_for_it(routes: Routes) -> None:
    assert taking(routes, "Idempotency-Key") <= announcing(routes, "409")
    assert taking(routes, "Idempotency-Key") <= announcing(routes, "422")


def test_only_routes_that_read_a_body_find_it_unreadable_or_too_large(routes: Routes) -> None:
    with_body = {name for name, route in routes.items() if "requestBody" in route}
    assert announcing(routes, "400") == announcing(routes, "413") == with_body
    assert with_body <= announcing(routes, "422")


def test_a_route_that_reads_nothing_refuses_nothing_it_was_given(routes: Routes) -> None:
    reading = {n for n, r in routes.items() if r.get("parameters") or "requestBody" in r}
    assert announcing(routes, "422") == reading


def test_who_asks_is_asked_everywhere_but_at_the_door(routes: Routes) -> None:
    asked = {name for name, route in routes.items() if route["security"]}
    assert set(routes) - asked == PUBLIC
    assert asked <= announcing(routes, "401") & announcing(routes, "403")


def test_everything_may_be_too_often_or_go_wrong(routes: Routes) -> None:
    assert announcing(routes, "429") == announcing(routes, "500") == set(routes)


def test_every_refusal_is_a_problem(routes: Routes) -> None:
    for name, route in routes.items():
        for status, answer in route["responses"].items():
            if status >= "400":
                assert set(answer["content"]) == {"application/problem+json"}, (name, status)
                assert "Retry-After" in answer["headers"] or status != "429"
