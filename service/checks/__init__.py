"""CHECK: a subject's flags, one rule a module, each with its card in ``rules``.

The list is written out; ``tests/checks`` says that it is complete.
"""

from collections.abc import Sequence

from service.checks import (
    cover_last_year,
    cover_missing,
    engine,
    fact_inconsistent,
    fact_unsupported,
    generic_fake_detail,
    generic_no_case,
    generic_wording,
    left_foreign_unit,
    left_placeholder,
    left_scrape,
    left_stale_year,
    link_cause_restates,
    link_no_cause,
    link_no_measure,
    link_orphan,
    measure_no_deadline,
    measure_no_owner,
    measure_vague,
    order_early_study,
    reuse_own_past,
    reuse_peer,
    reuse_repeated_problem,
    safe_clue,
    safe_injection,
    safe_personal,
    shape_aspect_missing,
    shape_aspect_order,
    shape_balance,
    shape_chapter_missing,
    shape_length,
    tone_achievement,
    tone_blames_below,
    tone_business_only,
    tone_hope_as_criticism,
    tone_objective_cause,
    wording_formula,
)
from service.checks.cards import load_cards, module_name, rulebook
from service.checks.dismissals import able_rules, settle
from service.checks.echoes import sure_enough, without_echoes
from service.checks.engine import RuleModule, cap, counts
from service.checks.overlays import Change, Rulebook, layers
from service.flags import Flag
from service.rule import Card
from service.subject import Subject

RULES: tuple[RuleModule, ...] = (
    generic_wording,
    generic_fake_detail,
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
    link_orphan,
    link_cause_restates,
    measure_no_owner,
    measure_no_deadline,
    measure_vague,
    tone_hope_as_criticism,
    tone_achievement,
    tone_blames_below,
    tone_objective_cause,
    tone_business_only,
    cover_missing,
    safe_personal,
    safe_injection,
    wording_formula,
    order_early_study,
    left_foreign_unit,
    fact_inconsistent,
    reuse_repeated_problem,
    shape_balance,
    safe_clue,
    shape_length,
    cover_last_year,
)

__all__ = [
    "RULES",
    "Change",
    "Rulebook",
    "able_rules",
    "cap",
    "check",
    "counts",
    "layers",
    "load_cards",
    "rulebook",
    "settle",
    "sure_enough",
    "without_echoes",
]


def check(subject: Subject, cards: Sequence[Card] | None = None) -> tuple[Flag, ...]:
    """The flags of every rule, ranked by level and then score; ids follow the reading order.

    ``cards`` are ``load_cards`` with a unit's overlays; None takes them as shipped.
    """
    by_module = {module_name(card.id): card for card in (load_cards() if cards is None else cards)}
    ruled = [(rule, rule.__name__.rpartition(".")[2]) for rule in RULES]
    return engine.run(
        subject, [(rule, by_module[name]) for rule, name in ruled if name in by_module]
    )
