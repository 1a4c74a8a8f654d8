"""Every fault planted in the sample library is found by its rule, wherever the rule can see it."""

from service.checks import load_cards
from service.evaluation.library import score_library
from service.samples import entries

BESIDE_ANSWERED = {
    ("jiangyu-port/2024-team-2024.docx", "measure.no-deadline"),
    ("liuxi-town/2024-team-2024.txt", "measure.no-owner"),
    ("yunze-lab/2021-branch-2021.txt", "measure.no-deadline"),
    ("yunze-lab/2021-branch-2021.txt", "measure.no-owner"),
}
"""Owner and deadline are asked for by group of measures: these stand in a group that names one."""


def test_every_planted_fault_is_found_but_those_beside_an_answered_measure() -> None:
    missed = {tuple(line.split(" ")[:2]) for line in score_library(("good",)).missed}
    assert missed == BESIDE_ANSWERED


def test_every_planted_fault_is_one_that_a_rule_looks_for() -> None:
    planted = {fault.rule for entry in entries() for fault in entry.faults}
    assert planted - {card.id for card in load_cards()} == set()
