"""Nobody sees or touches what is not theirs: every route, everybody who might ask."""

from collections.abc import Iterator

import pytest

from tests.api.announced import given, unannounced
from tests.isolation.asking import Actor, actors
from tests.isolation.matrix import ACTORS, CONCERNED, findings, readable
from tests.isolation.routes import TABLE
from tests.isolation.town import Town, a_town

pytestmark = pytest.mark.xdist_group("isolation-matrix")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with a_town(tmp_path_factory.mktemp("matrix") / "data") as made:
        yield made


@pytest.fixture(scope="module")
def everybody(town: Town) -> Iterator[list[Actor]]:
    with actors(town, ACTORS) as found:
        yield found


def test_every_route_of_the_openapi_document_is_in_the_table_and_no_other(
    everybody: list[Actor],
) -> None:
    document = everybody[0].client.get("/openapi.json").json()
    served = {
        f"{method.upper()} {path}"
        for path, methods in document["paths"].items()
        for method in methods
    }
    listed = [row.route for row in TABLE]
    assert served - set(listed) == set(), "served, but nobody said who may"
    assert set(listed) - served == set(), "listed, but not served"
    assert len(listed) == len(set(listed))


def test_everybody_is_answered_as_the_rules_say_wherever_the_unit_stands(
    town: Town, everybody: list[Actor]
) -> None:
    found = [f for row in TABLE for f in findings(town, row, everybody, "A")]
    assert not found, readable(found)
    town.move("A", "Q")
    concerned = [actor for actor in everybody if actor.name in CONCERNED]
    found = [f for row in TABLE if not row.ends for f in findings(town, row, concerned, "A")]
    assert not found, readable(found)
    town.move("A", "P")
    document = everybody[0].client.get("/openapi.json").json()
    assert len(given(town.house)) > 3 * len(TABLE)
    assert unannounced(town.house, document) == []
