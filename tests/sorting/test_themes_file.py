"""The taxonomy file: complete for every kind, and refused when it breaks its form."""

import pytest

from service.errors import BadData
from service.kind import Kind
from service.kinds import load_kinds
from service.themes import load_themes, read_themes

KINDS = load_kinds()
TAXONOMY = load_themes()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_facet_has_an_aspect_in_every_kind(kind: Kind) -> None:
    keys = {aspect.key for aspect in kind.aspects}
    scheme = TAXONOMY.schemes[kind.id]
    assert {facet.aspects[scheme] for facet in TAXONOMY.facets} <= keys


@pytest.mark.parametrize("theme", TAXONOMY.themes, ids=lambda theme: theme.name)
def test_every_theme_has_cues_and_a_question(theme: object) -> None:
    found = TAXONOMY.theme(getattr(theme, "name", ""))
    assert found is not None
    assert len(found.cues) >= 20
    assert all(question.endswith("？") for question in found.questions)


def test_every_signal_speaks_for_a_facet_that_exists() -> None:
    assert {s.facet for s in TAXONOMY.signals} <= {facet.key for facet in TAXONOMY.facets}


def test_a_broken_taxonomy_is_refused_with_its_name() -> None:
    with pytest.raises(BadData, match=r"themes\.yaml"):
        read_themes("version: '1'\nthemes: []\n")
