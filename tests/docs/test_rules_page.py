"""The page about rules is what the cards say, and its example works as it stands."""

import re
from pathlib import Path

from service.checks import load_cards
from tests.docs.rules_page import page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_the_page_is_in_step_with_the_cards() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_overlay_shown_can_be_used(tmp_path: Path) -> None:
    shown = re.search(r"```yaml\n(.*?)```", page(), re.DOTALL)
    assert shown
    (tmp_path / "unit.yaml").write_text(shown.group(1), encoding="utf-8")
    before = {card.id: card for card in load_cards()}
    after = {card.id: card for card in load_cards([tmp_path])}
    assert after["generic.wording"].level == "off"
    scrape = before["left.scrape"].data["patterns"], after["left.scrape"].data["patterns"]
    assert "内部资料" in scrape[1]
    assert len(scrape[1]) == len(scrape[0])
