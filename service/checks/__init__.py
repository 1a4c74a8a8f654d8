"""CHECK: a subject's flags, one rule a module, each with its card in ``rules``.

The list is written out; ``tests/checks`` says that it is complete.
"""

from collections.abc import Sequence

from service.checks import (
    cover_missing,
    engine,
    fact_unsupported,
    generic_no_case,
    generic_wording,
    left_placeholder,
    left_scrape,
    left_stale_year,
    link_no_cause,
    link_no_measure,
    measure_no_deadline,
    measure_no_owner,
    reuse_own_past,
    reuse_peer,
    safe_injection,
    safe_personal,
    shape_aspect_missing,
    shape_aspect_order,
    shape_chapter_missing,
)
from service.checks.cards import load_cards, module_name
from service.checks.engine import RuleModule, cap, counts
from service.flags import Flag
from service.rule import Card
from service.subject import Subject

RULES: tuple[RuleModule, ...] = (
    generic_wording,
    generic_no_case,
    fact_unsupported,
    reuse_own_past,
    reuse_peer,
    left_placeholder,
    left_scrape,
    left_stale_year,
    shape_aspect_missing,
    shape_aspect_order,
    shape_chapter_missing,
    link_no_cause,
    link_no_measure,
    measure_no_owner,
    measure_no_deadline,
    cover_missing,
    safe_personal,
    safe_injection,
)

__all__ = ["RULES", "cap", "check", "counts", "load_cards"]


def check(subject: Subject, cards: Sequence[Card] | None = None) -> tuple[Flag, ...]:
    """The flags of every rule, ranked by level and then score; ids follow the reading order.

    ``cards`` are ``load_cards`` with a unit's overlays; None takes them as shipped.
    """
    by_module = {module_name(card.id): card for card in (load_cards() if cards is None else cards)}
    ruled = [(rule, rule.__name__.rpartition(".")[2]) for rule in RULES]
    return engine.run(
        subject, [(rule, by_module[name]) for rule, name in ruled if name in by_module]
    )
