"""The table of what reviewers check names rules that exist, and leaves out none of ours."""

import re
from pathlib import Path

from service.checks import load_cards

PAGE = Path(__file__).resolve().parents[2] / "docs" / "review-rules.md"
_RULE = re.compile(r"`([a-z]+\.[a-z-]+)`")


def test_every_rule_named_exists_and_every_rule_is_named() -> None:
    named = set(_RULE.findall(PAGE.read_text(encoding="utf-8"))) - {"rules.md"}
    assert named == {card.id for card in load_cards()}


def test_all_thirty_three_points_have_a_line() -> None:
    lines = re.findall(r"^\| R(\d\d) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert lines == [f"{number:02}" for number in range(1, 34)]
