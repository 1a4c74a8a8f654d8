"""Every route with what no person would send, by Schemathesis: a bounded part of the long run
(``python -m tests.api.schemathesis_full``)."""

import pytest

from tests.api.schemathesis_full import ACTORS, hunt


@pytest.mark.parametrize("actor", ACTORS)
def test_no_route_breaks_or_answers_what_the_document_does_not_tell(actor: str) -> None:
    code, said = hunt(actor, seconds=15, examples=2)
    assert code == 0, said
